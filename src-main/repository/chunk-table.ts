import type { ChunkTable } from './pack-index'

/** The SHA-256 of the chunk at `position`: 64 lower-case hex digits. */
export function chunkHash({ hashes }: ChunkTable, position: number): string {
  return Buffer.from(hashes.buffer, hashes.byteOffset, hashes.byteLength).toString(
    'hex',
    32 * position,
    32 * position + 32,
  )
}

/** Plain bytes of the chunks at `positions`, which must be listed. */
export function plainSizeOf(positions: Uint32Array, { sizes }: Pick<ChunkTable, 'sizes'>): number {
  let sum = 0
  for (const position of positions) sum += sizes[position] ?? NaN
  return sum
}
