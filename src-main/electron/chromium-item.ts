import type { DownloadItem } from 'electron'
import { scheduleAwake } from '../platform/awake-timer'
import type { Clock } from '../platform/clock'

/** How Chromium's own download of a whole object ended. */
export type ItemOutcome =
  /** All bytes are in the file. */
  | { readonly kind: 'finished' }
  /** Chromium gave up, or went on without getting anywhere. */
  | { readonly kind: 'failed' }
  /** The answer is not the object that was asked for; what arrived is worth nothing. */
  | { readonly kind: 'unfit' }
  /** Nothing arrived for too long. */
  | { readonly kind: 'stalled' }
  | { readonly kind: 'aborted' }

/** What {@link superviseItem} watches over. */
export interface ItemSupervision {
  readonly item: DownloadItem
  /** The size that the finished file must have. */
  readonly totalBytes: number
  readonly clock: Clock
  /** The download is stalled when fewer than `minimumBytes` arrive in `milliseconds`. */
  readonly stall: { readonly milliseconds: number; readonly minimumBytes: number }
  readonly signal: AbortSignal
  readonly onProgress: (bytesInFile: number) => void
  /** Called before the item is cancelled, with the chance to keep the file's bytes: Chromium deletes the file. */
  readonly beforeCancel: () => Promise<void>
}

/** What became of the item. */
export interface ItemReport {
  readonly outcome: ItemOutcome
  /** Body bytes that arrived, also those that were thrown away again. */
  readonly bytesReceived: number
  /** Requests sent, as far as Chromium tells: its own quick resumptions stay unseen. */
  readonly requests: number
}

/** Resumptions by Chromium that are allowed in one call, each of them after progress; then our own retry takes over. */
const maximumResumptions = 5

/**
 * Watches a running download until it ends, and ends it when it goes wrong. Resolves, never rejects, once Chromium has let
 * go of the item.
 *
 * electron-dl resumes an interrupted item for as long as the process lives, against a host that is gone without pause: the
 * bound is set here.
 */
export function superviseItem(supervision: ItemSupervision): Promise<ItemReport> {
  return new Supervisor(supervision).run()
}

class Supervisor {
  readonly #options: ItemSupervision
  #outcome: ItemOutcome | undefined
  #bytesReceived = 0
  #bytesSeen: number
  /** Chromium goes on with whatever object answers; the one that began is known by its ETag. */
  readonly #etag: string
  #bytesReported: number | undefined
  #bytesAtInterruption: number
  #bytesAtStallCheck: number
  #resumptions = 0
  #cancelStallCheck: () => void = () => undefined

  constructor(options: ItemSupervision) {
    this.#options = options
    this.#bytesSeen = options.item.getReceivedBytes()
    this.#etag = options.item.getETag()
    this.#bytesAtInterruption = this.#bytesSeen
    this.#bytesAtStallCheck = this.#bytesSeen
  }

  run(): Promise<ItemReport> {
    const { item, signal } = this.#options
    this.#report(this.#bytesSeen)
    return new Promise((resolve) => {
      const onAbort = (): void => {
        this.#end({ kind: 'aborted' })
      }
      item.on('updated', (_event, state) => {
        this.#onUpdate(state)
      })
      item.once('done', (_event, state) => {
        signal.removeEventListener('abort', onAbort)
        this.#cancelStallCheck()
        this.#count()
        resolve({
          outcome: this.#outcome ?? (state === 'completed' ? { kind: 'finished' } : { kind: 'failed' }),
          bytesReceived: this.#bytesReceived,
          requests: item.getURLChain().length + this.#resumptions,
        })
      })
      this.#watchForStall()
      if (signal.aborted) onAbort()
      else signal.addEventListener('abort', onAbort, { once: true })
    })
  }

  #onUpdate(state: 'progressing' | 'interrupted'): void {
    if (this.#outcome !== undefined) return
    this.#count()
    const { item, totalBytes } = this.#options
    const announced = item.getTotalBytes()
    const isOther = item.getETag() !== this.#etag || (announced !== 0 && announced !== totalBytes)
    if (this.#bytesSeen > totalBytes || isOther) this.#end({ kind: 'unfit' })
    else if (state === 'interrupted') this.#onInterruption()
    else this.#report(this.#bytesSeen)
  }

  #onInterruption(): void {
    const gotSomewhere = this.#bytesSeen > this.#bytesAtInterruption
    this.#bytesAtInterruption = this.#bytesSeen
    this.#resumptions += 1
    if (!gotSomewhere || this.#resumptions > maximumResumptions) this.#end({ kind: 'failed' })
  }

  #count(): void {
    const now = this.#options.item.getReceivedBytes()
    // Less than before: Chromium started over, so all of it came anew.
    if (now < this.#bytesSeen) {
      this.#bytesSeen = 0
      this.#report(0)
    }
    this.#bytesReceived += now - this.#bytesSeen
    this.#bytesSeen = now
  }

  #report(bytes: number): void {
    if (bytes !== this.#bytesReported) this.#options.onProgress(bytes)
    this.#bytesReported = bytes
  }

  #watchForStall(): void {
    const { clock, stall, item } = this.#options
    this.#cancelStallCheck = scheduleAwake(clock, stall.milliseconds, () => {
      const now = item.getReceivedBytes()
      const moved = Math.abs(now - this.#bytesAtStallCheck)
      this.#bytesAtStallCheck = now
      if (moved < stall.minimumBytes) this.#end({ kind: 'stalled' })
      else this.#watchForStall()
    })
  }

  #end(outcome: ItemOutcome): void {
    if (this.#outcome !== undefined) return
    this.#outcome = outcome
    this.#cancelStallCheck()
    // Chromium asserts when an item is cancelled from inside its own notification.
    this.#options.clock.schedule(0, () => {
      void this.#cancel()
    })
  }

  async #cancel(): Promise<void> {
    const { item } = this.#options
    if (this.#outcome?.kind !== 'unfit') await this.#options.beforeCancel().catch(() => undefined)
    item.cancel()
  }
}
