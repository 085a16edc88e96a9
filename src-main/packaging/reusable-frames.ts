import { chunkHash } from '../repository/chunk-table'
import type { BundleReference, PackIndex } from '../repository/pack-index'
import { chunkFacts, sumOfSizes, type ChunkFacts } from './chunk-facts'

/** A frame of an earlier version that serves the new one, or machines on the way to it, too. */
export interface ReusableFrame {
  readonly bundle: BundleReference
  readonly offset: number
  readonly storedLength: number
  /** In the order of their plain bytes in the frame; some may be of no use to the new version. */
  readonly chunks: readonly ChunkFacts[]
  /** What it leans on. */
  readonly prefix: readonly ChunkFacts[]
}

/** Below this share of useful plain bytes a chunk is stored again: whoever installs afresh would fetch too much. */
const leastUsefulShare = 0.5

/**
 * The frames of earlier versions (newest first) that hold chunks of which `isWanted` is true. A frame counts only what no
 * frame before it holds, and only when at least half of its plain bytes are wanted. One that leans on chunks which no
 * reused frame holds stays where it is: a machine without anything could not read it.
 */
export function reusableFrames(
  isWanted: (hash: string) => boolean,
  previous: readonly PackIndex[],
): readonly ReusableFrame[] {
  const held = new Set<string>()
  const reusable: ReusableFrame[] = []
  for (const index of previous) {
    for (const frame of index.frames) {
      const bundle = index.bundles[frame.bundle]
      if (bundle === undefined) continue
      if (!frame.prefixChunks.every((chunk) => held.has(chunkHash(index.chunks, chunk)))) continue
      const chunks = chunkFacts(frame.chunks, index)
      const useful = chunks.filter(({ hash }) => isWanted(hash) && !held.has(hash))
      if (useful.length === 0 || sumOfSizes(useful) < leastUsefulShare * sumOfSizes(chunks)) continue
      for (const { hash } of chunks) held.add(hash)
      const { offset, storedLength } = frame
      reusable.push({ bundle, offset, storedLength, chunks, prefix: chunkFacts(frame.prefixChunks, index) })
    }
  }
  return reusable
}
