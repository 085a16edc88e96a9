import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { toAssetPackError, type AssetPackError } from '../../src-shared/domain/errors'

/** How a request for several packs ended. */
export interface SettledAvailability {
  readonly successes: readonly AssetPack[]
  readonly failures: ReadonlyMap<AssetPack, AssetPackError>
}

/** Ensures each pack and waits for all, whatever becomes of the others. */
export async function settledAvailability(
  assetPacks: readonly AssetPack[],
  ensure: (assetPack: AssetPack) => Promise<void>,
): Promise<SettledAvailability> {
  const settled = await Promise.allSettled(assetPacks.map(ensure))
  const successes: AssetPack[] = []
  const failures = new Map<AssetPack, AssetPackError>()
  for (const [index, assetPack] of assetPacks.entries()) {
    const result = settled[index]
    if (result?.status === 'rejected') failures.set(assetPack, toAssetPackError(result.reason))
    else successes.push(assetPack)
  }
  return { successes, failures }
}
