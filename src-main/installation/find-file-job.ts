import type { PackFile } from '../repository/pack-index'
import { decodePackIndex } from '../repository/pack-index-codec'

/** Looks one file up in an index. */
export interface FindFileJob {
  readonly kind: 'findFile'
  /** Verified. */
  readonly indexBytes: Uint8Array
  readonly path: string
}

/** What the index says about it; `undefined` when it has no such file. */
export type FoundFile = Pick<PackFile, 'size' | 'sha256'> | undefined

/** Names are compared exactly. @throws AssetPackError what decoding the index throws. */
export async function findFile({ indexBytes, path }: FindFileJob): Promise<FoundFile> {
  const { files } = await decodePackIndex(indexBytes)
  const found = files.find((file) => file.path === path)
  return found === undefined ? undefined : { size: found.size, sha256: found.sha256 }
}
