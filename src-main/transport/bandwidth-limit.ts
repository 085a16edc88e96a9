import { abortable } from '../../src-shared/base/cancellation'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'
import type { Pace } from './transport'

/**
 * One rate for all transfers together (a token bucket that holds a quarter of a second). Who takes more than there is goes
 * into debt and waits until the debt is paid, in the order of coming; nobody is split into smaller pieces.
 */
export class BandwidthLimit implements Pace {
  readonly #clock: Clock
  #bytesPerSecond: number | undefined
  /** Bytes that may be taken at `#at`; negative = debt. */
  #tokens = 0
  #at: number
  #rateChanged = new AbortController()
  #unlimited = new AbortController()
  #line: Promise<void> = Promise.resolve()

  constructor(clock: Clock, bytesPerSecond: number | undefined) {
    this.#clock = clock
    this.#bytesPerSecond = bytesPerSecond
    this.#at = clock.monotonic()
    if (bytesPerSecond !== undefined) this.#unlimited.abort(limitSet())
  }

  get whileUnlimited(): AbortSignal {
    return this.#unlimited.signal
  }

  /** Sets the rate for everything from now on, transfers in flight included; `undefined` = no limit. */
  setBytesPerSecond(bytesPerSecond: number | undefined): void {
    this.#settle()
    this.#bytesPerSecond = bytesPerSecond
    this.#tokens = 0
    this.#rateChanged.abort()
    this.#rateChanged = new AbortController()
    if (bytesPerSecond !== undefined) this.#unlimited.abort(limitSet())
    else if (this.#unlimited.signal.aborted) this.#unlimited = new AbortController()
  }

  async take(bytes: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.#bytesPerSecond === undefined) return
    const before = this.#line
    let leave: () => void = () => undefined
    this.#line = new Promise((resolve) => {
      leave = resolve
    })
    try {
      await abortable(before, signal)
      await this.#pay(bytes, signal)
    } finally {
      leave()
    }
  }

  async #pay(bytes: number, signal: AbortSignal): Promise<void> {
    this.#settle()
    this.#tokens -= bytes
    for (;;) {
      signal.throwIfAborted()
      this.#settle()
      if (this.#bytesPerSecond === undefined || this.#tokens >= 0) return
      const wait = Math.ceil((-this.#tokens / this.#bytesPerSecond) * 1000)
      const changed = this.#rateChanged.signal
      try {
        await this.#clock.delay(wait, AbortSignal.any([signal, changed]))
      } catch (error) {
        // A new rate: the rest of the wait is counted anew.
        if (!changed.aborted || signal.aborted) throw error
      }
    }
  }

  #settle(): void {
    const now = this.#clock.monotonic()
    const rate = this.#bytesPerSecond ?? 0
    this.#tokens = Math.min(this.#tokens + ((now - this.#at) * rate) / 1000, rate / 4)
    this.#at = now
  }
}

/** Ends only the way that a transfer takes, never the transfer. */
function limitSet(): AssetPackError {
  return new AssetPackError('cancelled', 'The rate is limited now.')
}
