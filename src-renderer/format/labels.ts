import type { AssetPackErrorCode, SerializedError } from '../../src-shared/domain/errors'
import { shortageOf } from '../../src-shared/domain/space-shortage'
import type { MessageID } from '../../src-shared/messages/message-id'

/** The one thing to do about an error: ask for the pack again, check for updates, or nothing. */
export type ErrorAction = 'retry' | 'check' | 'none'

/** An error in words. */
export interface ErrorLabel {
  /** What happened, without a full stop. */
  readonly title: MessageID
  /** Why, if that is known, and what it means for the person. */
  readonly text: MessageID
  readonly action: ErrorAction
}

function label(code: AssetPackErrorCode, action: ErrorAction): ErrorLabel {
  return { title: `error.${code}.title`, text: `error.${code}.text`, action }
}

/** The sentence and the offer for every way to fail. */
export const errorLabels: Readonly<Record<AssetPackErrorCode, ErrorLabel>> = {
  assetPackNotFound: label('assetPackNotFound', 'check'),
  fileNotFound: label('fileNotFound', 'retry'),
  localAvailabilityFailed: label('localAvailabilityFailed', 'retry'),
  downloadInvalid: label('downloadInvalid', 'none'),
  downloadAlreadyScheduled: label('downloadAlreadyScheduled', 'none'),
  downloadNotScheduled: label('downloadNotScheduled', 'none'),
  downloadAlreadyFailed: label('downloadAlreadyFailed', 'retry'),
  downloadEssentialNotPermitted: label('downloadEssentialNotPermitted', 'retry'),
  downloadWouldExceedAllowance: label('downloadWouldExceedAllowance', 'retry'),
  sessionDownloadDisallowedByDomain: label('sessionDownloadDisallowedByDomain', 'none'),
  signatureInvalid: label('signatureInvalid', 'check'),
  metadataRolledBack: label('metadataRolledBack', 'check'),
  metadataExpired: label('metadataExpired', 'check'),
  metadataInvalid: label('metadataInvalid', 'check'),
  manifestInvalid: label('manifestInvalid', 'none'),
  indexInvalid: label('indexInvalid', 'retry'),
  integrityCheckFailed: label('integrityCheckFailed', 'retry'),
  chunkInvalid: label('chunkInvalid', 'retry'),
  unsafePath: label('unsafePath', 'none'),
  pathCollision: label('pathCollision', 'none'),
  limitExceeded: label('limitExceeded', 'none'),
  incompatible: label('incompatible', 'none'),
  packFileInvalid: label('packFileInvalid', 'none'),
  packFileDamaged: label('packFileDamaged', 'retry'),
  packFileUnsigned: label('packFileUnsigned', 'check'),
  packFileOtherVersion: label('packFileOtherVersion', 'check'),
  offline: label('offline', 'none'),
  hostUnavailable: label('hostUnavailable', 'retry'),
  timedOut: label('timedOut', 'retry'),
  tlsFailed: label('tlsFailed', 'retry'),
  redirectRefused: label('redirectRefused', 'retry'),
  remoteNotFound: label('remoteNotFound', 'check'),
  remoteForbidden: label('remoteForbidden', 'retry'),
  remoteBusy: label('remoteBusy', 'retry'),
  remoteChanged: label('remoteChanged', 'retry'),
  remoteMisbehaved: label('remoteMisbehaved', 'retry'),
  captivePortal: label('captivePortal', 'retry'),
  outOfSpace: label('outOfSpace', 'retry'),
  notWritable: label('notWritable', 'retry'),
  fileInUse: label('fileInUse', 'retry'),
  diskGone: label('diskGone', 'retry'),
  diskFailed: label('diskFailed', 'retry'),
  stateDamaged: label('stateDamaged', 'check'),
  containerLocked: label('containerLocked', 'retry'),
  versionNotFound: label('versionNotFound', 'none'),
  configurationInvalid: label('configurationInvalid', 'none'),
  invalidArgument: label('invalidArgument', 'none'),
  wrongUse: label('wrongUse', 'none'),
  keysInvalid: label('keysInvalid', 'none'),
  alreadyExists: label('alreadyExists', 'none'),
  cancelled: label('cancelled', 'none'),
  internal: label('internal', 'retry'),
}

/** Bytes that are missing, when an `outOfSpace` error says so. */
export function missingBytes(error: SerializedError): number | undefined {
  const shortage = shortageOf(error)
  if (shortage === undefined) return undefined
  const missing = shortage.diskBytesNeeded - shortage.freeBytes
  return missing > 0 ? missing : undefined
}
