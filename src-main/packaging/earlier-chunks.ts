import type { FrameChunk } from './frame-writer'
import { choosePrefix } from './prefix-choice'
import { SimilarChunks } from './similar-chunks'

/** Plain bytes of a prefix at most: a machine without anything reads them once more for every frame. */
const prefixLimit = 2 * 1024 * 1024
/** Similar chunks that are looked for, for each chunk. */
const similarChunks = 4
/** Frames that lean on each other in a row: who wants one chunk must not have to unpack a whole bundle. */
const deepestChain = 32

/** What the next frames may lean on: chunks of frames before them. */
export class EarlierChunks {
  readonly #chunks = new Map<number, { readonly chunk: FrameChunk; readonly depth: number }>()
  readonly #keptBytes: number
  #similar = new SimilarChunks()
  #bytes = 0

  /** At most so many plain bytes are remembered. */
  constructor(keptBytes = 128 * 1024 * 1024) {
    this.#keptBytes = keptBytes
  }

  /** What a frame of these chunks best leans on, in the order of the chunk table. */
  prefixFor(chunks: readonly FrameChunk[]): readonly FrameChunk[] {
    const candidates = chunks.map(({ sketch }) => this.#similar.find(sketch, similarChunks))
    const positions = choosePrefix(candidates, (position) => this.#chunk(position)?.size ?? 0, prefixLimit)
    return positions.flatMap((position) => this.#chunk(position) ?? [])
  }

  /** Remembers the chunks of a frame that leans on `prefix`. */
  add(chunks: readonly FrameChunk[], prefix: readonly FrameChunk[]): void {
    const depth = 1 + Math.max(0, ...prefix.map(({ position }) => this.#chunks.get(position)?.depth ?? 0))
    const size = chunks.reduce((sum, chunk) => sum + chunk.size, 0)
    if (depth >= deepestChain) return
    if (this.#bytes + size > this.#keptBytes) this.clear()
    this.#bytes += size
    for (const chunk of chunks) {
      this.#chunks.set(chunk.position, { chunk, depth })
      this.#similar.add(chunk.position, chunk.sketch)
    }
  }

  /** Forgets everything. */
  clear(): void {
    this.#chunks.clear()
    this.#similar = new SimilarChunks()
    this.#bytes = 0
  }

  #chunk(position: number): FrameChunk | undefined {
    return this.#chunks.get(position)?.chunk
  }
}
