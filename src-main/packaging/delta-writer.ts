import { canBePrefix, compressFrame } from '../repository/compression'
import type { BaseVersion } from './base-version'
import { BundleWriter, type WriteBundle } from './bundle-writer'
import type { MappedChunk } from './chunk-map'
import type { WrittenFrame, WrittenFrames } from './frame-writer'
import { choosePrefix } from './prefix-choice'

/** A frame must save this share of what it stands for: another copy in the repository has to be worth it. */
const worthwhileSaving = 0.1

/** Below it zstd's tables are too small to remember a prefix, and its window too short to reach it. */
const leastLevel = 9

/** A chunk of a frame that is being written. */
export interface FrameChunk extends MappedChunk {
  /** Its place in the chunk table. */
  readonly position: number
  /** The file it was found in. */
  readonly path: string
  readonly bytes: Uint8Array
}

/** Writes, beside frames that everybody can read, smaller ones for machines that have a certain version. */
export class DeltaWriter {
  readonly #base: BaseVersion
  readonly #bundles: BundleWriter
  readonly #frames: WrittenFrame[] = []

  constructor(base: BaseVersion, write: WriteBundle) {
    this.#base = base
    this.#bundles = new BundleWriter(write)
  }

  /**
   * Offers the chunks of a frame that took `storedLength` bytes; `made` are the smaller frames for other versions that
   * were made of it. Gives the one that was made, if it was worth it.
   */
  async add(
    chunks: readonly FrameChunk[],
    storedLength: number,
    level: number,
    made: readonly WrittenFrame[],
  ): Promise<WrittenFrame | undefined> {
    const missing = chunks.filter(({ hash }) => !this.#base.holds(hash))
    const positions = missing.map(({ position }) => position)
    if (missing.length === 0 || made.some((frame) => this.#isServedBy(frame, positions))) return undefined
    const prefix = await this.#prefix(missing)
    if (prefix.length === 0) return undefined
    const plain = Buffer.concat(missing.map(({ bytes }) => bytes))
    const stored = compressFrame(plain, {
      level: Math.max(level, leastLevel),
      prefix: Buffer.concat(prefix.map(({ bytes }) => bytes)),
    })
    const share = plain.length / chunks.reduce((sum, { size }) => sum + size, 0)
    if (stored.length > storedLength * share * (1 - worthwhileSaving)) return undefined
    const frame = {
      ...(await this.#bundles.add(stored)),
      chunks: positions,
      prefix: prefix.map(({ hash, bytes }) => ({ hash, size: bytes.length })),
    }
    this.#frames.push(frame)
    return frame
  }

  #isServedBy({ chunks, prefix }: WrittenFrame, positions: readonly number[]): boolean {
    const given = new Set(chunks)
    return (
      positions.every((position) => given.has(position)) && prefix.every(({ hash }) => this.#base.holds(hash))
    )
  }

  async #prefix(
    missing: readonly FrameChunk[],
  ): Promise<readonly { readonly hash: string; readonly bytes: Uint8Array }[]> {
    const candidates = missing.map((chunk) => this.#base.candidates(chunk, chunk.path, chunk.bytes))
    const prefix: { readonly hash: string; readonly bytes: Uint8Array }[] = []
    for (const position of choosePrefix(candidates, (chunk) => this.#base.size(chunk))) {
      const chunk = await this.#base.read(position)
      if (prefix.length > 0 || canBePrefix(chunk.bytes)) prefix.push(chunk)
    }
    return prefix
  }

  /** Writes what is left. */
  async finish(): Promise<WrittenFrames> {
    return { frames: this.#frames, bundles: await this.#bundles.finish() }
  }
}
