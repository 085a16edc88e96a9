import { leastPrefixLevel } from '../repository/compression'
import type { BundleReference } from '../repository/pack-index'
import { BundleWriter, type FramePlace, type WriteBundle } from './bundle-writer'
import type { MappedChunk } from './chunk-map'
import { chunkSketch } from './chunk-sketch'
import type { DeltaWriter } from './delta-writer'
import type { FrameCompressor } from './frame-compressor'
import { FrameLine, type LinedFrame } from './frame-line'

/** Plain bytes at which a frame is closed. Larger frames compress better, smaller ones waste less in updates. */
export const frameTargetSize = 2 * 1024 * 1024

const noSketch = new Uint32Array(0)
const nothing = new Uint8Array(0)

/** Puts the plain bytes of a chunk into `bytes`, which has its size. */
export type ReadChunk = (chunk: MappedChunk, bytes: Uint8Array) => Promise<void>

/** A chunk of a frame that is being written. */
export interface FrameChunk extends MappedChunk {
  /** Its place in the chunk table. */
  readonly position: number
  /** The file it was found in. */
  readonly path: string
  readonly bytes: Uint8Array
  /** What it resembles others by; empty when nobody asks. */
  readonly sketch: Uint32Array
}

/** A frame that was written. */
export interface WrittenFrame extends FramePlace {
  /** Places in the chunk table. */
  readonly chunks: readonly number[]
  /** Chunks that it leans on, which the version need not have. */
  readonly prefix: readonly { readonly hash: string; readonly size: number }[]
  /** Number of the frame that everybody can read and whose chunks it holds: itself, or the one it is smaller than. */
  readonly standsFor: number
}

/** Frames and the bundles that they are in, which are counted from 0. */
export interface WrittenFrames {
  readonly frames: readonly WrittenFrame[]
  readonly bundles: readonly BundleReference[]
}

/** See {@link writeFrames}. */
export interface WriteFramesOptions {
  /** In the order in which they shall be stored. No frame holds chunks of two groups. */
  readonly groups: readonly (readonly Omit<FrameChunk, 'bytes' | 'sketch'>[])[]
  readonly readChunk: ReadChunk
  readonly writeBundle: WriteBundle
  /** Hear of every frame. */
  readonly deltas: readonly DeltaWriter[]
  readonly compressor: FrameCompressor
  readonly level: number
  readonly signal: AbortSignal
  readonly onChunkDone?: ((bytes: number) => void) | undefined
}

/**
 * Joins chunks to frames that everybody can read, and compresses each. Neighbours, small files included, share a frame. A
 * frame leans on what resembles it in the same bundle before it; so a bundle can be unpacked by itself.
 */
export async function writeFrames(options: WriteFramesOptions): Promise<WrittenFrames> {
  const writer = new FrameWriter(options)
  for (const group of options.groups) {
    for (const chunk of group) {
      options.signal.throwIfAborted()
      await writer.add(chunk)
    }
    await writer.closeFrame()
  }
  return writer.finish()
}

class FrameWriter {
  readonly #options: WriteFramesOptions
  readonly #bundles: BundleWriter
  readonly #frames: WrittenFrame[] = []
  readonly #line: FrameLine
  readonly #mayLean: boolean
  #open: FrameChunk[] = []
  /** The chunks of a frame stand in one buffer, as they are compressed: joining them would copy everything. */
  #buffer: Uint8Array = nothing
  #size = 0

  constructor(options: WriteFramesOptions) {
    this.#options = options
    this.#bundles = new BundleWriter(options.writeBundle)
    this.#mayLean = options.level >= leastPrefixLevel
    this.#line = new FrameLine({
      ...options,
      mayLean: this.#mayLean,
      fitsBundle: (storedLength) => this.#bundles.fits(storedLength),
    })
  }

  async add(chunk: WriteFramesOptions['groups'][number][number]): Promise<void> {
    if (this.#size + chunk.size > frameTargetSize) await this.closeFrame()
    const { readChunk, deltas } = this.#options
    if (this.#size === 0) this.#buffer = new Uint8Array(frameTargetSize)
    const bytes = this.#buffer.subarray(this.#size, this.#size + chunk.size)
    await readChunk(chunk, bytes)
    const sketch = this.#mayLean || deltas.length > 0 ? chunkSketch(bytes) : noSketch
    this.#open.push({ ...chunk, bytes, sketch })
    this.#size += chunk.size
  }

  async finish(): Promise<WrittenFrames> {
    while (this.#line.length > 0) await this.#write(await this.#line.next())
    return { frames: this.#frames, bundles: await this.#bundles.finish() }
  }

  async closeFrame(): Promise<void> {
    const [chunks, size] = [this.#open, this.#size]
    const plain = this.#buffer.subarray(0, size)
    this.#buffer = nothing
    this.#open = []
    this.#size = 0
    if (size === 0) return
    this.#line.add(chunks, plain)
    if (this.#line.isFull) await this.#write(await this.#line.next())
  }

  async #write({ chunks, prefix, stored }: LinedFrame): Promise<void> {
    const number = this.#frames.length
    this.#frames.push({
      ...(await this.#bundles.add(stored)),
      chunks: chunks.map(({ position }) => position),
      prefix: prefix.map(({ hash, size: prefixSize }) => ({ hash, size: prefixSize })),
      standsFor: number,
    })
    const { deltas, level, onChunkDone } = this.#options
    const made: WrittenFrame[] = []
    for (const delta of deltas) {
      const plain = { number, chunks, stored, standsAlone: prefix.length === 0, level }
      const smaller = await delta.add(plain, made)
      if (smaller !== undefined) made.push(smaller)
    }
    onChunkDone?.(chunks.reduce((sum, { size }) => sum + size, 0))
  }
}
