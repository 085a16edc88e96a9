import type { Unsubscribe } from '../../src-shared/base/emitter'

/** What the machine allows at this moment. */
export interface ConditionsSnapshot {
  /** Whether a network seems to be there. */
  readonly online: boolean
  /** Whether traffic costs money. */
  readonly metered: boolean
  readonly onBattery: boolean
  /** Quiet hours are on, until this time of day (`07:00`). */
  readonly quietUntil?: string | undefined
}

/** The machine's conditions, watched. Electron brings the real one; the CLI and tests bring their own. */
export interface SystemConditions {
  current(): ConditionsSnapshot
  /** Hears every change after this call. */
  subscribe(listener: (conditions: ConditionsSnapshot) => void): Unsubscribe
}

/** Always online, unmetered, on mains: for processes that cannot ask. */
export const assumedConditions: SystemConditions = {
  current: () => ({ online: true, metered: false, onBattery: false }),
  subscribe: () => () => undefined,
}
