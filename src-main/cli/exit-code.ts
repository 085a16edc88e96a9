import type { AssetPackErrorCode } from '../../src-shared/domain/errors'

/** What a process that ended says about how it ended. Stable across releases; documented in the README. */
export const exitCodes: Readonly<Record<AssetPackErrorCode, number>> = {
  assetPackNotFound: 41,
  fileNotFound: 41,
  localAvailabilityFailed: 4,
  downloadInvalid: 2,
  downloadAlreadyScheduled: 2,
  downloadNotScheduled: 41,
  downloadFailedToStart: 1,
  downloadAlreadyFailed: 1,
  downloadEssentialNotPermitted: 42,
  downloadBackgroundActivityProhibited: 42,
  downloadWouldExceedAllowance: 42,
  sessionDownloadDisallowedByDomain: 42,
  signatureInvalid: 31,
  metadataRolledBack: 31,
  metadataExpired: 31,
  metadataInvalid: 31,
  manifestInvalid: 2,
  indexInvalid: 30,
  integrityCheckFailed: 30,
  chunkInvalid: 30,
  unsafePath: 2,
  pathCollision: 2,
  limitExceeded: 2,
  incompatible: 32,
  offline: 10,
  hostUnavailable: 10,
  timedOut: 12,
  tlsFailed: 31,
  redirectRefused: 11,
  remoteNotFound: 11,
  remoteForbidden: 40,
  remoteBusy: 11,
  remoteChanged: 11,
  remoteMisbehaved: 11,
  captivePortal: 10,
  outOfSpace: 20,
  notWritable: 21,
  fileInUse: 22,
  diskGone: 23,
  diskFailed: 23,
  stateDamaged: 30,
  containerLocked: 60,
  versionNotFound: 41,
  configurationInvalid: 2,
  invalidArgument: 2,
  wrongUse: 2,
  keysInvalid: 31,
  alreadyExists: 2,
  cancelled: 50,
  internal: 70,
}

/** The process was asked to stop; nothing is lost. 128 and the signal's number, as shells and service managers expect. */
export const interruptionExitCodes = { SIGINT: 130, SIGTERM: 143 } as const

/** Something waits for what may come: a network, another try. Nothing is lost. */
export const unfinishedExitCode = 51

/** What `assetpack help exit-codes` prints. */
export const exitCodeMeanings: readonly (readonly [code: number, meaning: string])[] = [
  [0, 'done'],
  [1, 'unexpected error'],
  [2, 'wrong usage, or a manifest or configuration that breaks a rule'],
  [4, 'done in part: some packs failed'],
  [10, 'offline, or the server cannot be reached'],
  [11, 'the server answered with an error'],
  [12, 'timed out'],
  [20, 'not enough disk space'],
  [21, 'folder not writable'],
  [22, 'file in use'],
  [23, 'disk not present, or it failed'],
  [30, 'data damaged, after retries'],
  [31, 'signature or trust failure'],
  [32, 'made by an incompatible version'],
  [40, 'the server refused access'],
  [41, 'pack, version or file not found'],
  [42, 'forbidden by policy'],
  [50, 'cancelled'],
  [unfinishedExitCode, 'not finished: something waits, and the next run goes on'],
  [60, 'another process holds the container'],
  [70, 'internal bug'],
  [130, 'interrupted by Ctrl-C; nothing is lost'],
  [143, 'stopped by SIGTERM; nothing is lost'],
]

/** Codes after which the same command may succeed later without any change. */
export const retryableExitCodes: ReadonlySet<number> = new Set([10, 11, 12, 20, 22, 23, unfinishedExitCode, 60])
