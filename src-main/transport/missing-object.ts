import { isAssetPackError } from '../../src-shared/domain/errors'

/** Whether a host said that it does not have what it was asked for. Buckets that may not be listed answer 403 for that. */
export function isMissingObject(error: unknown): boolean {
  return (
    isAssetPackError(error, 'remoteNotFound') ||
    (isAssetPackError(error, 'remoteForbidden') && error.details['status'] === 403)
  )
}
