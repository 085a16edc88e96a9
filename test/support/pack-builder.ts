import { AssetPack, type AssetPackDescription } from '../../src-shared/domain/asset-pack'
import { parseAssetPackID, type AssetPackID } from '../../src-shared/domain/asset-pack-id'

/** A pack's name. */
export function anID(text = 'tutorial'): AssetPackID {
  return parseAssetPackID(text)
}

/** A valid pack; the test names only what matters to it. */
export function aPack(
  facts: Partial<Omit<AssetPackDescription, 'id'>> & { readonly id?: string } = {},
): AssetPack {
  return new AssetPack({
    version: 1,
    downloadSize: 1_000,
    installedSize: 3_000,
    policy: { kind: 'onDemand' },
    platforms: [],
    ...facts,
    id: anID(facts.id),
  })
}
