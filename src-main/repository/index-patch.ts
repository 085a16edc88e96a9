import { isAssetPackError } from '../../src-shared/domain/errors'
import { canBePrefix, compressFrame, decompressFrame, initializeCompression } from './compression'
import { indexInvalid } from './pack-index-check'

/** Plain bytes of an index at most, for patches to be made of it or applied to it: both ends hold two of them at once. */
export const patchedIndexLimit = 4 * 1024 * 1024

/** The level whose window reaches over both indexes. */
const patchLevel = 19

/**
 * What turns the plain bytes of an earlier index into those of a later one: one zstd frame that leans on the earlier.
 *
 * @returns `undefined` where one of them is too large.
 */
export async function makeIndexPatch(
  earlier: Uint8Array,
  later: Uint8Array,
): Promise<Uint8Array | undefined> {
  if (Math.max(earlier.length, later.length) > patchedIndexLimit || !canBePrefix(earlier)) return undefined
  await initializeCompression()
  return compressFrame(later, { level: patchLevel, prefix: earlier })
}

/**
 * Applies a patch. The caller compares the hash: a patch for another earlier index gives other bytes, or an error.
 *
 * @throws AssetPackError `indexInvalid`.
 */
export async function applyIndexPatch(
  earlier: Uint8Array,
  patch: Uint8Array,
  plainLength: number,
): Promise<Uint8Array> {
  await initializeCompression()
  try {
    return decompressFrame(patch, { plainSize: plainLength, prefix: earlier })
  } catch (error) {
    if (isAssetPackError(error, 'chunkInvalid')) throw indexInvalid('a patch does not fit to it', error)
    throw error
  }
}
