/** Plain bytes after which what is placed is made durable. */
const syncEveryBytes = 128 * 1024 * 1024

/**
 * Makes what is placed durable now and then while more comes in: the disk works while the line does, not after it, and a
 * power cut costs no more than what came since.
 */
export class SyncPace {
  readonly #sync: (signal: AbortSignal) => Promise<void>
  #waitingBytes = 0
  #isRunning = false

  constructor(sync: (signal: AbortSignal) => Promise<void>) {
    this.#sync = sync
  }

  /** Counts what was placed, and makes everything durable when it is time; one at a time. */
  async placed(bytes: number, signal: AbortSignal): Promise<void> {
    this.#waitingBytes += bytes
    if (this.#isRunning || this.#waitingBytes < syncEveryBytes) return
    this.#waitingBytes = 0
    this.#isRunning = true
    try {
      await this.#sync(signal)
    } finally {
      this.#isRunning = false
    }
  }
}
