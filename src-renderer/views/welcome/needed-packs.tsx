import type { ReactElement } from 'react'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { packState } from '../../../src-shared/domain/pack-state'
import { packTitle } from '../../../src-shared/domain/pack-text'
import { PackArt } from '../../components/pack-art'
import { PackButtons } from '../../components/pack-buttons'
import { PackFigures } from '../../components/pack-figures'
import { PackProgress } from '../../components/pack-progress'
import { StatusPill } from '../../components/status-pill'
import { useText } from '../../components/use-text'
import { usePackAction } from '../window-context'
import { Step } from './step'
import styles from './welcome-view.module.css'

/** The packs without which the app cannot be used: they come by themselves, and can be paused. */
export function NeededPacks({ entries }: { readonly entries: readonly LibraryEntry[] }): ReactElement | null {
  const text = useText()
  const onAction = usePackAction()
  if (entries.length === 0) return null
  return (
    <Step
      title={text('welcome.needed')}
      hint={text('welcome.needed.hint', { standing: standingOf(entries) })}
    >
      <ul className={styles['packs']}>
        {entries.map((entry) => {
          const { id } = entry.assetPack
          const title = packTitle(entry.assetPack)
          return (
            <li key={id} className={styles['pack']} data-testid={`pack-${id}`} data-state={packState(entry)}>
              <PackArt id={id} title={title} shape="thumb" />
              <div className={styles['name']}>
                <h3>{title}</h3>
                <PackFigures entry={entry} form="line" />
              </div>
              <div className={styles['standing']}>
                <StatusPill state={packState(entry)} />
                <PackProgress entry={entry} />
              </div>
              {entry.download === undefined ? null : <PackButtons entry={entry} onAction={onAction} />}
            </li>
          )
        })}
      </ul>
    </Step>
  )
}

/** Where they stand together, for a sentence about all of them. */
function standingOf(entries: readonly LibraryEntry[]): 'here' | 'some' | 'coming' {
  const missing = entries.filter(({ local }) => local === undefined).length
  if (missing === 0) return 'here'
  return missing === entries.length ? 'coming' : 'some'
}
