import { AsyncQueue } from '../../src-shared/base/async-queue'
import type { Emitter } from '../../src-shared/base/emitter'
import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import {
  isTerminal,
  type CancellableProgress,
  type DownloadProgress,
  type DownloadStatusUpdate,
} from '../../src-shared/domain/download-status-update'
import type { DownloadAnnouncement } from '../scheduling/status-announcement'

/** Whose updates a stream has, and until when. */
export interface StatusStreamOptions {
  /** Absent = those of all packs. */
  readonly id?: AssetPackID | undefined
  readonly signal: AbortSignal
  /** Takes a download out of the queue. */
  readonly cancel: (id: AssetPackID) => Promise<void>
}

/**
 * The updates of one download, or of all, as a stream that keeps what comes before the first read. The stream of one ends
 * after `finished` or `failed`; either ends when `signal` aborts.
 */
export function statusStream(
  updates: Emitter<DownloadAnnouncement>,
  { id, signal, cancel }: StatusStreamOptions,
): AsyncIterableIterator<DownloadStatusUpdate, undefined> {
  const key = id === undefined ? undefined : assetPackIDKey(id)
  const end = (): void => {
    queue.end()
  }
  const queue = new AsyncQueue<DownloadStatusUpdate>({
    absorb: withoutStaleProgress,
    onLeave: () => {
      unsubscribe()
      signal.removeEventListener('abort', end)
    },
  })
  const unsubscribe = updates.subscribe((update) => {
    if (key !== undefined && assetPackIDKey(update.assetPack.id) !== key) return
    queue.push(cancellable(update, cancel))
    if (key !== undefined && isTerminal(update)) queue.end()
  })
  if (signal.aborted) queue.end()
  else signal.addEventListener('abort', end, { once: true })
  return queue
}

/** Progress that nobody has read yet is replaced by newer progress of the same download; nothing else ever is. */
export function withoutStaleProgress(
  waiting: readonly DownloadStatusUpdate[],
  next: DownloadStatusUpdate,
): readonly DownloadStatusUpdate[] {
  const last = waiting.findLastIndex(({ assetPack }) => assetPack.id === next.assetPack.id)
  const isStale = next.kind === 'downloading' && waiting[last]?.kind === 'downloading'
  return isStale ? [...waiting.slice(0, last), ...waiting.slice(last + 1), next] : [...waiting, next]
}

function cancellable(
  update: DownloadAnnouncement,
  cancel: StatusStreamOptions['cancel'],
): DownloadStatusUpdate {
  if (update.kind !== 'downloading' && update.kind !== 'paused') return update
  return { ...update, progress: cancellableProgress(update.progress, () => cancel(update.assetPack.id)) }
}

/** A function cannot be sent to another process: it is no part of what is copied. */
function cancellableProgress(progress: DownloadProgress, cancel: () => Promise<void>): CancellableProgress {
  const own = { ...progress, cancel }
  return Object.defineProperty(own, 'cancel', { enumerable: false })
}
