import type { PackFrame } from './pack-index'

/**
 * `provider` without frames all of whose chunks other chosen frames bring as well, the largest first: a chunk that is taken
 * for little may come once more with a frame that its neighbours need. What others lean on still comes before them.
 */
export function withoutNeedlessFrames(
  frames: readonly PackFrame[],
  isLocal: (chunk: number) => boolean,
  provider: Int32Array,
): Int32Array {
  const chosen = [...new Set(provider)].filter((position) => position !== -1).sort((a, b) => a - b)
  const leaning = firstLeaning(frames, isLocal, chosen)
  const bringers = bringersOf(frames, provider, chosen)
  const result = Int32Array.from(provider)
  const isLeftOut = new Uint8Array(frames.length)
  const otherFor = (chunk: number, position: number): number | undefined => {
    const isOther = (other: number): boolean => other !== position && isLeftOut[other] !== 1
    const isInTime = (other: number): boolean => other < (leaning.get(chunk) ?? Infinity)
    return bringers.get(chunk)?.find((other) => isOther(other) && isInTime(other))
  }
  const sizeOf = (position: number): number => frames[position]?.storedLength ?? 0
  for (const position of chosen.sort((a, b) => sizeOf(b) - sizeOf(a))) {
    const given = Array.from(frames[position]?.chunks ?? []).filter((chunk) => result[chunk] === position)
    const others = given.map((chunk) => otherFor(chunk, position))
    if (others.includes(undefined)) continue
    isLeftOut[position] = 1
    for (const [at, chunk] of given.entries()) result[chunk] = others[at] ?? -1
  }
  return result
}

/** For each chunk that has to come and is leant on: the first of the chosen frames that does. */
function firstLeaning(
  frames: readonly PackFrame[],
  isLocal: (chunk: number) => boolean,
  chosen: readonly number[],
): ReadonlyMap<number, number> {
  const first = new Map<number, number>()
  for (const position of chosen) {
    for (const chunk of frames[position]?.prefixChunks ?? []) {
      if (!isLocal(chunk) && !first.has(chunk)) first.set(chunk, position)
    }
  }
  return first
}

/** The chosen frames that have each chunk which has to come, rising. */
function bringersOf(
  frames: readonly PackFrame[],
  provider: Int32Array,
  chosen: readonly number[],
): ReadonlyMap<number, readonly number[]> {
  const bringers = new Map<number, number[]>()
  for (const position of chosen) {
    for (const chunk of frames[position]?.chunks ?? []) {
      if (provider[chunk] === -1) continue
      const others = bringers.get(chunk)
      if (others === undefined) bringers.set(chunk, [position])
      else others.push(position)
    }
  }
  return bringers
}
