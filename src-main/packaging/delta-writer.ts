import { leastPrefixLevel } from '../repository/compression'
import { requestCost } from '../repository/bundle-reads'
import type { BaseVersion } from './base-version'
import { BundleWriter, type WriteBundle } from './bundle-writer'
import { sumOfSizes } from './chunk-facts'
import type { FrameCompressor } from './frame-compressor'
import type { FrameChunk, WrittenFrame, WrittenFrames } from './frame-writer'
import { choosePrefix, joinedBytes, usablePrefix } from './prefix-choice'

/** A frame must save this share of what it stands for: another copy in the repository has to be worth it. */
const worthwhileSaving = 0.1

/** Plain bytes of a prefix at most: more gains little, and both ends must hold it in memory. */
const prefixLimit = 4 * 1024 * 1024

/**
 * A frame that saves little by itself is still worth it beside others, when it costs less than the request for the chunks
 * it holds. So many bytes of such frames are kept in hand until there is another.
 */
const mostHeldBytes = requestCost

/** A frame that is not in a bundle yet. */
interface HeldFrame extends Pick<WrittenFrame, 'chunks' | 'prefix' | 'standsFor'> {
  readonly stored: Uint8Array
}

/** A frame that everybody can read, for which there may be a smaller one. */
export interface PlainFrame {
  /** How many were written before it. */
  readonly number: number
  readonly chunks: readonly FrameChunk[]
  readonly stored: Uint8Array
  /** Whether it leans on nothing. */
  readonly standsAlone: boolean
  /** zstd's level. */
  readonly level: number
}

/** See {@link DeltaWriter}. */
export interface DeltaWriterOptions {
  /** For the machines that have this version. */
  readonly base: BaseVersion
  /** The version that they get. */
  readonly version: number
  readonly compressor: FrameCompressor
  readonly writeBundle: WriteBundle
  readonly signal: AbortSignal
}

/** Writes, beside frames that everybody can read, smaller ones for machines that have a certain version. */
export class DeltaWriter {
  readonly #options: DeltaWriterOptions
  readonly #base: BaseVersion
  readonly #bundles: BundleWriter
  readonly #frames: WrittenFrame[] = []
  readonly #held: HeldFrame[] = []

  constructor(options: DeltaWriterOptions) {
    const { base, version, writeBundle } = options
    this.#options = options
    this.#base = base
    this.#bundles = new BundleWriter(writeBundle, markOf(base.version, version))
  }

  /**
   * Offers a frame; `made` are the smaller ones for other versions that were made of it. Gives the one that was made, if it
   * was worth it.
   */
  async add(plain: PlainFrame, made: readonly WrittenFrame[]): Promise<WrittenFrame | undefined> {
    const missing = plain.chunks.filter(({ hash }) => !this.#base.holds(hash))
    const positions = missing.map(({ position }) => position)
    if (missing.length === 0 || made.some((frame) => this.#isServedBy(frame, positions))) return undefined
    const standsFor = plain.stored.length * (sumOfSizes(missing) / sumOfSizes(plain.chunks))
    const prefix = await this.#prefix(missing)
    // Nothing to lean on: it can be worth it beside others at most.
    if (prefix.length === 0 && standsFor > mostHeldBytes) return undefined
    const frame: HeldFrame = {
      standsFor: plain.number,
      stored: await this.#compress(plain, missing, prefix),
      chunks: positions,
      prefix: prefix.map(({ hash, bytes }) => ({ hash, size: bytes.length })),
    }
    if (frame.stored.length <= standsFor * (1 - worthwhileSaving)) return this.#write(frame)
    this.#hold(frame)
    return undefined
  }

  async #compress(
    plain: PlainFrame,
    missing: readonly FrameChunk[],
    prefix: readonly PrefixChunk[],
  ): Promise<Uint8Array> {
    const isSame = prefix.length === 0 && plain.standsAlone && missing.length === plain.chunks.length
    if (isSame) return plain.stored
    const { compressor, signal } = this.#options
    const level = Math.max(plain.level, leastPrefixLevel)
    return compressor.compress(joinedBytes(missing), { level, prefix: joinedBytes(prefix) }, signal)
  }

  /** Writes a frame, and before it those that are worth it only in its company. */
  async #write(frame: HeldFrame): Promise<WrittenFrame> {
    const held = this.#held.splice(0)
    for (const companion of held) await this.#put(companion)
    return this.#put(frame)
  }

  async #put({ stored, ...held }: HeldFrame): Promise<WrittenFrame> {
    const frame = { ...(await this.#bundles.add(stored)), ...held }
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

  async #prefix(missing: readonly FrameChunk[]): Promise<readonly PrefixChunk[]> {
    const candidates = missing.map((chunk) => this.#base.candidates(chunk, chunk.path, chunk.sketch))
    const prefix: PrefixChunk[] = []
    for (const position of choosePrefix(candidates, (chunk) => this.#base.size(chunk), prefixLimit)) {
      const chunk = await this.#base.read(position)
      if (chunk !== undefined) prefix.push(chunk)
    }
    return usablePrefix(prefix)
  }

  /** Writes what is left. */
  async finish(): Promise<WrittenFrames> {
    if (this.#frames.length > 0) for (const companion of this.#held) await this.#put(companion)
    return { frames: this.#frames, bundles: await this.#bundles.finish() }
  }
}

/**
 * Frames that lean on other content can come out with the same bytes, and a bundle is known by its bytes: bundles say from
 * which version to which they lead, in a frame that zstd skips (RFC 8878, 3.1.2).
 */
function markOf(fromVersion: number, version: number): Uint8Array {
  const mark = Buffer.alloc(24)
  mark.writeUInt32LE(0x184d2a50, 0)
  mark.writeUInt32LE(16, 4)
  mark.writeBigUInt64LE(BigInt(fromVersion), 8)
  mark.writeBigUInt64LE(BigInt(version), 16)
  return mark
}

/** What the reader has before the frame. */
interface PrefixChunk {
  readonly hash: string
  readonly bytes: Uint8Array
}
