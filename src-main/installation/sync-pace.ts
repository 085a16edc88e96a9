import type { ListedFiles, TransferOrder } from './work-order'

/** Plain bytes after which what is placed is made durable. */
const syncEveryBytes = 128 * 1024 * 1024

/** What a {@link SyncPace} works with. */
export interface SyncPaceOptions {
  /** Plain bytes that are in place now. */
  readonly placedBytes: () => number
  /** Makes these files durable. */
  readonly sync: (lists: readonly ListedFiles[], signal: AbortSignal) => Promise<void>
}

/**
 * Makes what transfers brought durable now and then while more come in: the disk works while the line does, not after it,
 * and a power cut costs about what came since. Only files that got something since the last time are synced: doing it for
 * all of them would cost more each time.
 */
export class SyncPace {
  readonly #options: SyncPaceOptions
  #syncedBytes: number
  #waiting: ListedFiles[] = []
  #isRunning = false

  constructor(options: SyncPaceOptions) {
    this.#options = options
    this.#syncedBytes = options.placedBytes()
  }

  /** Remembers the files of a transfer, and makes all that wait durable when it is time; one at a time. */
  async unpacked({ steps }: Pick<TransferOrder, 'steps'>, signal: AbortSignal): Promise<void> {
    const { placedBytes, sync } = this.#options
    for (const { order } of steps) {
      const { roots, pathRoots, paths } = order.chunks
      this.#waiting.push({ roots, pathRoots, paths })
    }
    if (this.#isRunning || placedBytes() - this.#syncedBytes < syncEveryBytes) return
    const lists = this.#waiting
    this.#waiting = []
    this.#syncedBytes = placedBytes()
    this.#isRunning = true
    try {
      await sync(lists, signal)
    } finally {
      this.#isRunning = false
    }
  }
}
