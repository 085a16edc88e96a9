import { chunkHash } from '../repository/chunk-table'
import type { PackIndex } from '../repository/pack-index'

/** A chunk as every index knows it. */
export interface ChunkFacts {
  /** SHA-256 of the plain bytes: 64 lower-case hex digits. */
  readonly hash: string
  readonly size: number
}

/** The chunks at these positions of an index. */
export function chunkFacts(positions: Uint32Array, { chunks }: PackIndex): readonly ChunkFacts[] {
  return Array.from(positions, (position) => ({
    hash: chunkHash(chunks, position),
    size: chunks.sizes[position] ?? 0,
  }))
}

/** Their plain bytes together. */
export function sumOfSizes(chunks: readonly Pick<ChunkFacts, 'size'>[]): number {
  return chunks.reduce((sum, { size }) => sum + size, 0)
}
