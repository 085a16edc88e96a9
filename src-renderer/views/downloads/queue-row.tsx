import { GripVertical, Pause } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { AssetPackDescription } from '../../../src-shared/domain/asset-pack'
import type { AssetPackID } from '../../../src-shared/domain/asset-pack-id'
import type { LibraryEntry } from '../../../src-shared/domain/library'
import { hasBegun } from '../../../src-shared/domain/pack-state'
import { packTitle } from '../../../src-shared/domain/pack-text'
import type { QueueMove } from '../../../src-shared/domain/queue-move'
import { Button } from '../../components/button'
import { PackArt } from '../../components/pack-art'
import { MoreMenu, type OnPackAction } from '../../components/pack-buttons'
import { ownPress } from '../../components/own-press'
import { waitingReason } from '../../components/pack-figures'
import { PackTitle } from '../../components/pack-title'
import { PackVersion } from '../../components/pack-version'
import { useText } from '../../components/use-text'
import { formatBytes } from '../../format/bytes'
import { formatPercent } from '../../../src-shared/format/numbers'
import { packActions } from '../../format/pack-actions'
import { canStartNow, waitsForItsTurn } from '../../format/queue-reason'
import { usePackAddress } from '../use-pack-address'
import { useWindowParts } from '../window-context'
import { MoveButtons } from './move-buttons'
import moveStyles from './move-buttons.module.css'
import styles from './queue-row.module.css'

/** What a {@link QueueRow} shows. */
export interface QueueRowProps {
  readonly entry: LibraryEntry
  /** The pack after which it starts, when that is known. */
  readonly after: AssetPackDescription | undefined
  readonly up: QueueMove | undefined
  readonly down: QueueMove | undefined
  readonly onMove: (move: QueueMove) => void
  readonly onAction: OnPackAction
}

/** A download that waits: why, and what can be done about it. */
export function QueueRow({ entry, after, up, down, onMove, onAction }: QueueRowProps): ReactElement {
  const text = useText()
  const { id } = entry.assetPack
  const title = packTitle(entry.assetPack)
  const hasPause = hasBegun(entry) || isTriedAgain(entry)
  return (
    <div className={styles['row']}>
      <AriaButton
        slot="drag"
        className={styles['grip'] ?? ''}
        aria-label={text('action.named', { action: text('downloads.drag'), title })}
      >
        <GripVertical size={16} aria-hidden />
      </AriaButton>
      <PackArt id={id} title={title} shape="thumb" />
      <div className={styles['name']}>
        <PackTitle id={id} title={packTitle(entry.assetPack)} level={3} href={usePackAddress(id)} />
        <p className={styles['facts']}>
          <PackVersion assetPack={entry.assetPack} local={entry.local} />
          {' · '}
          <Amount entry={entry} />
        </p>
      </div>
      <p
        className={styles['reason']}
        data-testid={`reason-${id}`}
        data-urgent={entry.shortage === undefined ? undefined : true}
      >
        <Reason entry={entry} after={after} />
      </p>
      <div className={styles['buttons']}>
        <MainButton entry={entry} onAction={onAction} />
        {hasPause ? <PauseButton id={id} title={title} onAction={onAction} /> : null}
        <MoveButtons title={title} testID={id} up={up} down={down} onMove={onMove} />
        <MoreMenu
          id={id}
          title={title}
          actions={[
            ...(hasPause ? [] : (['pause'] as const)),
            'cancel',
            ...packActions(entry).menu.filter(isNoQueueAction),
          ]}
          onAction={onAction}
        />
      </div>
    </div>
  )
}

/** Whether an attempt failed and another one follows: it asks the server by itself, even if nothing has come yet. */
function isTriedAgain({ download }: LibraryEntry): boolean {
  return download?.progress.waitingBecause !== undefined
}

/** What is to come, and of what ran before how much of it is here. */
function Amount({ entry }: Pick<QueueRowProps, 'entry'>): ReactElement {
  const text = useText()
  const { totalBytes, completedBytes = 0, fractionCompleted = 0 } = entry.download?.progress ?? {}
  const total = formatBytes(totalBytes ?? entry.assetPack.downloadSize, text.locale)
  if (!hasBegun(entry)) return <>{text('pack.downloadSize', { size: total })}</>
  const done = formatBytes(completedBytes, text.locale)
  return (
    <>
      {formatPercent(fractionCompleted, text.locale)} · {text('pack.progress', { done, total })}
    </>
  )
}

/** What ran before may be held where it is, rather than to go on as soon as it can. */
function PauseButton({
  id,
  title,
  onAction,
}: Pick<QueueRowProps, 'onAction'> & { readonly id: AssetPackID; readonly title: string }): ReactElement {
  const text = useText()
  return (
    <button
      type="button"
      className={moveStyles['button']}
      aria-label={text('action.named', { action: text('action.pause'), title })}
      data-testid={`pause-${id}`}
      {...ownPress}
      onClick={(event) => {
        event.stopPropagation()
        // The row goes, and the second click of a double click is not meant for the next one.
        if (event.detail <= 1) onAction('pause', id)
      }}
    >
      <Pause size={16} strokeWidth={1.75} aria-hidden />
    </button>
  )
}

function isNoQueueAction(action: string): boolean {
  return action !== 'pause' && action !== 'cancel'
}

function Reason({ entry, after }: Pick<QueueRowProps, 'entry' | 'after'>): ReactElement {
  const text = useText()
  const { download, shortage } = entry
  if (download === undefined) return <></>
  if (shortage !== undefined) {
    const missing = Math.max(0, shortage.diskBytesNeeded - shortage.freeBytes)
    return <>{text('downloads.needsSpace', { size: formatBytes(missing, text.locale) })}</>
  }
  if (!waitsForItsTurn(entry)) return <>{waitingReason(download, text)}</>
  return (
    <>{after === undefined ? text('downloads.next') : text('downloads.after', { title: packTitle(after) })}</>
  )
}

/** What helps most: to start now, or where there is no room, to need less of it. */
function MainButton({ entry, onAction }: Pick<QueueRowProps, 'entry' | 'onAction'>): ReactElement | null {
  const text = useText()
  const { commands, window } = useWindowParts()
  const { id } = entry.assetPack
  const title = packTitle(entry.assetPack)
  const button = (name: string, action: string, onPress: () => void): ReactElement => (
    <Button label={text('action.named', { action, title })} testID={`${name}-${id}`} onPress={onPress}>
      {action}
    </Button>
  )
  if (packActions(entry).primary === 'updateInLessSpace') {
    return button('updateInLessSpace', text('action.updateInLessSpace'), () => {
      onAction('updateInLessSpace', id)
    })
  }
  if (entry.shortage !== undefined) {
    return button('freeUpSpace', text('downloads.freeUpSpace'), () => {
      window.getState().go({ screen: 'storage' })
    })
  }
  if (!canStartNow(entry)) return null
  return button('startNow', text('downloads.startNow'), () => {
    commands.startNow(id)
  })
}
