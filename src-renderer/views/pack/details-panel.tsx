import type { ReactElement } from 'react'
import type { JsonValue } from '../../../src-shared/base/json'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { useText, type Text } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import { numberFormat } from '../../../src-shared/format/numbers'
import { languageName, platformTitle } from '../../format/names'
import { usePacks } from '../window-context'
import { CopyButton } from '../../components/copy-button'
import styles from './details-panel.module.css'
import { FactList, type Fact } from './fact-list'

/** Everything else that is known of the pack, exactly, to be read and copied. */
export function DetailsPanel({ entry }: { readonly entry: LibraryEntry }): ReactElement {
  const text = useText()
  const repositoryURL = usePacks((state) => state.appFacts?.repositoryURL)
  const { userInfo } = entry.assetPack
  const own = Object.entries(userInfo ?? {})
  return (
    <div className={styles['panel']}>
      <section className={styles['group']}>
        <h2>{text('details.pack')}</h2>
        <FactList form="wide" facts={packFacts(text, entry, repositoryURL)} />
      </section>
      <section className={styles['group']}>
        <div className={styles['head']}>
          <h2>{text('details.userInfo')}</h2>
          {own.length === 0 ? null : (
            <CopyButton
              value={JSON.stringify(userInfo, undefined, 2)}
              label={text('details.copyJSON')}
              testID="copy-json"
            >
              {text('details.copyJSON')}
            </CopyButton>
          )}
        </div>
        {own.length === 0 ? (
          <p className={styles['quiet']}>{text('details.userInfo.none')}</p>
        ) : (
          <FactList
            form="wide"
            facts={own.map(([name, value]) => ({ name, value: <bdi>{valueText(value)}</bdi> }))}
          />
        )}
      </section>
    </div>
  )
}

function packFacts(
  text: Text,
  { assetPack, local }: LibraryEntry,
  repositoryURL: string | undefined,
): readonly Fact[] {
  const { id, version, policy, language, platforms, downloadSize, installedSize } = assetPack
  const exact = (bytes: number): string =>
    text('details.exactSize', {
      size: formatBytes(bytes, text.locale),
      bytes: numberFormat(text.locale, { style: 'unit', unit: 'byte', unitDisplay: 'long' }).format(bytes),
    })
  const list = (words: readonly string[]): string => new Intl.ListFormat(text.locale).format(words)
  const events =
    policy.kind === 'onDemand'
      ? []
      : policy.installationEventTypes.map((event) => text(`details.event.${event}`))
  const fact = (name: string, value: Fact['value']): readonly Fact[] => [{ name, value }]
  return [
    ...fact(text('details.id'), <bdi>{id}</bdi>),
    ...fact(text('details.version'), <bdi>{version}</bdi>),
    ...(local === undefined ? [] : fact(text('details.installedVersion'), <bdi>{local.version}</bdi>)),
    ...fact(text('details.policy'), text(`policy.${policy.kind}`)),
    ...(events.length === 0 ? [] : fact(text('details.events'), list(events))),
    ...fact(
      text('details.language'),
      language === undefined ? text('details.language.none') : languageName(language, text.locale),
    ),
    ...fact(
      text('details.platforms'),
      platforms.length === 0 ? text('details.platforms.all') : list(platforms.map(platformTitle)),
    ),
    ...fact(text('details.downloadSize'), exact(downloadSize)),
    ...fact(text('details.installedSize'), exact(installedSize)),
    ...(repositoryURL === undefined ? [] : fact(text('details.source'), <bdi>{repositoryURL}</bdi>)),
    ...fact(text('details.signature'), text('details.signature.checked')),
  ]
}

/** A text as it is, everything else as JSON. */
function valueText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)
}
