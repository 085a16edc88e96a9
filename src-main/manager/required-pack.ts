import { isAssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { AssetPackStore, InstalledPack } from '../store/asset-pack-store'
import { packNotFound } from './pack-not-found'

/** The pack that is installed under that name. @throws `assetPackNotFound` for one that is not here, or is no name. */
export function requiredPack(store: Pick<AssetPackStore, 'installedPack'>, text: string): InstalledPack {
  const installed = isAssetPackID(text) ? store.installedPack(text) : undefined
  if (installed === undefined) throw packNotFound(text)
  return installed
}
