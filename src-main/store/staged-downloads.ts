import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { AssetPackStore } from './asset-pack-store'

/**
 * The versions of a pack of which a download has brought something into the staging area. What stands there of the active
 * version is a repair's, which puts files of it together.
 */
export async function stagedDownloads(
  store: Pick<AssetPackStore, 'installedPack' | 'stagedVersions'>,
  id: AssetPackID,
): Promise<readonly number[]> {
  const staged = await store.stagedVersions(id)
  return staged.filter((version) => version !== store.installedPack(id)?.assetPack.version)
}
