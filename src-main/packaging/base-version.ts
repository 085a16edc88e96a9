import { isAssetPackError } from '../../src-shared/domain/errors'
import type { PackIndex } from '../repository/pack-index'
import { chunkHash } from '../repository/chunk-table'
import { chunkSketch } from './chunk-sketch'
import type { MappedChunk } from './chunk-map'
import { PackedChunks, type ReadBundleBytes } from './packed-chunks'
import { SimilarChunks } from './similar-chunks'

/** Similar chunks that are looked for, for each chunk. */
const similarChunks = 4
/** Numbers of sketches that are remembered: what changed in a pack of any size must fit in memory. */
const mostSketchNumbers = 1_000_000
/** Chunks before and after the place in the file of the same name. */
const neighbours = 2

/** A file of the version: its chunks, and where each of them ends. */
interface ChunkEnds {
  readonly chunks: Uint32Array
  readonly ends: Float64Array
}

/**
 * A published version that machines may have, as something to lean on. What cannot be read of it is left out: who
 * publishes anew must be able to, whatever became of an old bundle.
 */
export class BaseVersion {
  readonly version: number
  /** Whether something could not be read. */
  isDamaged = false
  readonly #index: PackIndex
  readonly #chunks: PackedChunks
  readonly #held = new Map<string, number>()
  readonly #files: ReadonlyMap<string, ChunkEnds>
  readonly #similar = new SimilarChunks()

  private constructor(index: PackIndex, chunks: PackedChunks) {
    this.version = index.version
    this.#index = index
    this.#chunks = chunks
    this.#files = new Map(index.files.map((file) => [file.path, chunkEnds(file.chunks, index)]))
    // What no file of that version holds, a machine that has it does not have.
    for (const file of index.files)
      for (const chunk of file.chunks) this.#held.set(chunkHash(index.chunks, chunk), chunk)
  }

  /**
   * Reads the chunks that the new version does not have any more: what changed resembles them most.
   *
   * @throws AssetPackError what the disk says; the signal's reason.
   */
  static async open(
    index: PackIndex,
    readBundle: ReadBundleBytes,
    isStillThere: (hash: string) => boolean,
    signal: AbortSignal,
  ): Promise<BaseVersion> {
    const name = `Version ${String(index.version)} of ${index.assetPackID}`
    const packed = new PackedChunks({ name, index, readBundle })
    const base = new BaseVersion(index, packed)
    const gone = new Set([...base.#held].flatMap(([hash, chunk]) => (isStillThere(hash) ? [] : [chunk])))
    // The numbers of a sketch rise, so a shorter one is still comparable.
    const numbers = Math.max(1, Math.floor(mostSketchNumbers / Math.max(1, gone.size)))
    for (const chunk of packed.inOrderOfFrames((position) => gone.has(position))) {
      signal.throwIfAborted()
      const bytes = await base.#read(chunk)
      if (bytes !== undefined) base.#similar.add(chunk, chunkSketch(bytes).subarray(0, numbers))
    }
    return base
  }

  /** Whether a machine with this version has the chunk. */
  holds(hash: string): boolean {
    return this.#held.has(hash)
  }

  /** Chunks of this version worth leaning on, by position, the best first. `path` is the file that `chunk` is in. */
  candidates(chunk: MappedChunk, path: string, sketch: Uint32Array): readonly number[] {
    return [...this.#similar.find(sketch, similarChunks), ...this.#near(chunk, path)]
  }

  /** SHA-256 and plain bytes of a chunk; `undefined` when it cannot be read. */
  async read(position: number): Promise<{ readonly hash: string; readonly bytes: Uint8Array } | undefined> {
    const bytes = await this.#read(position)
    return bytes && { hash: chunkHash(this.#index.chunks, position), bytes }
  }

  /** Plain bytes of a chunk. */
  size(position: number): number {
    return this.#index.chunks.sizes[position] ?? 0
  }

  async #read(position: number): Promise<Uint8Array | undefined> {
    try {
      return await this.#chunks.read(position)
    } catch (error) {
      if (!isAssetPackError(error, 'integrityCheckFailed')) throw error
      this.isDamaged = true
      return undefined
    }
  }

  /** What stood about the same place of the file of the same name. */
  #near({ offset, size }: MappedChunk, path: string): readonly number[] {
    const file = this.#files.get(path)
    if (file === undefined) return []
    const first = firstAbove(file.ends, offset)
    const last = firstAbove(file.ends, offset + size - 1) + 1
    return Array.from(file.chunks.subarray(Math.max(0, first - neighbours), last + neighbours))
  }
}

function chunkEnds(chunks: Uint32Array, { chunks: { sizes } }: PackIndex): ChunkEnds {
  let end = 0
  return { chunks, ends: Float64Array.from(chunks, (chunk) => (end += sizes[chunk] ?? 0)) }
}

/** Position of the first of rising numbers that is above `limit`; their count when none is. */
function firstAbove(rising: Float64Array, limit: number): number {
  let low = 0
  let high = rising.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rising[middle] ?? 0) > limit) high = middle
    else low = middle + 1
  }
  return low
}
