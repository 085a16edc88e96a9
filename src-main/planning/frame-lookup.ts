import type { FrameTable, PackFrame } from '../repository/pack-index'

/** The frames that decide how some chunks come, and what those speak of, numbered anew. */
export interface IndexPart {
  readonly index: FrameTable
  /** The number in the whole of each of its chunks. */
  readonly chunks: readonly number[]
}

/**
 * Cuts small parts out of an index. `chooseFrames` chooses the same in a part as in the whole, in the time that the part
 * takes: a round of few files need not go through every frame of a large pack.
 */
export class FrameLookup {
  readonly #index: FrameTable
  /** Those that give chunk `i` are in `#frames` from `#starts[i]` to before `#starts[i + 1]`. */
  readonly #starts: Uint32Array
  readonly #frames: Uint32Array
  // All 0 between two calls: a large part is put together faster than with sets and maps.
  readonly #isReached: Uint8Array
  readonly #isTaken: Uint8Array
  /** Number in the part + 1. */
  readonly #numbers: Uint32Array

  constructor(index: FrameTable) {
    const { frames, chunks } = index
    const starts = new Uint32Array(chunks.count + 1)
    for (const frame of frames)
      for (const chunk of frame.chunks) starts[chunk + 1] = (starts[chunk + 1] ?? 0) + 1
    for (let chunk = 0; chunk < chunks.count; chunk += 1)
      starts[chunk + 1] = (starts[chunk + 1] ?? 0) + (starts[chunk] ?? 0)
    this.#index = index
    this.#starts = starts
    this.#frames = new Uint32Array(starts[chunks.count] ?? 0)
    this.#isReached = new Uint8Array(chunks.count)
    this.#isTaken = new Uint8Array(frames.length)
    this.#numbers = new Uint32Array(chunks.count)
    const next = starts.slice()
    for (const [position, frame] of frames.entries()) {
      for (const chunk of frame.chunks) {
        const at = next[chunk] ?? 0
        next[chunk] = at + 1
        this.#frames[at] = position
      }
    }
  }

  /** What decides how `wanted` come: every frame that gives one of them, or what such a frame leans on, and so on. */
  partFor(wanted: readonly number[]): IndexPart {
    const reached = [...wanted]
    const positions: number[] = []
    for (const chunk of wanted) this.#isReached[chunk] = 1
    // The list grows while it is gone through: what is added comes, too.
    for (const chunk of reached) {
      for (const position of this.#frames.subarray(this.#starts[chunk], this.#starts[chunk + 1])) {
        if (this.#isTaken[position] === 1) continue
        this.#isTaken[position] = 1
        positions.push(position)
        for (const prefix of this.#index.frames[position]?.prefixChunks ?? []) {
          if (this.#isReached[prefix] === 1) continue
          this.#isReached[prefix] = 1
          reached.push(prefix)
        }
      }
    }
    for (const chunk of reached) this.#isReached[chunk] = 0
    for (const position of positions) this.#isTaken[position] = 0
    return this.#numberedAnew(
      wanted,
      positions.sort((a, b) => a - b),
    )
  }

  #numberedAnew(wanted: readonly number[], positions: readonly number[]): IndexPart {
    const { frames, chunks, bundles } = this.#index
    const listed: number[] = []
    const numberOf = (chunk: number): number => {
      if (this.#numbers[chunk] === 0) this.#numbers[chunk] = listed.push(chunk)
      return (this.#numbers[chunk] ?? 0) - 1
    }
    for (const chunk of wanted) numberOf(chunk)
    const part: PackFrame[] = []
    for (const position of positions) {
      const frame = frames[position]
      if (frame === undefined) continue
      part.push({
        ...frame,
        chunks: frame.chunks.map(numberOf),
        prefixChunks: frame.prefixChunks.map(numberOf),
      })
    }
    for (const chunk of listed) this.#numbers[chunk] = 0
    const sizes = Uint32Array.from(listed, (chunk) => chunks.sizes[chunk] ?? 0)
    return { index: { frames: part, bundles, chunks: { count: listed.length, sizes } }, chunks: listed }
  }
}
