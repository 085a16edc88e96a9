import type { AssetPackErrorCode } from './errors'

/** The original's error domains: each name with its number. */
export const backgroundAssetsErrorNumbers = {
  BAErrorDomain: {
    downloadInvalid: 0,
    callFromExtensionNotAllowed: 50,
    callFromInactiveProcessNotAllowed: 51,
    callerConnectionNotAccepted: 55,
    callerConnectionInvalid: 56,
    downloadAlreadyScheduled: 100,
    downloadNotScheduled: 101,
    downloadFailedToStart: 102,
    downloadAlreadyFailed: 103,
    downloadEssentialDownloadNotPermitted: 109,
    downloadBackgroundActivityProhibited: 111,
    downloadWouldExceedAllowance: 112,
    downloadDoesNotExist: 113,
    sessionDownloadDisallowedByDomain: 202,
    sessionDownloadDisallowedByAllowance: 203,
    sessionDownloadAllowanceExceeded: 204,
    sessionDownloadNotPermittedBeforeAppLaunch: 206,
  },
  BAManagedErrorDomain: {
    assetPackNotFound: 0,
    fileNotFound: 1,
    localAvailabilityFailure: 2,
  },
  // Not the original's own: how a cancelled download fails there.
  NSURLErrorDomain: { cancelled: -999 },
} as const

/** The numbers, by domain and name. */
export type BackgroundAssetsErrorNumbers = typeof backgroundAssetsErrorNumbers

/** One of the original's error domains. */
export type BackgroundAssetsErrorDomain = keyof BackgroundAssetsErrorNumbers

/** An error as the original names and numbers it. */
export type BackgroundAssetsError = {
  [Domain in BackgroundAssetsErrorDomain]: {
    [Name in keyof BackgroundAssetsErrorNumbers[Domain]]: {
      readonly domain: Domain
      readonly name: Name
      readonly number: BackgroundAssetsErrorNumbers[Domain][Name]
    }
  }[keyof BackgroundAssetsErrorNumbers[Domain]]
}[BackgroundAssetsErrorDomain]

type NameIn<Domain extends BackgroundAssetsErrorDomain> = Extract<
  BackgroundAssetsError,
  { readonly domain: Domain }
>['name']

/** Absent = the original has no word for it: it hides the network, the disk and the signature behind errors of the system. */
const counterparts: Readonly<Record<AssetPackErrorCode, BackgroundAssetsError | undefined>> = {
  assetPackNotFound: managed('assetPackNotFound'),
  fileNotFound: managed('fileNotFound'),
  localAvailabilityFailed: managed('localAvailabilityFailure'),
  downloadInvalid: unmanaged('downloadInvalid'),
  downloadAlreadyScheduled: unmanaged('downloadAlreadyScheduled'),
  downloadNotScheduled: unmanaged('downloadNotScheduled'),
  downloadAlreadyFailed: unmanaged('downloadAlreadyFailed'),
  downloadEssentialNotPermitted: unmanaged('downloadEssentialDownloadNotPermitted'),
  downloadWouldExceedAllowance: unmanaged('downloadWouldExceedAllowance'),
  sessionDownloadDisallowedByDomain: unmanaged('sessionDownloadDisallowedByDomain'),
  signatureInvalid: undefined,
  metadataRolledBack: undefined,
  metadataExpired: undefined,
  metadataInvalid: undefined,
  manifestInvalid: undefined,
  indexInvalid: undefined,
  integrityCheckFailed: undefined,
  chunkInvalid: undefined,
  unsafePath: undefined,
  pathCollision: undefined,
  limitExceeded: undefined,
  incompatible: undefined,
  packFileInvalid: undefined,
  packFileDamaged: undefined,
  packFileUnsigned: undefined,
  packFileOtherVersion: undefined,
  offline: undefined,
  hostUnavailable: undefined,
  timedOut: undefined,
  tlsFailed: undefined,
  redirectRefused: undefined,
  remoteNotFound: undefined,
  remoteForbidden: undefined,
  remoteBusy: undefined,
  remoteChanged: undefined,
  remoteMisbehaved: undefined,
  captivePortal: undefined,
  outOfSpace: undefined,
  notWritable: undefined,
  fileInUse: undefined,
  diskGone: undefined,
  diskFailed: undefined,
  stateDamaged: undefined,
  containerLocked: undefined,
  versionNotFound: undefined,
  configurationInvalid: undefined,
  invalidArgument: undefined,
  wrongUse: undefined,
  keysInvalid: undefined,
  alreadyExists: undefined,
  cancelled: { domain: 'NSURLErrorDomain', name: 'cancelled', number: -999 },
  internal: undefined,
}

/**
 * What the original calls an error: domain, name and number, for code and logs that were written for it.
 *
 * ```ts
 * backgroundAssetsError(error) // { domain: 'BAErrorDomain', name: 'downloadAlreadyScheduled', number: 100 }
 * ```
 *
 * @returns `undefined` for what the original has no name for.
 */
export function backgroundAssetsError({
  code,
}: {
  readonly code: AssetPackErrorCode
}): BackgroundAssetsError | undefined {
  return counterparts[code]
}

function managed(name: NameIn<'BAManagedErrorDomain'>): BackgroundAssetsError {
  const number = backgroundAssetsErrorNumbers.BAManagedErrorDomain[name]
  return { domain: 'BAManagedErrorDomain', name, number } as BackgroundAssetsError
}

function unmanaged(name: NameIn<'BAErrorDomain'>): BackgroundAssetsError {
  const number = backgroundAssetsErrorNumbers.BAErrorDomain[name]
  return { domain: 'BAErrorDomain', name, number } as BackgroundAssetsError
}
