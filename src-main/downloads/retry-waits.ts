import type { AssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'
import type { Random } from '../platform/random'
import { retryDelayMs } from '../transport/retry-policy'
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
  readonly cancelTimer: () => void
}

/** Downloads that failed by what passes, each until its next attempt. They are forgotten with the process. */
export class RetryWaits {
  readonly #options: RetryWaitsOptions
  readonly #waits = new Map<number, RetryWait>()
  /** Failures in a row without a new byte. */
  readonly #failures = new Map<number, number>()

  constructor(options: RetryWaitsOptions) {
    this.#options = options
  }

  /** Waits longer from failure to failure, and never less than the host asks for. */
  begin({ sequence, isForeground }: DownloadRecord, { details }: AssetPackError): void {
    const { clock, random, onOver } = this.#options
    const failures = (this.#failures.get(sequence) ?? 0) + 1
    this.#failures.set(sequence, failures)
    const asked = details['retryAfterSeconds']
    const waitMs = retryDelayMs(failures, random.fraction(), typeof asked === 'number' ? asked : 0)
    const cancelTimer = clock.schedule(waitMs, () => {
      this.end(sequence)
      onOver()
    })
    this.#waits.set(sequence, { isForeground, cancelTimer })
  }

  /** Whether it waits. Somebody who asks for it to begin now, in whatever process, ends that. */
  has({ sequence, isForeground }: DownloadRecord): boolean {
    const wait = this.#waits.get(sequence)
    if (wait !== undefined && wait.isForeground !== isForeground) this.end(sequence)
    return this.#waits.has(sequence)
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
}
