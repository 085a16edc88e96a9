import { AssetPackError } from '../../src-shared/domain/errors'
import { decompressFrame } from '../repository/compression'
import { chunkHash, plainSizeOf } from '../repository/chunk-table'
import { sha256Hex } from '../repository/digest'
import type { BundleReference, PackFrame, PackIndex } from '../repository/pack-index'

/** Gives the bytes of a bundle that an index names. */
export type ReadBundle = (bundle: BundleReference) => Promise<Uint8Array>

/** Plain bytes of frames that are kept for the next chunk. */
const keptPlainBytes = 64 * 1024 * 1024

/** The chunks of a version that is packed already, read back out of its frames. Neighbours share a frame: some are kept. */
export class PackedChunks {
  readonly index: PackIndex
  readonly #readBundle: ReadBundle
  /** Per chunk: position of the first frame that gives it; -1 = none that stands on what comes before it. */
  readonly #provider: Int32Array
  /** The frame used last comes last. */
  readonly #frames = new Map<number, Uint8Array>()
  #frameBytes = 0
  #bundle: { readonly position: number; readonly bytes: Uint8Array } | undefined

  constructor(index: PackIndex, readBundle: ReadBundle) {
    this.index = index
    this.#readBundle = readBundle
    this.#provider = providers(index)
  }

  /** Positions of the chunks for which `isWanted` is true, in the order in which reading them costs least. */
  inOrderOfFrames(isWanted: (chunk: number) => boolean): readonly number[] {
    return Array.from(this.#provider.keys())
      .filter((chunk) => this.#provider[chunk] !== -1 && isWanted(chunk))
      .sort((a, b) => (this.#provider[a] ?? 0) - (this.#provider[b] ?? 0) || a - b)
  }

  /**
   * The plain bytes of the chunk at `position`, not to be changed.
   *
   * @throws AssetPackError `integrityCheckFailed` when they are not what the index says.
   */
  async read(position: number): Promise<Uint8Array> {
    const number = this.#provider[position] ?? -1
    const frame = this.index.frames[number]
    if (frame === undefined) throw damaged()
    const plain = await this.#plain(number, frame)
    const { chunks } = this.index
    let offset = 0
    for (const chunk of frame.chunks) {
      const size = chunks.sizes[chunk] ?? 0
      if (chunk === position) {
        const bytes = plain.subarray(offset, offset + size)
        if (sha256Hex(bytes) !== chunkHash(chunks, position)) throw damaged()
        return bytes
      }
      offset += size
    }
    throw damaged()
  }

  async #plain(number: number, frame: PackFrame): Promise<Uint8Array> {
    const known = this.#frames.get(number)
    if (known !== undefined) {
      this.#frames.delete(number)
      this.#frames.set(number, known)
      return known
    }
    const prefix = await this.#prefix(frame)
    if (this.#bundle?.position !== frame.bundle) {
      const reference = this.index.bundles[frame.bundle]
      if (reference === undefined) throw damaged()
      this.#bundle = { position: frame.bundle, bytes: await this.#readBundle(reference) }
    }
    const stored = this.#bundle.bytes.subarray(frame.offset, frame.offset + frame.storedLength)
    const plain = decompressFrame(stored, {
      plainSize: plainSizeOf(frame.chunks, this.index.chunks),
      prefix,
    })
    this.#keep(number, plain)
    return plain
  }

  /** Frames that a frame leans on come before it, so this ends. */
  async #prefix({ prefixChunks }: PackFrame): Promise<Uint8Array> {
    const parts: Uint8Array[] = []
    for (const chunk of prefixChunks) parts.push(await this.read(chunk))
    return Buffer.concat(parts)
  }

  #keep(number: number, plain: Uint8Array): void {
    this.#frames.set(number, plain)
    this.#frameBytes += plain.length
    for (const [oldest, bytes] of this.#frames) {
      if (this.#frameBytes <= keptPlainBytes || oldest === number) break
      this.#frames.delete(oldest)
      this.#frameBytes -= bytes.length
    }
  }
}

function providers({ frames, chunks }: PackIndex): Int32Array {
  const provider = new Int32Array(chunks.count).fill(-1)
  for (const [number, frame] of frames.entries()) {
    if (!frame.prefixChunks.every((chunk) => provider[chunk] !== -1)) continue
    for (const chunk of frame.chunks) if (provider[chunk] === -1) provider[chunk] = number
  }
  return provider
}

function damaged(): AssetPackError {
  return new AssetPackError(
    'integrityCheckFailed',
    'A version that is published already cannot be read: a chunk is missing or damaged.',
  )
}
