import { AssetPackError } from '../../src-shared/domain/errors'
import { decompressFrame } from '../repository/compression'
import { chunkHash, plainSizeOf } from '../repository/chunk-table'
import { sha256Hex } from '../repository/digest'
import { plainProviders } from '../repository/frame-choice'
import type { BundleReference, PackFrame, PackIndex } from '../repository/pack-index'

/** Gives a run of bytes of a bundle that an index names. They need not be right: every chunk is verified. */
export type ReadBundleBytes = (bundle: BundleReference, offset: number, length: number) => Promise<Uint8Array>

/** What {@link PackedChunks} are read from. */
export interface PackedChunksOptions {
  /** What refusals call it. */
  readonly name: string
  readonly index: PackIndex
  readonly readBundle: ReadBundleBytes
}

/** Plain bytes of frames that are kept for the next chunk. */
const keptPlainBytes = 128 * 1024 * 1024
/** Frames that lean on each other in a row: no honest publisher needs more, and each is a call in a call. */
const deepestPrefix = 64

/** The chunks of a version that is packed already, read back out of its frames. Neighbours share a frame: some are kept. */
export class PackedChunks {
  readonly #options: PackedChunksOptions
  readonly #provider: Int32Array
  /** Per frame: how many lean on each other in a row before it. */
  readonly #depths: Uint32Array
  /** The frame used last comes last; those that cannot be read are known, too. */
  readonly #frames = new Map<number, Uint8Array | AssetPackError>()
  #frameBytes = 0

  constructor(options: PackedChunksOptions) {
    this.#options = options
    this.#provider = plainProviders(options.index)
    this.#depths = depthsOf(options.index, this.#provider)
  }

  /** Positions of the chunks for which `isWanted` is true, in the order in which reading them costs least. */
  inOrderOfFrames(isWanted: (chunk: number) => boolean): readonly number[] {
    return Array.from(this.#provider.keys())
      .filter((chunk) => this.#provider[chunk] !== -1 && isWanted(chunk))
      .sort((a, b) => (this.#provider[a] ?? 0) - (this.#provider[b] ?? 0) || a - b)
  }

  /**
   * The plain bytes of the chunk at `position`: a copy, so that who keeps them does not keep the whole frame in memory.
   *
   * @throws AssetPackError `integrityCheckFailed` when they are not what the index says, and what `readBundle` throws.
   */
  async read(position: number): Promise<Uint8Array> {
    return new Uint8Array(await this.#read(position))
  }

  async #read(position: number): Promise<Uint8Array> {
    const { frames, chunks } = this.#options.index
    const number = this.#provider[position] ?? -1
    const frame = frames[number]
    if (frame === undefined || (this.#depths[number] ?? 0) > deepestPrefix) throw this.#damaged()
    const plain = await this.#plain(number, frame)
    let offset = 0
    for (const chunk of frame.chunks) {
      const size = chunks.sizes[chunk] ?? 0
      if (chunk === position) {
        const bytes = plain.subarray(offset, offset + size)
        if (sha256Hex(bytes) !== chunkHash(chunks, position)) throw this.#damaged()
        return bytes
      }
      offset += size
    }
    throw this.#damaged()
  }

  async #plain(number: number, frame: PackFrame): Promise<Uint8Array> {
    const known = this.#frames.get(number)
    if (known instanceof AssetPackError) throw known
    this.#frames.delete(number)
    if (known !== undefined) {
      this.#frames.set(number, known)
      return known
    }
    try {
      const plain = await this.#decompress(frame)
      this.#keep(number, plain)
      return plain
    } catch (error) {
      if (error instanceof AssetPackError) this.#frames.set(number, error)
      throw error
    }
  }

  async #decompress(frame: PackFrame): Promise<Uint8Array> {
    const { index, readBundle } = this.#options
    const bundle = index.bundles[frame.bundle]
    if (bundle === undefined) throw this.#damaged()
    const prefix: Uint8Array[] = []
    for (const chunk of frame.prefixChunks) prefix.push(await this.#read(chunk))
    const stored = await readBundle(bundle, frame.offset, frame.storedLength)
    const plainSize = plainSizeOf(frame.chunks, index.chunks)
    try {
      return decompressFrame(stored, { plainSize, prefix: Buffer.concat(prefix) })
    } catch (error) {
      throw this.#damaged(error)
    }
  }

  #keep(number: number, plain: Uint8Array): void {
    this.#frames.set(number, plain)
    this.#frameBytes += plain.length
    for (const [oldest, bytes] of this.#frames) {
      if (this.#frameBytes <= keptPlainBytes || oldest === number) break
      if (bytes instanceof AssetPackError) continue
      this.#frames.delete(oldest)
      this.#frameBytes -= bytes.length
    }
  }

  #damaged(cause?: unknown): AssetPackError {
    const { name } = this.#options
    return new AssetPackError(
      'integrityCheckFailed',
      `${name} cannot be used: a chunk is missing or damaged.`,
      {
        cause,
        details: { path: name },
      },
    )
  }
}

/** What a frame leans on is given by frames before it. */
function depthsOf({ frames }: PackIndex, provider: Int32Array): Uint32Array {
  const depths = new Uint32Array(frames.length)
  for (const [number, { prefixChunks }] of frames.entries()) {
    for (const chunk of prefixChunks)
      depths[number] = Math.max(depths[number] ?? 0, (depths[provider[chunk] ?? -1] ?? 0) + 1)
  }
  return depths
}
