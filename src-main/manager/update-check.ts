import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { AssetPackManifest } from '../../src-shared/domain/asset-pack-manifest'
import type { DownloadManager } from '../scheduling/download-manager'
import type { AssetPackStore } from '../store/asset-pack-store'

/** What one check for updates set off, and nothing that was under way before. */
export interface UpdateCheck {
  readonly updatingIDs: readonly AssetPackID[]
  readonly removedIDs: readonly AssetPackID[]
}

/** Brings queue and store in line with a fresh list: newer versions are registered, obsolete packs removed. */
export async function applyManifest(
  manifest: AssetPackManifest,
  store: AssetPackStore,
  downloads: DownloadManager,
): Promise<UpdateCheck> {
  downloads.reconcile((id) => manifest.assetPack(id))
  const updatingIDs: AssetPackID[] = []
  const removedIDs: AssetPackID[] = []
  for (const { assetPack: local } of store.installedPacks()) {
    const offered = manifest.assetPack(local.id)
    if (offered === undefined) {
      await downloads.cancel(local.id)
      await store.remove(local.id)
      removedIDs.push(local.id)
    } else if (offered.version > local.version) {
      const present = downloads.download(local.id)
      const isUnderWay = present !== undefined && present.state.kind !== 'failed'
      if (isUnderWay) continue
      downloads.schedule(offered, { origin: 'update' })
      updatingIDs.push(offered.id)
    }
  }
  return { updatingIDs, removedIDs }
}
