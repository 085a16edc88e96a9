import type { ReactElement } from 'react'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { isActive, packState } from '../../../src-shared/domain/pack-state'
import { Button } from '../../components/button'
import { useText, type Text } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import { formatDate } from '../../format/date'
import type { MessageID } from '../../../src-shared/messages/message-id'
import { usePackAction, usePackDetail, useWindowParts } from '../window-context'
import { AskFailed } from './ask-failed'
import { shownVersions, type ShownVersion } from './shown-versions'
import styles from './versions-panel.module.css'

/** The versions that can be had or are here, and the way to each. */
export function VersionsPanel({ entry }: { readonly entry: LibraryEntry }): ReactElement {
  const text = useText()
  const versions = usePackDetail((state) => state.versions)
  const shown = shownVersions(entry, versions.kind === 'known' ? versions.value : undefined)
  return (
    <div className={styles['panel']}>
      {versions.kind === 'failed' ? <AskFailed of="versions" error={versions.error} /> : null}
      <ul className={styles['list']} aria-label={text('versions.list')}>
        {shown.map((version) => (
          <VersionRow key={version.assetPack.version} entry={entry} version={version} />
        ))}
      </ul>
      <p className={styles['hint']}>{text(hintFor(entry))}</p>
    </div>
  )
}

function hintFor({ local }: LibraryEntry): MessageID {
  if (local === undefined) return 'versions.hint.notInstalled'
  return local.keptVersion === undefined ? 'versions.hint.none' : 'versions.hint.kept'
}

interface VersionRowProps {
  readonly entry: LibraryEntry
  readonly version: ShownVersion
}

function VersionRow({ entry, version }: VersionRowProps): ReactElement {
  const text = useText()
  const { assetPack, place } = version
  const number = assetPack.version
  const isNewest = number === entry.assetPack.version && packState(entry) !== 'obsolete'
  const isPinned = place === 'active' && entry.local?.isPinned === true
  return (
    <li className={styles['version']} data-testid={`version-${String(number)}`} data-place={place}>
      <span className={styles['dot']} aria-hidden />
      <div className={styles['name']}>
        <h2>
          {text('versions.version', { version: number })}
          {isNewest ? <span className={styles['mark']}>{text('versions.newest')}</span> : null}
          {isPinned ? <span className={styles['mark']}>{text('versions.pinned')}</span> : null}
        </h2>
        <p className={styles['facts']}>{versionFacts(text, entry, version).join(' · ')}</p>
      </div>
      <VersionAction entry={entry} version={version} />
    </li>
  )
}

/** Where it is, since when, and its size. */
function versionFacts(
  text: Text,
  { local }: LibraryEntry,
  { assetPack, place, installedAt }: ShownVersion,
): readonly string[] {
  if (place === 'offered') {
    const size = formatBytes(assetPack.downloadSize, text.locale)
    return [text(local === undefined ? 'pack.downloadSize' : 'pack.updateSize', { size })]
  }
  const since =
    installedAt === undefined || place === 'kept'
      ? []
      : [text('versions.since', { date: formatDate(installedAt, text.locale) })]
  const size = formatBytes(assetPack.installedSize, text.locale)
  return [text(`versions.place.${place}`), ...since, text('pack.installedSize', { size })]
}

/** The one thing to do with a version. */
function VersionAction({ entry, version }: VersionRowProps): ReactElement | null {
  const onAction = usePackAction()
  const { window } = useWindowParts()
  const { id } = entry.assetPack
  const { assetPack, place } = version
  const { local } = entry
  if (place === 'offered') {
    // What is on its way has its buttons in the head.
    if (isActive(packState(entry)) || packState(entry) === 'failed') return null
    const action = local === undefined ? 'install' : 'update'
    return (
      <ActionButton word={`action.${action}`} version={version} onPress={() => onAction(action, id)} isMain />
    )
  }
  if (place === 'active') {
    return local?.isPinned === true ? (
      <ActionButton word="versions.unpin" version={version} onPress={() => onAction('unpin', id)} />
    ) : (
      <ActionButton
        word="versions.pin"
        version={version}
        onPress={() => window.getState().ask({ kind: 'pin', id })}
      />
    )
  }
  const isOlder = local !== undefined && assetPack.version < local.version
  return (
    <ActionButton
      word={isOlder ? 'versions.goBack' : 'versions.use'}
      version={version}
      onPress={() => window.getState().ask({ kind: 'rollback', id, version: assetPack.version })}
    />
  )
}

interface ActionButtonProps {
  readonly word: MessageID
  readonly version: ShownVersion
  readonly isMain?: boolean
  readonly onPress: () => void
}

function ActionButton({ word, version, isMain = false, onPress }: ActionButtonProps): ReactElement {
  const text = useText()
  const number = version.assetPack.version
  return (
    <Button
      kind={isMain ? 'soft' : 'plain'}
      label={text('versions.named', { action: text(word), version: number })}
      testID={`version-action-${String(number)}`}
      onPress={onPress}
    >
      {text(word)}
    </Button>
  )
}
