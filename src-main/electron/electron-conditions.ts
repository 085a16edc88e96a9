import type { Net, PowerMonitor } from 'electron'
import { Emitter, type Unsubscribe } from '../../src-shared/base/emitter'
import type { Clock } from '../platform/clock'
import type { Logger } from '../platform/logger'
import {
  isSameConditions,
  type ConditionsSnapshot,
  type SystemConditions,
} from '../platform/system-conditions'

/**
 * Chromium announces no change of `net.isOnline`, nor Electron every change to or from the battery on Windows, so both are
 * asked again this often.
 */
const pollMilliseconds = 2_000
/** A change of the network must hold this many polls: a flag that flips each second causes no thrash. */
const pollsToBelieve = 2
/** A sleep that was announced and has not begun after so many polls is not believed any more, nor one whose end nobody told. */
const pollsUntilAwake = 30

/** What {@link ElectronConditions} watches. */
export interface ElectronConditionsOptions {
  readonly net: Pick<Net, 'isOnline'>
  readonly powerMonitor: Pick<PowerMonitor, 'on' | 'removeListener' | 'isOnBatteryPower'>
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * The machine's conditions as Electron knows them. Whether the network is metered no Electron can tell on every system:
 * it is never claimed; the person who sits there may say so (`DownloadLimits.treatAsMetered`).
 */
export class ElectronConditions implements SystemConditions {
  readonly #options: ElectronConditionsOptions
  readonly #changes: Emitter<ConditionsSnapshot>
  #snapshot: ConditionsSnapshot
  #differingPolls = 0
  #sleepyPolls = 0
  #cancelPoll: () => void

  constructor(options: ElectronConditionsOptions) {
    this.#options = options
    this.#changes = new Emitter((error) => {
      options.logger.log('error', 'A listener of the system conditions failed.', { reason: String(error) })
    })
    this.#snapshot = {
      online: options.net.isOnline(),
      metered: false,
      onBattery: options.powerMonitor.isOnBatteryPower(),
      asleep: false,
      wakes: 0,
    }
    options.powerMonitor.on('on-battery', this.#onBattery)
    options.powerMonitor.on('on-ac', this.#onMains)
    options.powerMonitor.on('suspend', this.#onSuspend)
    options.powerMonitor.on('resume', this.#onResume)
    this.#cancelPoll = options.clock.schedule(pollMilliseconds, this.#poll)
  }

  current(): ConditionsSnapshot {
    return this.#snapshot
  }

  subscribe(listener: (conditions: ConditionsSnapshot) => void): Unsubscribe {
    return this.#changes.subscribe(listener)
  }

  /** Stops watching. */
  close(): void {
    this.#cancelPoll()
    this.#options.powerMonitor.removeListener('on-battery', this.#onBattery)
    this.#options.powerMonitor.removeListener('on-ac', this.#onMains)
    this.#options.powerMonitor.removeListener('suspend', this.#onSuspend)
    this.#options.powerMonitor.removeListener('resume', this.#onResume)
  }

  readonly #onBattery = (): void => {
    this.#change({ onBattery: true })
  }

  readonly #onMains = (): void => {
    this.#change({ onBattery: false })
  }

  readonly #onSuspend = (): void => {
    this.#sleepyPolls = 0
    this.#change({ asleep: true })
  }

  // After sleep the last answer is worth nothing: believe the next one at once.
  readonly #onResume = (): void => {
    const { net, powerMonitor } = this.#options
    this.#differingPolls = 0
    const wakes = (this.#snapshot.wakes ?? 0) + 1
    const onBattery = powerMonitor.isOnBatteryPower()
    this.#change({ online: net.isOnline(), onBattery, asleep: false, wakes })
  }

  readonly #poll = (): void => {
    const { net, powerMonitor, clock } = this.#options
    const online = net.isOnline()
    this.#differingPolls = online === this.#snapshot.online ? 0 : this.#differingPolls + 1
    const believed = this.#differingPolls >= pollsToBelieve ? online : this.#snapshot.online
    this.#change({ online: believed, onBattery: powerMonitor.isOnBatteryPower() })
    if (this.#snapshot.asleep === true && ++this.#sleepyPolls >= pollsUntilAwake) this.#onResume()
    this.#cancelPoll = clock.schedule(pollMilliseconds, this.#poll)
  }

  #change(part: Partial<ConditionsSnapshot>): void {
    const next = { ...this.#snapshot, ...part }
    if (isSameConditions(next, this.#snapshot)) return
    this.#snapshot = next
    this.#changes.emit(next)
  }
}
