import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { isAssetPackID, parseAssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { AssetPackManifest } from '../../src-shared/domain/asset-pack-manifest'
import { AssetPackStatus } from '../../src-shared/domain/asset-pack-status'
import { isInProgress } from '../scheduling/managed-download'
import type { AssetPackManagerParts } from './manager-parts'
import { packNotFound } from './pack-not-found'
import { packStatus } from './pack-status'

/**
 * The status of a pack value relative to itself, of an id relative to the newest version on `manifest`.
 *
 * @throws `assetPackNotFound` for an id that is neither here nor on a list that is known.
 */
export function statusRelativeTo(
  assetPack: AssetPack | string,
  manifest: AssetPackManifest | undefined,
  { store, catalog, downloads }: Pick<AssetPackManagerParts, 'store' | 'catalog' | 'downloads'>,
): AssetPackStatus {
  const isValue = typeof assetPack !== 'string'
  const id = isValue ? assetPack.id : parseAssetPackID(assetPack)
  const localVersion = store.installedPack(id)?.assetPack.version
  const offeredVersion = manifest?.assetPack(id)?.version
  const isUnknown = localVersion === undefined && offeredVersion === undefined
  if (!isValue && manifest !== undefined && isUnknown) throw packNotFound(id)
  return packStatus({
    localVersion,
    referenceVersion: isValue ? assetPack.version : offeredVersion,
    offeredVersion,
    isListKnown: manifest !== undefined,
    isReachable: catalog.isReachable,
    isDownloading: isInProgress(downloads.download(id)),
  })
}

/** The status by what is known without asking anybody; the empty set when the pack is not here. */
export function offlineStatus(
  id: string,
  { store, catalog }: Pick<AssetPackManagerParts, 'store' | 'catalog'>,
): AssetPackStatus {
  const local = isAssetPackID(id) ? store.installedPack(id)?.assetPack : undefined
  if (local === undefined) return AssetPackStatus.of()
  const manifest = catalog.lastGood()
  const offered = manifest?.assetPack(local.id)
  return packStatus({
    localVersion: local.version,
    referenceVersion: offered?.version,
    offeredVersion: offered?.version,
    isListKnown: manifest !== undefined,
    isReachable: false,
    isDownloading: false,
  })
}
