import type { ReactElement } from 'react'
import type { LibraryDownload, LibraryEntry } from '../../src-shared/domain/library'
import { hasNewest, isRunning, packState } from '../../src-shared/domain/pack-state'
import type { RemainingForm } from '../../src-shared/format/remaining'
import { formatBytes, formatSpeed } from '../format/bytes'
import { formatTimeOfDay } from '../format/time-of-day'
import styles from './pack-figures.module.css'
import { useSteadySeconds } from './use-steady-seconds'
import { useText, type Text } from './use-text'

/** What {@link PackFigures} shows. */
export interface PackFiguresProps {
  readonly entry: LibraryEntry
  /** Two lines below each other, or one; a brief one never becomes two, and leaves out the speed. */
  readonly form: 'block' | 'line' | 'brief'
}

/** Numbers in fixed places: sizes while a pack rests, progress while it is on its way. */
export function PackFigures({ entry, form }: PackFiguresProps): ReactElement {
  const { download } = entry
  const block = download === undefined ? 'sizes' : 'figures'
  return (
    <div className={styles[form === 'block' ? block : form]}>
      {download === undefined ? (
        <Sizes entry={entry} />
      ) : (
        <Progress
          download={download}
          isRunning={isRunning(packState(entry))}
          remaining={form === 'brief' ? 'figure' : 'sentence'}
        />
      )}
    </div>
  )
}

function Sizes({ entry }: { readonly entry: LibraryEntry }): ReactElement {
  const text = useText()
  const { assetPack, local } = entry
  const isCurrent = local !== undefined && local.version >= assetPack.version
  const download = hasNewest(entry)
    ? text('pack.noDownload')
    : text(local === undefined ? 'pack.downloadSize' : 'pack.updateSize', {
        size: formatBytes(assetPack.downloadSize, text.locale),
      })
  const onDisk = text(local === undefined ? 'pack.sizeOnceInstalled' : 'pack.installedSize', {
    size: formatBytes(local?.installedSize ?? assetPack.installedSize, text.locale),
  })
  return (
    <>
      <span>{onDisk}</span>
      {isCurrent ? null : <span>{download}</span>}
    </>
  )
}

interface ProgressProps {
  readonly download: LibraryDownload
  readonly isRunning: boolean
  readonly remaining: RemainingForm
}

function Progress({ download, isRunning, remaining }: ProgressProps): ReactElement {
  const text = useText()
  const { progress } = download
  const hasBegun = progress.completedBytes > 0 || isRunning
  const seconds = useSteadySeconds(isRunning ? progress.secondsRemaining : undefined)
  const done = formatBytes(progress.completedBytes, text.locale)
  const total = formatBytes(progress.totalBytes, text.locale)
  const remark = note(download, seconds === undefined ? '' : text.remaining(seconds, remaining), text)
  return (
    <>
      <span className={styles['start']}>
        {hasBegun ? text('pack.progress', { done, total }) : text('pack.downloadSize', { size: total })}
      </span>
      <span className={styles['end']}>
        {isRunning && progress.bytesPerSecond > 0 ? formatSpeed(progress.bytesPerSecond, text.locale) : ''}
      </span>
      <span className={styles['wide']} title={remark}>
        {remark}
      </span>
    </>
  )
}

function note(download: LibraryDownload, remaining: string, text: Text): string {
  const isWaiting = download.state === 'waiting' || download.progress.waitingBecause !== undefined
  return isWaiting ? waitingReason(download, text) : remaining
}

/** Why a download waits, in words. */
export function waitingReason({ progress }: LibraryDownload, text: Text): string {
  const { waitingFor = 'queue', waitingUntil, waitingBecause } = progress
  if (waitingUntil !== undefined)
    return text('waiting.until', { time: formatTimeOfDay(waitingUntil, text.locale) })
  if (waitingBecause !== undefined)
    return text('waiting.after', { problem: text(`error.${waitingBecause}.title`) })
  return text(`waiting.${waitingFor}`)
}
