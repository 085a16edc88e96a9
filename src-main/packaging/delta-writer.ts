import { canBePrefix, compressFrame } from '../repository/compression'
import { requestCost } from '../repository/bundle-reads'
import type { BaseVersion } from './base-version'
import { BundleWriter, type WriteBundle } from './bundle-writer'
import type { MappedChunk } from './chunk-map'
import type { WrittenFrame, WrittenFrames } from './frame-writer'
import { choosePrefix } from './prefix-choice'

/** A frame must save this share of what it stands for: another copy in the repository has to be worth it. */
const worthwhileSaving = 0.1

/** Below it zstd's tables are too small to remember a prefix, and its window too short to reach it. */
const leastLevel = 9

/**
 * A frame that saves little by itself is still worth it beside others, when it costs less than the request for the chunks
 * it holds. So many bytes of such frames are kept in hand until there is another.
 */
const mostHeldBytes = requestCost

/** A frame that is not in a bundle yet. */
interface HeldFrame extends Pick<WrittenFrame, 'chunks' | 'prefix'> {
  readonly stored: Uint8Array
}

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
  readonly #held: HeldFrame[] = []

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
    const plain = Buffer.concat(missing.map(({ bytes }) => bytes))
    const stored = compressFrame(plain, {
      level: Math.max(level, leastLevel),
      prefix: Buffer.concat(prefix.map(({ bytes }) => bytes)),
    })
    const frame: HeldFrame = {
      stored,
      chunks: positions,
      prefix: prefix.map(({ hash, bytes }) => ({ hash, size: bytes.length })),
    }
    const share = plain.length / chunks.reduce((sum, { size }) => sum + size, 0)
    if (stored.length <= storedLength * share * (1 - worthwhileSaving)) return this.#write(frame)
    this.#hold(frame)
    return undefined
  }

  /** Writes a frame, and before it those that are worth it only in its company. */
  async #write(frame: HeldFrame): Promise<WrittenFrame> {
    const held = this.#held.splice(0)
    for (const companion of held) await this.#put(companion)
    return this.#put(frame)
  }

  async #put({ stored, chunks, prefix }: HeldFrame): Promise<WrittenFrame> {
    const frame = { ...(await this.#bundles.add(stored)), chunks, prefix }
    this.#frames.push(frame)
    return frame
  }

  #hold(frame: HeldFrame): void {
    if (frame.stored.length > mostHeldBytes) return
    this.#held.push(frame)
    while (this.#held.reduce((sum, { stored }) => sum + stored.length, 0) > mostHeldBytes) this.#held.shift()
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
    if (this.#frames.length > 0) for (const companion of this.#held) await this.#put(companion)
    return { frames: this.#frames, bundles: await this.#bundles.finish() }
  }
}
