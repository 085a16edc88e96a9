import { LengthOrHashMismatchError, UnsignedMetadataError } from '@tufjs/models/dist/error.js'
import { BadVersionError, ExpiredMetadataError, RepositoryError } from 'tuf-js/dist/error.js'
import { AssetPackError, type AssetPackErrorCode } from '../../src-shared/domain/errors'

/** The failure of a metadata update, from what tuf-js threw. An `AssetPackError` or an abort stays what it is. */
export function metadataFailure(error: unknown): Error {
  if (error instanceof AssetPackError) return error
  if (error instanceof Error && error.name === 'AbortError') return error
  const code = codeFor(error)
  return new AssetPackError(code, sentences[code], {
    cause: error,
    details: { reason: error instanceof Error ? error.message.slice(0, 500) : '' },
  })
}

type MetadataErrorCode = Extract<
  AssetPackErrorCode,
  'signatureInvalid' | 'metadataRolledBack' | 'metadataExpired' | 'metadataInvalid' | 'integrityCheckFailed'
>

const sentences: Readonly<Record<MetadataErrorCode, string>> = {
  signatureInvalid: 'The repository is not signed by the keys that this app trusts.',
  metadataRolledBack: 'The repository offers an older state than was seen before.',
  metadataExpired: "The repository's signatures are out of date.",
  metadataInvalid: "The repository's metadata cannot be read.",
  integrityCheckFailed: "The repository's metadata does not match what was signed.",
}

function codeFor(error: unknown): MetadataErrorCode {
  if (error instanceof UnsignedMetadataError) return 'signatureInvalid'
  if (error instanceof ExpiredMetadataError) return 'metadataExpired'
  if (error instanceof LengthOrHashMismatchError) return 'integrityCheckFailed'
  if (error instanceof BadVersionError) {
    return error.message.includes('is less than') ? 'metadataRolledBack' : 'metadataInvalid'
  }
  if (error instanceof RepositoryError && error.message.startsWith('Missing file'))
    return 'metadataRolledBack'
  return 'metadataInvalid'
}
