import type { PackIndex } from '../repository/pack-index'
import { chunkHash } from '../repository/chunk-table'
import { chunkSketch } from './chunk-sketch'
import type { MappedChunk } from './chunk-map'
import { PackedChunks, type ReadBundle } from './packed-chunks'
import { SimilarChunks } from './similar-chunks'

/** Similar chunks that are looked for, for each chunk. */
const similarChunks = 4
/** Numbers of sketches that are remembered: what changed in a pack of any size must fit in memory. */
const mostSketchNumbers = 2_000_000
/** Chunks before and after the place in the file of the same name. */
const neighbours = 2

/** A published version that machines may have, as something to lean on. */
export class BaseVersion {
  readonly #chunks: PackedChunks
  readonly #held = new Map<string, number>()
  readonly #files: ReadonlyMap<string, Uint32Array>
  readonly #similar = new SimilarChunks()

  private constructor(chunks: PackedChunks) {
    this.#chunks = chunks
    const { files, chunks: table } = chunks.index
    this.#files = new Map(files.map((file) => [file.path, file.chunks]))
    // What no file of that version holds, a machine that has it does not have.
    for (const file of files) for (const chunk of file.chunks) this.#held.set(chunkHash(table, chunk), chunk)
  }

  /**
   * Reads the chunks that the new version does not have any more: what changed resembles them most.
   *
   * @throws AssetPackError `integrityCheckFailed`, what `readBundle` throws; the signal's reason.
   */
  static async open(
    index: PackIndex,
    readBundle: ReadBundle,
    isStillThere: (hash: string) => boolean,
    signal: AbortSignal,
  ): Promise<BaseVersion> {
    const packed = new PackedChunks(index, readBundle)
    const base = new BaseVersion(packed)
    const gone = new Set([...base.#held].flatMap(([hash, chunk]) => (isStillThere(hash) ? [] : [chunk])))
    // The numbers of a sketch rise, so a shorter one is still comparable.
    const numbers = Math.max(4, Math.floor(mostSketchNumbers / Math.max(1, gone.size)))
    for (const chunk of packed.inOrderOfFrames((position) => gone.has(position))) {
      signal.throwIfAborted()
      base.#similar.add(chunk, chunkSketch(await packed.read(chunk)).subarray(0, numbers))
    }
    return base
  }

  /** Whether a machine with this version has the chunk. */
  holds(hash: string): boolean {
    return this.#held.has(hash)
  }

  /** Chunks of this version worth leaning on, by position, the best first. `path` is the file that `chunk` is in. */
  candidates(chunk: MappedChunk, path: string, bytes: Uint8Array): readonly number[] {
    return [...this.#similar.find(chunkSketch(bytes), similarChunks), ...this.#near(chunk, path)]
  }

  /** SHA-256 and plain bytes of a chunk; not to be changed. */
  async read(position: number): Promise<{ readonly hash: string; readonly bytes: Uint8Array }> {
    return { hash: chunkHash(this.#chunks.index.chunks, position), bytes: await this.#chunks.read(position) }
  }

  /** Plain bytes of a chunk. */
  size(position: number): number {
    return this.#chunks.index.chunks.sizes[position] ?? 0
  }

  /** What stood about the same place of the file of the same name. */
  #near({ offset, size }: MappedChunk, path: string): readonly number[] {
    const chunks = this.#files.get(path) ?? new Uint32Array(0)
    let first = 0
    let end = 0
    while (first < chunks.length && end + this.size(chunks[first] ?? 0) <= offset) {
      end += this.size(chunks[first] ?? 0)
      first += 1
    }
    let last = first
    while (last < chunks.length && end < offset + size) {
      end += this.size(chunks[last] ?? 0)
      last += 1
    }
    return Array.from(chunks.subarray(Math.max(0, first - neighbours), last + neighbours))
  }
}
