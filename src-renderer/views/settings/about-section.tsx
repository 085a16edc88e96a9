import type { ReactElement } from 'react'
import { CopyButton } from '../../components/copy-button'
import { useText } from '../../components/use-text'
import { usePacks } from '../window-context'
import styles from './settings-view.module.css'

/** What the app is, in words that can be selected and copied. */
export function AboutSection(): ReactElement | null {
  const text = useText()
  const facts = usePacks((state) => state.appFacts)
  if (facts === undefined) return null
  const versions = Object.entries({ [facts.productName]: facts.appVersion, ...facts.versions })
  return (
    <section className={styles['section']} aria-labelledby="settings-about">
      <h2 id="settings-about">{text('settings.about')}</h2>
      <dl className={styles['facts']}>
        <div>
          <dt>{text('settings.about.versions')}</dt>
          <dd className={styles['versions']}>
            <ul>
              {versions.map(([name, version]) => (
                <li key={name}>
                  <bdi>
                    {name} {version}
                  </bdi>
                </li>
              ))}
            </ul>
            <CopyButton
              value={versions.map(([name, version]) => `${name} ${version}`).join('\n')}
              label={text('settings.about.copy')}
              testID="copy-versions"
            >
              {text('settings.about.copy')}
            </CopyButton>
          </dd>
        </div>
        <div>
          <dt>{text('settings.about.repository')}</dt>
          <dd className={styles['address']}>
            <bdi>{facts.repositoryURL}</bdi>
          </dd>
        </div>
        <div>
          <dt>{text('settings.about.privacy')}</dt>
          <dd>{text('settings.about.privacy.text')}</dd>
        </div>
        <div>
          <dt>{text('settings.about.licences')}</dt>
          <dd>{text('settings.about.licences.text')}</dd>
        </div>
      </dl>
    </section>
  )
}
