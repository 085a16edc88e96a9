import { stat } from 'node:fs/promises'
import { AssetPackError, isAssetPackError } from '../../src-shared/domain/errors'
import { isHeldHere } from '../platform/file-lock'
import { withFileSystemErrors } from '../platform/file-system-errors'
import type { ContainerLayout } from './container-layout'

/**
 * Runs `work` on the container and translates what the file system throws. Something that is missing because the whole
 * container is missing is `diskGone`.
 */
export async function withContainerErrors<T>(layout: ContainerLayout, work: () => Promise<T>): Promise<T> {
  try {
    return await withFileSystemErrors(layout.directory, work)
  } catch (error) {
    if (isAssetPackError(error, 'containerLocked')) throw inUse(error)
    const isMissing = isAssetPackError(error) && error.details['errno'] === 'ENOENT'
    if (!isMissing || (await exists(layout.packs))) throw error
    throw new AssetPackError(
      'diskGone',
      'The folder with the packs is not there any more. Connect its disk and try again.',
      { cause: error, details: { path: layout.directory } },
    )
  }
}

/** Who has the lock has the packs. */
function inUse({ cause, details }: AssetPackError): AssetPackError {
  const { path } = details
  const isHere = typeof path === 'string' && isHeldHere(path)
  const sentence = isHere
    ? 'This process has these packs open already, in another manager. Use that one, or close it first.'
    : 'Another process is using these packs. Switch to it, or close it first.'
  return new AssetPackError('containerLocked', sentence, { cause, details })
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
