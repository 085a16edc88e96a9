import { Emitter, type Unsubscribe } from '../../src-shared/base/emitter'
import type { DownloadLimits } from '../../src-shared/domain/download-limits'
import type { Clock } from '../platform/clock'
import type { TimeOfDay } from '../platform/local-time'
import type { Logger } from '../platform/logger'
import {
  isSameConditions,
  type ConditionsSnapshot,
  type SystemConditions,
} from '../platform/system-conditions'
import { quietness } from './quiet-hours'

/** A timer knows nothing of a clock that was set nor of summer time: the time of day is looked at this often. */
const longestUnseenMs = 60_000

/** What {@link LimitedConditions} works with. */
export interface LimitedConditionsOptions {
  readonly base: SystemConditions
  readonly clock: Clock
  readonly timeOfDay: TimeOfDay
  readonly logger: Logger
}

/** The machine's conditions, and what the person who sits there says about them: quiet hours, a network to be spared. */
export class LimitedConditions implements SystemConditions {
  readonly #options: LimitedConditionsOptions
  readonly #changes: Emitter<ConditionsSnapshot>
  readonly #stopWatching: Unsubscribe
  #limits: DownloadLimits = {}
  #snapshot: ConditionsSnapshot
  #cancelTimer: () => void = () => undefined

  constructor(options: LimitedConditionsOptions) {
    this.#options = options
    this.#changes = new Emitter((error) => {
      options.logger.log('error', 'A listener of the limited conditions failed.', { reason: String(error) })
    })
    this.#snapshot = options.base.current()
    this.#stopWatching = options.base.subscribe(() => {
      this.#look()
    })
  }

  current(): ConditionsSnapshot {
    // A sleep that can only now be seen is told to all before this returns.
    this.#options.base.current()
    return this.#snapshot
  }

  subscribe(listener: (conditions: ConditionsSnapshot) => void): Unsubscribe {
    return this.#changes.subscribe(listener)
  }

  /** Brings other limits into force, at once. */
  setLimits(limits: DownloadLimits): void {
    this.#limits = limits
    this.#look()
  }

  /** Stops watching. */
  close(): void {
    this.#stopWatching()
    this.#cancelTimer()
  }

  #look(): void {
    this.#cancelTimer()
    const { base, clock, timeOfDay } = this.#options
    const { quietHours, treatAsMetered = false } = this.#limits
    const machine = base.current()
    const quiet = quietHours && { ...quietness(quietHours, timeOfDay(clock.now())), ends: quietHours.to }
    if (quiet !== undefined) {
      this.#cancelTimer = clock.schedule(Math.min(quiet.changesInMs, longestUnseenMs), () => {
        this.#look()
      })
    }
    this.#change({
      ...machine,
      metered: machine.metered || treatAsMetered,
      ...(quiet?.isQuiet === true ? { quietUntil: quiet.ends } : {}),
    })
  }

  #change(next: ConditionsSnapshot): void {
    const isSame = isSameConditions(this.#snapshot, next)
    this.#snapshot = next
    if (!isSame) this.#changes.emit(next)
  }
}
