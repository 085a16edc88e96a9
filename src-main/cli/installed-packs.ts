import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { AssetPackManager } from '../index'

/**
 * The installed packs of these names, or all of them when none is named.
 *
 * @throws `assetPackNotFound` for the first that is not installed.
 */
export function installedPacks(
  manager: AssetPackManager,
  wanted: readonly AssetPackID[],
): readonly AssetPack[] {
  const local = manager.installedAssetPacks()
  const here = new Set(local.map(({ id }) => assetPackIDKey(id)))
  const missing = wanted.find((id) => !here.has(assetPackIDKey(id)))
  if (missing !== undefined) {
    throw new AssetPackError(
      'assetPackNotFound',
      `"${missing}" is not installed. "assetpack list" shows what is.`,
      { details: { assetPackID: missing } },
    )
  }
  const chosen = new Set(wanted.map(assetPackIDKey))
  return local.filter(({ id }) => chosen.size === 0 || chosen.has(assetPackIDKey(id)))
}
