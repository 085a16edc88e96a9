import type { Unsubscribe } from '../../src-shared/base/emitter'

/** What the machine allows at this moment. */
export interface ConditionsSnapshot {
  /** Whether a network seems to be there. */
  readonly online: boolean
  /** Whether traffic costs money. */
  readonly metered: boolean
  readonly onBattery: boolean
  /** The machine is about to sleep, or sleeps: what is on its way is cut, which is nobody's failure. */
  readonly asleep?: boolean | undefined
  /**
   * How often the machine has woken up since somebody began to count. Where it changed, connections of before are worth
   * nothing, and waits that time asleep should have ended are over.
   */
  readonly wakes?: number | undefined
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

/** Whether both say the same. */
export function isSameConditions(first: ConditionsSnapshot, second: ConditionsSnapshot): boolean {
  return (
    first.online === second.online &&
    first.metered === second.metered &&
    first.onBattery === second.onBattery &&
    (first.asleep ?? false) === (second.asleep ?? false) &&
    (first.wakes ?? 0) === (second.wakes ?? 0) &&
    first.quietUntil === second.quietUntil
  )
}
