import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { AssetPackError, isAssetPackError } from '../../src-shared/domain/errors'
import { isDrawable, pictureFacts, pictureLimits, picturePath } from '../../src-shared/domain/pack-picture'
import type { AssetPackManager } from '../manager/asset-pack-manager'

/** A picture as the window's protocol serves it. */
export interface PackPicture {
  readonly type: string
  readonly bytes: Uint8Array
}

/** What pictures are read from. */
export type PictureSource = Pick<AssetPackManager, 'localVersions' | 'descriptor'>

/**
 * The picture of the active version of a pack: the file of it that its publisher named. Its kind goes by its content, and it is
 * read only when it is small enough to be shown.
 *
 * @returns `undefined` when that version is not the active one, names no picture, or names what is none.
 */
export async function packPicture(
  source: PictureSource,
  id: AssetPackID,
  version: number,
): Promise<PackPicture | undefined> {
  try {
    const active = source.localVersions(id).find(({ isActive }) => isActive)
    const path = active?.assetPack.version === version ? picturePath(active.assetPack) : undefined
    return path === undefined ? undefined : await readPicture(source, id, path)
  } catch (error) {
    // The pack or its file may be gone by now, which is no news to a window: it shows what it shows without a picture.
    if (isAssetPackError(error, 'assetPackNotFound') || isAssetPackError(error, 'fileNotFound'))
      return undefined
    throw error
  }
}

async function readPicture(
  source: PictureSource,
  id: AssetPackID,
  path: string,
): Promise<PackPicture | undefined> {
  const file = await source.descriptor(path, { assetPackID: id })
  try {
    const { size } = await file.stat()
    if (size > pictureLimits.bytes) return undefined
    const bytes = new Uint8Array(await file.readFile())
    const facts = pictureFacts(bytes)
    return facts !== undefined && isDrawable(facts) ? { type: facts.type, bytes } : undefined
  } catch (cause) {
    throw new AssetPackError('diskFailed', 'The picture of a pack cannot be read.', { cause })
  } finally {
    await file.close()
  }
}
