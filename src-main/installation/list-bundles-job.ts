import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { decodePackIndex } from '../repository/pack-index-codec'

/** Lists the bundles of an index that nobody vouches for yet. */
export interface ListBundlesJob {
  readonly kind: 'listBundles'
  readonly indexBytes: Uint8Array
}

/** What an index is of, and what it is made of. */
export interface ListedBundles {
  readonly assetPackID: AssetPackID
  readonly version: number
  /** In the order of the index. */
  readonly hashes: readonly string[]
  /** Bytes, by position in `hashes`. */
  readonly sizes: Float64Array
}

/** @throws AssetPackError what decoding the index throws. */
export async function listBundles({ indexBytes }: ListBundlesJob): Promise<ListedBundles> {
  const { assetPackID, version, bundles } = await decodePackIndex(indexBytes)
  return {
    assetPackID,
    version,
    hashes: bundles.map(({ sha256 }) => sha256),
    sizes: Float64Array.from(bundles, ({ size }) => size),
  }
}
