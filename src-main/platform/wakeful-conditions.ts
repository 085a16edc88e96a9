import { Emitter, type Unsubscribe } from '../../src-shared/base/emitter'
import type { Clock } from './clock'
import type { Logger } from './logger'
import type { ConditionsSnapshot, SystemConditions } from './system-conditions'

/** The clocks are compared this often. */
const beatMs = 10_000
/** What is shorter is no sleep: connections outlive it, and a busy processor can look like it. */
const shortestSleepMs = 10_000

/** What {@link WakefulConditions} works with. */
export interface WakefulConditionsOptions {
  readonly base: SystemConditions
  readonly clock: Clock
  readonly logger: Logger
}

/** The clocks at one moment. */
interface Marks {
  readonly sinceBoot: number
  readonly monotonic: number
}

/**
 * The machine's conditions, and that it slept. Where the system announces that, `base` says it; everywhere else, and where
 * the announcement is lost, the clocks do: either one of them stood still meanwhile, or the look at them comes far too late.
 * A process that was stopped for so long counts as one that slept. A clock on the wall that is set does not: it is not asked.
 */
export class WakefulConditions implements SystemConditions {
  readonly #options: WakefulConditionsOptions
  readonly #changes: Emitter<ConditionsSnapshot>
  readonly #stopWatching: Unsubscribe
  #marks: Marks
  #baseWakes: number
  #wakes = 0
  /** On the clock that counts the time asleep. */
  #wokeAt = Number.NEGATIVE_INFINITY
  #cancelBeat: () => void = () => undefined

  constructor(options: WakefulConditionsOptions) {
    this.#options = options
    this.#changes = new Emitter((error) => {
      options.logger.log('error', 'A listener of the conditions failed.', { reason: String(error) })
    })
    this.#marks = this.#now()
    this.#baseWakes = options.base.current().wakes ?? 0
    this.#stopWatching = options.base.subscribe(({ wakes = 0 }) => {
      if (wakes !== this.#baseWakes) this.#announced(wakes)
      this.#tell()
    })
    this.#beat()
  }

  /** Also says, and tells, what only now can be seen: a sleep that has just ended. */
  current(): ConditionsSnapshot {
    if (this.#hasSlept()) this.#tell()
    return this.#snapshot
  }

  subscribe(listener: (conditions: ConditionsSnapshot) => void): Unsubscribe {
    return this.#changes.subscribe(listener)
  }

  /** Stops watching. */
  close(): void {
    this.#stopWatching()
    this.#cancelBeat()
  }

  get #snapshot(): ConditionsSnapshot {
    return { ...this.#options.base.current(), wakes: this.#wakes }
  }

  #beat(): void {
    this.#cancelBeat = this.#options.clock.schedule(
      beatMs,
      () => {
        if (this.#hasSlept()) this.#tell()
        this.#beat()
      },
      { isBackground: true },
    )
  }

  /** The sleep that the system tells of may have been seen before it could. */
  #announced(wakes: number): void {
    this.#baseWakes = wakes
    if (this.#hasSlept()) return
    if (this.#marks.sinceBoot - this.#wokeAt >= shortestSleepMs) this.#woken()
  }

  #hasSlept(): boolean {
    const before = this.#marks
    const now = this.#now()
    this.#marks = now
    const passed = now.monotonic - before.monotonic
    const sleptMs = Math.max(now.sinceBoot - before.sinceBoot - passed, passed - beatMs)
    if (sleptMs < shortestSleepMs) return false
    this.#options.logger.log('info', 'The machine slept, or this process was stopped.', {
      seconds: Math.round(sleptMs / 1000),
    })
    this.#woken()
    return true
  }

  #woken(): void {
    this.#wakes += 1
    this.#wokeAt = this.#marks.sinceBoot
  }

  #now(): Marks {
    const { clock } = this.#options
    return { sinceBoot: clock.sinceBoot(), monotonic: clock.monotonic() }
  }

  #tell(): void {
    this.#changes.emit(this.#snapshot)
  }
}
