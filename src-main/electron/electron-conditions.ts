import type { Net, PowerMonitor } from 'electron'
import { Emitter, type Unsubscribe } from '../../src-shared/base/emitter'
import type { Clock } from '../platform/clock'
import type { Logger } from '../platform/logger'
import type { ConditionsSnapshot, SystemConditions } from '../platform/system-conditions'

/**
 * Chromium announces no change of `net.isOnline`, nor Electron every change to or from the battery on Windows, so both are
 * asked again this often.
 */
const pollMilliseconds = 2_000
/** A change of the network must hold this many polls: a flag that flips each second causes no thrash. */
const pollsToBelieve = 2

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
    }
    options.powerMonitor.on('on-battery', this.#onBattery)
    options.powerMonitor.on('on-ac', this.#onMains)
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
    this.#options.powerMonitor.removeListener('resume', this.#onResume)
  }

  readonly #onBattery = (): void => {
    this.#change({ onBattery: true })
  }

  readonly #onMains = (): void => {
    this.#change({ onBattery: false })
  }

  // After sleep the last answer is worth nothing: believe the next one at once.
  readonly #onResume = (): void => {
    const { net, powerMonitor } = this.#options
    this.#differingPolls = 0
    this.#change({ online: net.isOnline(), onBattery: powerMonitor.isOnBatteryPower() })
  }

  readonly #poll = (): void => {
    const { net, powerMonitor, clock } = this.#options
    const online = net.isOnline()
    this.#differingPolls = online === this.#snapshot.online ? 0 : this.#differingPolls + 1
    const believed = this.#differingPolls >= pollsToBelieve ? online : this.#snapshot.online
    this.#change({ online: believed, onBattery: powerMonitor.isOnBatteryPower() })
    this.#cancelPoll = clock.schedule(pollMilliseconds, this.#poll)
  }

  #change(part: Partial<ConditionsSnapshot>): void {
    const next = { ...this.#snapshot, ...part }
    const same = next.online === this.#snapshot.online && next.onBattery === this.#snapshot.onBattery
    if (same) return
    this.#snapshot = next
    this.#changes.emit(next)
  }
}
