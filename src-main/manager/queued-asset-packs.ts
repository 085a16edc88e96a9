import type { NumberedHistoryEntry } from '../../src-shared/domain/download-history'
import type { QueueMove } from '../../src-shared/domain/queue-move'
import type { DownloadSnapshot } from '../scheduling/managed-download'

/** The downloads of a container: what is in the queue and in which order, and how downloads ended. */
export interface QueuedAssetPacks {
  /** (+) Holds a download until it is resumed, also over a restart. */
  pause(id: string): void

  /** (+) Lets a paused download go on. */
  resume(id: string): void

  /**
   * (+) Takes a download out of the queue and throws away what arrived; resolves once that is gone. The pack does not come by itself
   * later either, for what would have brought it so far: the app's start that is not answered yet, or what the first launch
   * kept back.
   */
  cancel(id: string): Promise<void>

  /** (+) Pauses every download that is in the queue now. */
  pauseAll(): void

  /** (+) Resumes every paused download. */
  resumeAll(): void

  /** (+) Moves a download before (up to 100) or behind (down to -100) others of its kind. */
  setPriority(id: string, priority: number): void

  /**
   * (+) Puts a download elsewhere in the queue: `{ kind: 'before', id }` another one, `{ kind: 'first' }` of those that wait.
   * Durable when it returns. That order goes before origins and priorities; what is asked for later finds its place in it.
   *
   * @throws `downloadNotScheduled` when there is no download, or it has failed.
   */
  moveDownload(id: string, move: QueueMove): void

  /**
   * (+) Starts a download before all others: an explicit request from now on, so that a metered network, the battery and
   * quiet hours no longer hold it. Where no place is free it takes that of the last one that runs, which goes on later.
   *
   * @throws `downloadNotScheduled` when there is no download, or it has failed.
   */
  startNow(id: string): void

  /** (+) Forgets the error of the last attempt. */
  dismissError(id: string): void

  /** (+) The downloads in the queue, failed ones included, in the order of asking. */
  downloads(): readonly DownloadSnapshot[]

  /**
   * (+) The downloads that have ended, newest first: how, what came, what did not have to come because it was here, and why an
   * installation was not the cheapest one. The container keeps the newest two hundred.
   */
  downloadHistory(): readonly NumberedHistoryEntry[]

  /** (+) Forgets the downloads that have ended; durable when it returns. Nothing else changes. */
  clearDownloadHistory(): void
}
