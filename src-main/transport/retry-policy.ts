import type { AssetPackErrorCode } from '../../src-shared/domain/errors'

/**
 * Whether trying the same thing again may help, by itself and without anybody's doing: `always` for what passes (the
 * network's weather), `limited` for bad bytes, which a second answer may not have, `never` for what stays as it is.
 */
export type RetryAdvice = 'never' | 'limited' | 'always'

/** The one table of what is worth another try. */
export const retryPolicy: Readonly<Record<AssetPackErrorCode, RetryAdvice>> = {
  assetPackNotFound: 'never',
  fileNotFound: 'never',
  localAvailabilityFailed: 'never',
  downloadInvalid: 'never',
  downloadAlreadyScheduled: 'never',
  downloadNotScheduled: 'never',
  downloadAlreadyFailed: 'never',
  downloadEssentialNotPermitted: 'never',
  downloadWouldExceedAllowance: 'never',
  sessionDownloadDisallowedByDomain: 'never',
  signatureInvalid: 'never',
  metadataRolledBack: 'never',
  metadataExpired: 'never',
  metadataInvalid: 'never',
  manifestInvalid: 'never',
  indexInvalid: 'never',
  integrityCheckFailed: 'limited',
  chunkInvalid: 'limited',
  unsafePath: 'never',
  pathCollision: 'never',
  limitExceeded: 'never',
  incompatible: 'never',
  packFileInvalid: 'never',
  packFileDamaged: 'never',
  packFileUnsigned: 'never',
  packFileOtherVersion: 'never',
  offline: 'always',
  hostUnavailable: 'always',
  timedOut: 'always',
  tlsFailed: 'never',
  redirectRefused: 'never',
  remoteNotFound: 'never',
  remoteForbidden: 'never',
  remoteBusy: 'always',
  remoteChanged: 'limited',
  remoteMisbehaved: 'limited',
  captivePortal: 'never',
  outOfSpace: 'never',
  notWritable: 'never',
  fileInUse: 'limited',
  diskGone: 'never',
  diskFailed: 'never',
  stateDamaged: 'never',
  containerLocked: 'never',
  versionNotFound: 'never',
  configurationInvalid: 'never',
  invalidArgument: 'never',
  wrongUse: 'never',
  keysInvalid: 'never',
  alreadyExists: 'never',
  cancelled: 'never',
  internal: 'never',
}

/** The wait before the first new try is anything up to this, in milliseconds; each further one up to twice as long. */
export const firstRetryDelayMs = 1000
/** No wait is longer, unless the host asks for it. */
export const longestRetryDelayMs = 300_000

/** So long after the machine woke up, that a host cannot be reached means nothing: the network comes back in steps. */
export const wakingMs = 30_000
/** The wait before a try that nobody counts, because the machine goes to sleep or has just woken up. */
export const sleepyDelayMs = 2_000

/**
 * How long to wait before try number `attempt` (1 = the first new try): exponential with full jitter, and never less than
 * the host asked for.
 *
 * @param fraction chance, in [0, 1).
 */
export function retryDelayMs(attempt: number, fraction: number, retryAfterSeconds = 0): number {
  const ceiling = Math.min(firstRetryDelayMs * 2 ** (attempt - 1), longestRetryDelayMs)
  return Math.max(Math.ceil(ceiling * fraction), retryAfterSeconds * 1000)
}
