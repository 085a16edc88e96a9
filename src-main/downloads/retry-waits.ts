import { wasCutBySleep, type AssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'
import type { Random } from '../platform/random'
import { retryDelayMs, sleepyDelayMs, wakingMs } from '../transport/retry-policy'
import type { DownloadRecord } from './download-records'

/** What {@link RetryWaits} work with. */
export interface RetryWaitsOptions {
  readonly clock: Clock
  readonly random: Random
  /** A wait is over. */
  readonly onOver: () => void
}

interface RetryWait {
  readonly isForeground: boolean
  /** On the clock that counts the time asleep. */
  readonly dueAt: number
  cancelTimer: () => void
}

/** Downloads that failed by what passes, each until its next attempt. They are forgotten with the process. */
export class RetryWaits {
  readonly #options: RetryWaitsOptions
  readonly #waits = new Map<number, RetryWait>()
  /** Failures in a row without a new byte. */
  readonly #failures = new Map<number, number>()
  #wokeAt = Number.NEGATIVE_INFINITY

  constructor(options: RetryWaitsOptions) {
    this.#options = options
  }

  /** Waits longer from failure to failure, and never less than the host asks for. A sleep is no failure. */
  begin({ sequence, isForeground }: DownloadRecord, error: AssetPackError): void {
    const { clock } = this.#options
    const isWaking = error.code !== 'remoteBusy' && clock.monotonic() - this.#wokeAt < wakingMs
    const isSleepy = isWaking || wasCutBySleep(error)
    const waitMs = isSleepy ? sleepyDelayMs : this.#waitAfter(sequence, error)
    const wait = { isForeground, dueAt: clock.sinceBoot() + waitMs, cancelTimer: () => undefined }
    this.#waits.set(sequence, wait)
    this.#arm(sequence, wait)
  }

  /** Whether it waits. Somebody who asks for it to begin now, in whatever process, ends that. */
  has({ sequence, isForeground }: DownloadRecord): boolean {
    const wait = this.#waits.get(sequence)
    if (wait !== undefined && wait.isForeground !== isForeground) this.end(sequence)
    return this.#waits.has(sequence)
  }

  /** The machine has woken up: the time asleep counts as waited. */
  woken(): void {
    this.#wokeAt = this.#options.clock.monotonic()
    for (const [sequence, wait] of this.#waits) {
      wait.cancelTimer()
      this.#arm(sequence, wait)
    }
  }

  /** Ends one wait. */
  end(sequence: number): void {
    this.#waits.get(sequence)?.cancelTimer()
    this.#waits.delete(sequence)
  }

  /** Something came, or it has ended: the counting begins anew. */
  forgive(sequence: number): void {
    this.#failures.delete(sequence)
  }

  /** Ends all of them. */
  close(): void {
    for (const sequence of [...this.#waits.keys()]) this.end(sequence)
  }

  #waitAfter(sequence: number, { details }: AssetPackError): number {
    const failures = (this.#failures.get(sequence) ?? 0) + 1
    this.#failures.set(sequence, failures)
    const asked = details['retryAfterSeconds']
    return retryDelayMs(failures, this.#options.random.fraction(), typeof asked === 'number' ? asked : 0)
  }

  #arm(sequence: number, wait: RetryWait): void {
    const { clock, onOver } = this.#options
    wait.cancelTimer = clock.schedule(Math.max(0, wait.dueAt - clock.sinceBoot()), () => {
      this.end(sequence)
      onOver()
    })
  }
}
