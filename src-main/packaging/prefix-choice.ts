/** Plain bytes of a prefix at most: more gains little, and both ends must hold it in memory. */
export const prefixLimit = 4 * 1024 * 1024

/**
 * The chunks that a frame leans on: of the candidates of each of its chunks (best first) the best of all, then the second
 * best of all, and so on, as many as fit; in rising order.
 */
export function choosePrefix(
  candidates: readonly (readonly number[])[],
  sizeOf: (chunk: number) => number,
): readonly number[] {
  const chosen = new Set<number>()
  const longest = Math.max(0, ...candidates.map(({ length }) => length))
  let size = 0
  for (let rank = 0; rank < longest; rank += 1) {
    for (const { [rank]: chunk } of candidates) {
      if (chunk === undefined || chosen.has(chunk) || size + sizeOf(chunk) > prefixLimit) continue
      chosen.add(chunk)
      size += sizeOf(chunk)
    }
  }
  return [...chosen].sort((a, b) => a - b)
}
