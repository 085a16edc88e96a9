import { chunkHash } from '../repository/chunk-table'
import type { BundleReference, PackFrame, PackIndex } from '../repository/pack-index'

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

interface ChunkFacts {
  readonly hash: string
  readonly size: number
}

/** Below this share of useful plain bytes a chunk is stored again: whoever installs afresh would fetch too much. */
const worthwhileShare = 0.5

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
      const facts = frameFacts(frame, bundle, index)
      const { chunks, prefix } = facts
      if (!prefix.every(({ hash }) => held.has(hash))) continue
      const useful = chunks.filter(({ hash }) => isWanted(hash) && !held.has(hash))
      if (useful.length === 0 || sumOfSizes(useful) < worthwhileShare * sumOfSizes(chunks)) continue
      for (const { hash } of chunks) held.add(hash)
      reusable.push(facts)
    }
  }
  return reusable
}

/** What another index says of a frame of this one. */
export function frameFacts(
  { offset, storedLength, chunks, prefixChunks }: PackFrame,
  bundle: BundleReference,
  index: PackIndex,
): ReusableFrame {
  const [given, prefix] = [chunkFacts(chunks, index), chunkFacts(prefixChunks, index)]
  return { bundle, offset, storedLength, chunks: given, prefix }
}

function chunkFacts(positions: Uint32Array, { chunks }: PackIndex): readonly ChunkFacts[] {
  return Array.from(positions, (position) => ({
    hash: chunkHash(chunks, position),
    size: chunks.sizes[position] ?? 0,
  }))
}

function sumOfSizes(chunks: readonly ChunkFacts[]): number {
  return chunks.reduce((sum, { size }) => sum + size, 0)
}
