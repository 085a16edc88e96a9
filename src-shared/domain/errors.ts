import * as z from 'zod'
import type { JsonObject } from '../base/json'

/**
 * Every way in which the system can fail, by name. The original's names are kept where it has one.
 *
 * Four tables turn a code into behaviour, each in one place and each a `Record` over this list, so that a new code
 * does not compile until all four know it: retry (`transport/retry-policy`), exit code (`cli/exit-code`), sentence and
 * offer (`src-renderer/format/labels`), the original's domain and number (`domain/background-assets-error`).
 */
export const assetPackErrorCodes = [
  // The original's names.
  'assetPackNotFound',
  'fileNotFound',
  'localAvailabilityFailed',
  'downloadInvalid',
  'downloadAlreadyScheduled',
  'downloadNotScheduled',
  'downloadAlreadyFailed',
  'downloadEssentialNotPermitted',
  'downloadWouldExceedAllowance',
  'sessionDownloadDisallowedByDomain',
  // Trust.
  'signatureInvalid',
  'metadataRolledBack',
  'metadataExpired',
  'metadataInvalid',
  // Content.
  'manifestInvalid',
  'indexInvalid',
  'integrityCheckFailed',
  'chunkInvalid',
  'unsafePath',
  'pathCollision',
  'limitExceeded',
  'incompatible',
  // A pack in a file.
  'packFileInvalid',
  'packFileDamaged',
  'packFileUnsigned',
  'packFileOtherVersion',
  // Network.
  'offline',
  'hostUnavailable',
  'timedOut',
  'tlsFailed',
  'redirectRefused',
  'remoteNotFound',
  'remoteForbidden',
  'remoteBusy',
  'remoteChanged',
  'remoteMisbehaved',
  'captivePortal',
  // Disk.
  'outOfSpace',
  'notWritable',
  'fileInUse',
  'diskGone',
  'diskFailed',
  'stateDamaged',
  'containerLocked',
  // Use.
  'versionNotFound',
  'configurationInvalid',
  'invalidArgument',
  'wrongUse',
  'keysInvalid',
  'alreadyExists',
  'cancelled',
  'internal',
] as const

/** The name of one way to fail; stable across releases. */
export type AssetPackErrorCode = (typeof assetPackErrorCodes)[number]

/** Facts that belong to an {@link AssetPackError}. */
export interface AssetPackErrorOptions {
  /** What failed underneath. Stays in this process. */
  readonly cause?: unknown
  /** Machine-readable facts: expected and actual digest, path, status, bytes. Crosses processes. */
  readonly details?: JsonObject
}

/** The one error class of the system. Compare `code`, never the message. */
export class AssetPackError extends Error {
  override readonly name = 'AssetPackError'
  readonly code: AssetPackErrorCode
  readonly details: JsonObject

  constructor(code: AssetPackErrorCode, message: string, options: AssetPackErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.details = options.details ?? {}
  }

  /** What crosses a process border: code, sentence and facts; never a stack or a cause. */
  toJSON(): SerializedError {
    return { code: this.code, message: this.message, details: this.details }
  }

  /** Rebuilds an error on the far side of a border. */
  static fromJSON(value: SerializedError): AssetPackError {
    return new AssetPackError(value.code, value.message, { details: value.details })
  }
}

/** An {@link AssetPackError} as plain data. */
export interface SerializedError {
  readonly code: AssetPackErrorCode
  readonly message: string
  readonly details: JsonObject
}

/** Checks a {@link SerializedError} that came from another process. */
export const serializedErrorSchema: z.ZodType<SerializedError> = z.strictObject({
  code: z.enum(assetPackErrorCodes),
  message: z.string().max(10_000),
  details: z.record(z.string(), z.json()),
})

/** Whether `error` is an {@link AssetPackError}, of `code` when that is given. */
export function isAssetPackError(error: unknown, code?: AssetPackErrorCode): error is AssetPackError {
  return error instanceof AssetPackError && (code === undefined || error.code === code)
}

/** Among the details of a failure that is nobody's: the system ended the connection because it goes to sleep. */
export const cutBySleep = { cutBySleep: true } as const

/** Whether the system ended a connection because it goes to sleep: that is a pause, not a failed try. */
export function wasCutBySleep({ details }: AssetPackError): boolean {
  return details['cutBySleep'] === true
}

/**
 * Brings anything thrown to an {@link AssetPackError}: itself, `cancelled` for an abort, `internal` for what nobody
 * expected. Boundaries translate what they know before this is asked.
 */
export function toAssetPackError(error: unknown): AssetPackError {
  if (error instanceof AssetPackError) return error
  if (error instanceof Error && error.name === 'AbortError') {
    const details = { reason: 'caller' }
    return new AssetPackError('cancelled', 'The operation was cancelled.', { cause: error, details })
  }
  const message = error instanceof Error ? error.message : String(error)
  return new AssetPackError('internal', `Unexpected failure: ${message}`, { cause: error })
}
