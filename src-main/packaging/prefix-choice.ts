import { canBePrefix } from '../repository/compression'

/**
 * The chunks that a frame leans on: of the candidates of each of its chunks (best first) the best of all, then the second
 * best of all, and so on, as many as fit into `limit` plain bytes; in rising order.
 */
export function choosePrefix(
  candidates: readonly (readonly number[])[],
  sizeOf: (chunk: number) => number,
  limit: number,
): readonly number[] {
  const chosen = new Set<number>()
  const longest = Math.max(0, ...candidates.map(({ length }) => length))
  let size = 0
  for (let rank = 0; rank < longest; rank += 1) {
    for (const { [rank]: chunk } of candidates) {
      if (chunk === undefined || chosen.has(chunk) || size + sizeOf(chunk) > limit) continue
      chosen.add(chunk)
      size += sizeOf(chunk)
    }
  }
  return [...chosen].sort((a, b) => a - b)
}

/** A prefix without those chunks at its beginning that zstd would take for a trained dictionary. */
export function usablePrefix<T extends { readonly bytes: Uint8Array }>(chunks: readonly T[]): readonly T[] {
  // Only its first bytes can be mistaken, but several small chunks may spell them together.
  const first = chunks.findIndex((_, start) => canBePrefix(joinedBytes(chunks.slice(start, start + 4))))
  return first === -1 ? [] : chunks.slice(first)
}

/** The plain bytes of chunks, one after the other. */
export function joinedBytes(chunks: readonly { readonly bytes: Uint8Array }[]): Uint8Array {
  return Buffer.concat(chunks.map(({ bytes }) => bytes))
}
