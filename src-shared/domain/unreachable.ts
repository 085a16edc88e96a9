import { AssetPackError, type AssetPackErrorCode } from './errors'

/** Failures that say nothing about what a host has, only that it cannot be asked now. */
const unreachableCodes: ReadonlySet<AssetPackErrorCode> = new Set<AssetPackErrorCode>([
  'offline',
  'hostUnavailable',
  'timedOut',
  'remoteBusy',
  'captivePortal',
])

/** Whether `error` says only that the host cannot be asked now. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof AssetPackError && isUnreachableCode(error.code)
}

/** The same, of the code of an error. */
export function isUnreachableCode(code: AssetPackErrorCode): boolean {
  return unreachableCodes.has(code)
}
