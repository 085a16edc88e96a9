import { toAssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'
import type { Logger } from '../platform/logger'
import type { Random } from '../platform/random'
import type { SystemConditions } from '../platform/system-conditions'

/** Milliseconds between two checks, give or take a quarter: many clients must not come in step. */
const intervalMs = 4 * 3_600_000
/** Milliseconds until another check after one that failed. */
const retryMs = 120_000

/** Checks for updates by itself, from `start` until `close`. */
export class PeriodicRefresh {
  readonly #check: (signal: AbortSignal) => Promise<unknown>
  readonly #clock: Clock
  readonly #random: Random
  readonly #conditions: SystemConditions
  readonly #logger: Logger
  readonly #stopping = new AbortController()
  #stopWatching: (() => void) | undefined
  #cancelTimer: () => void = () => undefined
  #running: Promise<void> | undefined
  #isAgainDue = false
  #hasFailed = false
  /** When the next check is due, on the clock that counts the time asleep: a timer may know nothing of that. */
  #dueAt = Number.POSITIVE_INFINITY

  constructor(options: {
    readonly check: (signal: AbortSignal) => Promise<unknown>
    readonly clock: Clock
    readonly random: Random
    readonly conditions: SystemConditions
    readonly logger: Logger
  }) {
    this.#check = options.check
    this.#clock = options.clock
    this.#random = options.random
    this.#conditions = options.conditions
    this.#logger = options.logger
  }

  /** Begins; the first check comes after one interval, or soon when the last one failed. Beginning twice does nothing. */
  start({ hasFailed }: { readonly hasFailed: boolean }): void {
    if (this.#stopWatching !== undefined || this.#stopping.signal.aborted) return
    this.#hasFailed = hasFailed
    this.#stopWatching = this.#conditions.subscribe(({ online, asleep }) => {
      // Back on the network, or awake: what could not be asked before is asked now, and so is what became due meanwhile.
      if (online && asleep !== true && (this.#hasFailed || this.#leftMs <= 0)) this.#run()
      else if (this.#running === undefined) this.#wait()
    })
    this.#arm()
  }

  /** Checks now or, while a check runs, once more right after it. Before the start it does nothing. */
  checkSoon(): void {
    if (this.#stopWatching === undefined) return
    if (this.#running === undefined) this.#run()
    else this.#isAgainDue = true
  }

  /** Somebody else asked in vain: the next check comes as soon as after one that failed. Before the start it does nothing. */
  checkAfterFailure(): void {
    if (this.#stopWatching === undefined || this.#running !== undefined || this.#hasFailed) return
    this.#hasFailed = true
    this.#arm()
  }

  /** Ends, and waits for a check that runs. */
  async close(): Promise<void> {
    this.#stopping.abort()
    this.#stopWatching?.()
    this.#cancelTimer()
    await this.#running
  }

  get #leftMs(): number {
    return this.#dueAt - this.#clock.sinceBoot()
  }

  #arm(): void {
    if (this.#stopping.signal.aborted) return
    const middle = this.#hasFailed ? retryMs : intervalMs
    const wait = middle * (0.75 + 0.5 * this.#random.fraction())
    this.#dueAt = this.#clock.sinceBoot() + wait
    this.#wait()
  }

  #wait(): void {
    this.#cancelTimer()
    this.#cancelTimer = this.#clock.schedule(Math.max(0, this.#leftMs), () => {
      this.#run()
    })
  }

  #run(): void {
    // What is asked for while one runs stays asked for.
    if (this.#stopping.signal.aborted || this.#running !== undefined) return
    this.#isAgainDue = false
    this.#cancelTimer()
    this.#running = this.#once().finally(() => {
      this.#running = undefined
      if (this.#isAgainDue) this.#run()
      else this.#arm()
    })
  }

  async #once(): Promise<void> {
    try {
      await this.#check(this.#stopping.signal)
      this.#hasFailed = false
    } catch (error) {
      this.#hasFailed = true
      this.#logger.log('warn', 'A check for updates failed', { code: toAssetPackError(error).code })
    }
  }
}
