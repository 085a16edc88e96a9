import { isAssetPackError, wasCutBySleep, type AssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'
import type { Logger } from '../platform/logger'
import type { Random } from '../platform/random'
import { DownloadTries } from './download-tries'
import { retryDelayMs, retryPolicy } from './retry-policy'
import type { DownloadReceipt, DownloadRequest, ReadRequest, Transport } from './transport'

/** How often a call is tried and how long it may wait, before its failure is the caller's business. */
export interface RetryPatience {
  /** Tries in a row without a new byte, for what the retry policy calls `always`. */
  readonly attempts: number
  /** Tries in a row without a new byte, for what it calls `limited`. */
  readonly limitedAttempts: number
  /** A wait longer than this is not waited out: the failure and its `retryAfterSeconds` go to the caller. Milliseconds. */
  readonly longestWaitMs: number
}

/** Somebody waits for a small object: give up soon. */
export const readPatience: RetryPatience = { attempts: 3, limitedAttempts: 2, longestWaitMs: 10_000 }
/** Enough for a hiccup of the line. Longer waits are the queue's: there they are seen, kept, and take no place from others. */
export const downloadPatience: RetryPatience = { attempts: 3, limitedAttempts: 3, longestWaitMs: 10_000 }

/** What a {@link RetryingTransport} needs. */
export interface RetryingTransportOptions {
  readonly base: Transport
  readonly clock: Clock
  readonly random: Random
  readonly logger: Logger
  readonly readPatience?: RetryPatience | undefined
  readonly downloadPatience?: RetryPatience | undefined
}

/**
 * Tries again what `retryPolicy` says is worth it. A try that brought new bytes starts the counting anew, so a transfer over
 * a poor line goes on as long as it gets anywhere. Cancelled means no further effect: nothing starts on an aborted signal.
 */
export class RetryingTransport implements Transport {
  readonly #base: Transport
  readonly #clock: Clock
  readonly #random: Random
  readonly #logger: Logger
  readonly #readPatience: RetryPatience
  readonly #downloadPatience: RetryPatience

  constructor(options: RetryingTransportOptions) {
    this.#base = options.base
    this.#clock = options.clock
    this.#random = options.random
    this.#logger = options.logger
    this.#readPatience = options.readPatience ?? readPatience
    this.#downloadPatience = options.downloadPatience ?? downloadPatience
  }

  async read(request: ReadRequest): Promise<Uint8Array> {
    return this.#retry(
      request.signal,
      this.#readPatience,
      () => this.#base.read(request),
      () => false,
    )
  }

  /** The receipt counts all tries whose cost is known: the successful one, and the bytes that failed ones left behind. */
  async download(request: DownloadRequest): Promise<DownloadReceipt> {
    const tries = new DownloadTries(request)
    const once = (): Promise<DownloadReceipt> => {
      tries.begin()
      return this.#base.download(tries.request)
    }
    return tries.total(
      await this.#retry(request.signal, this.#downloadPatience, once, () => tries.fail(), request.onRetry),
    )
  }

  async close(): Promise<void> {
    await this.#base.close()
  }

  async #retry<T>(
    signal: AbortSignal,
    patience: RetryPatience,
    attempt: () => Promise<T>,
    advanced: () => boolean,
    onRetry?: (failures: number) => void,
  ): Promise<T> {
    let failures = 0
    for (;;) {
      signal.throwIfAborted()
      try {
        return await attempt()
      } catch (error) {
        signal.throwIfAborted()
        if (!isAssetPackError(error)) throw error
        failures = advanced() ? 1 : failures + 1
        const wait = this.#waitAfter(error, failures, patience)
        if (wait === undefined) throw error
        this.#logger.log('info', 'Trying again after a failure.', {
          code: error.code,
          failures,
          waitMs: wait,
        })
        await this.#clock.delay(wait, signal)
        onRetry?.(failures)
      }
    }
  }

  #waitAfter(error: AssetPackError, failures: number, patience: RetryPatience): number | undefined {
    const advice = retryPolicy[error.code]
    const attempts = advice === 'always' ? patience.attempts : patience.limitedAttempts
    // No try of these few helps a machine that sleeps; whoever decides about the whole takes it as a pause.
    if (advice === 'never' || failures >= attempts || wasCutBySleep(error)) return undefined
    const asked = error.details['retryAfterSeconds']
    const wait = retryDelayMs(failures, this.#random.fraction(), typeof asked === 'number' ? asked : 0)
    return wait > patience.longestWaitMs ? undefined : wait
  }
}
