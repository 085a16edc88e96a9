import type { AssetPackError } from '../../src-shared/domain/errors'

/** Whether the host itself says that it must not be asked for a while: no change here makes that untrue. */
export function asksToWait({ code, details }: Pick<AssetPackError, 'code' | 'details'>): boolean {
  return code === 'remoteBusy' || secondsAsked(details) > 0
}

/** How the conditions have changed since they were looked at last. */
export interface ConditionsChange {
  readonly online: boolean
  /** It was not online before. */
  readonly isBackOnline: boolean
  readonly hasWoken: boolean
}

/**
 * What a change means for a download that waits for another attempt. Power, the price of the network and what else says
 * nothing about the host mean nothing: an attempt at each of them would be one more each time a plug is loose.
 *
 * - `network`: without one no attempt is worth a timer.
 * - `over`: a new network, or a night, may have cured what the attempt failed by.
 * - `goesOn`: the host asked for the wait, in which the time asleep counts.
 * - `same`: nothing has to do with it.
 */
export type WaitChange = 'network' | 'over' | 'goesOn' | 'same'

/** Decides that. */
export function waitChange(
  isAskedFor: boolean,
  { online, isBackOnline, hasWoken }: ConditionsChange,
): WaitChange {
  if (isAskedFor) return hasWoken ? 'goesOn' : 'same'
  if (!online) return 'network'
  return isBackOnline || hasWoken ? 'over' : 'same'
}

/** The seconds for which the host asked not to be asked; 0 when it did not. */
export function secondsAsked(details: AssetPackError['details']): number {
  const asked = details['retryAfterSeconds']
  return typeof asked === 'number' && asked > 0 ? asked : 0
}
