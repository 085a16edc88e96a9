import { AssetPackError } from '../../src-shared/domain/errors'
import { scheduleAwake } from '../platform/awake-timer'
import type { Clock } from '../platform/clock'
import { httpTimeouts } from './http-client'

/**
 * Ends a body that comes too slowly: less than 20 KiB in 20 seconds of waiting for it. Only the time spent waiting for the
 * host counts, so neither a slow disk nor a rate limit looks like a stall.
 */
export class StallGuard {
  readonly #clock: Clock
  readonly #url: string
  #waited = 0
  #bytes = 0

  constructor(clock: Clock, url: string) {
    this.#clock = clock
    this.#url = url
  }

  /**
   * Waits for the next pieces.
   *
   * @throws `timedOut` when they do not come in time, the signal's reason as soon as it aborts, else what `read` throws.
   */
  async next(
    read: () => Promise<readonly Uint8Array[]>,
    signal: AbortSignal,
  ): Promise<readonly Uint8Array[]> {
    signal.throwIfAborted()
    const started = this.#clock.monotonic()
    const pieces = await this.#inTime(read(), httpTimeouts.stall - this.#waited, signal)
    const waited = this.#clock.monotonic() - started
    // More than the timer allows: the machine slept.
    if (waited <= httpTimeouts.stall) this.#waited += waited
    this.#bytes += totalLength(pieces)
    if (this.#bytes >= httpTimeouts.stallBytes) {
      this.#waited = 0
      this.#bytes = 0
    }
    return pieces
  }

  #inTime<T>(work: Promise<T>, milliseconds: number, signal: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        reject(signal.reason as Error)
      }
      const cancel = scheduleAwake(this.#clock, Math.max(0, milliseconds), () => {
        const url = this.#url
        reject(new AssetPackError('timedOut', `${url} stalled: less than 1 kB/s.`, { details: { url } }))
      })
      signal.addEventListener('abort', onAbort, { once: true })
      work.then(resolve, reject).finally(() => {
        cancel()
        signal.removeEventListener('abort', onAbort)
      })
    })
  }
}

/** The bytes of all pieces together. */
export function totalLength(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0)
}
