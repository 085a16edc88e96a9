import { EarlierChunks } from './earlier-chunks'
import type { FrameCompressor } from './frame-compressor'
import type { FrameChunk } from './frame-writer'
import { joinedBytes, usablePrefix } from './prefix-choice'

/** See {@link FrameLine}. */
export interface FrameLineOptions {
  readonly compressor: FrameCompressor
  readonly level: number
  readonly signal: AbortSignal
  /** Whether frames lean on what is in the same bundle before them. */
  readonly mayLean: boolean
  /** Whether a frame of that many stored bytes goes into the same bundle as the last one that was taken out of the line. */
  readonly fitsBundle: (storedLength: number) => boolean
}

/** A frame that was compressed. */
export interface LinedFrame {
  readonly chunks: readonly FrameChunk[]
  readonly prefix: readonly FrameChunk[]
  readonly stored: Uint8Array
}

interface Compressing {
  readonly chunks: readonly FrameChunk[]
  /** The bytes of the chunks, one after the other. */
  readonly plain: Uint8Array
  readonly prefix: readonly FrameChunk[]
  readonly stored: Promise<Uint8Array>
  readonly stop: AbortController
}

/**
 * Frames that are being compressed, several at a time. They come out in their order, and as if each had waited for the one
 * before it: what a frame may lean on depends on where the bundles end, which is known only when the frames before it
 * are compressed. So each is begun as if it went into the same bundle as the one before it. Where one begins a bundle after
 * all, those behind it that leaned on what is now in another bundle are begun anew.
 */
export class FrameLine {
  readonly #options: FrameLineOptions
  readonly #earlier = new EarlierChunks()
  #line: Compressing[] = []

  constructor(options: FrameLineOptions) {
    this.#options = options
  }

  get length(): number {
    return this.#line.length
  }

  /** Whether there is enough in it to do: the next is to be taken out before another one is added. */
  get isFull(): boolean {
    const { size } = this.#options.compressor
    return this.#line.length > (size === 1 ? 0 : size)
  }

  /** Adds a frame; `plain` are the bytes of its chunks, one after the other. */
  add(chunks: readonly FrameChunk[], plain: Uint8Array): void {
    this.#line.push(this.#begin(chunks, plain))
  }

  /** Takes the first frame out, which from then on is in a bundle. */
  async next(): Promise<LinedFrame> {
    const [first] = this.#line
    if (first === undefined) throw new RangeError('There is no frame in the line.')
    const { chunks, prefix } = first
    const stored = await first.stored
    if (this.#options.fitsBundle(stored.length)) {
      this.#line.shift()
      return { chunks, prefix, stored }
    }
    // It begins a bundle, which has nothing to lean on yet.
    this.#earlier.clear()
    const [alone, ...behind] = this.#line.map((frame) => this.#begin(frame.chunks, frame.plain, frame))
    this.#line = behind
    return { chunks, prefix: [], stored: (await alone?.stored) ?? stored }
  }

  /** Goes on with what was begun before when it leans on the same. */
  #begin(chunks: readonly FrameChunk[], plain: Uint8Array, before?: Compressing): Compressing {
    const { compressor, level, signal, mayLean } = this.#options
    const prefix = mayLean ? usablePrefix(this.#earlier.prefixFor(chunks)) : []
    if (mayLean) this.#earlier.add(chunks, prefix)
    if (before !== undefined && isSame(prefix, before.prefix)) return before
    before?.stop.abort()
    const stop = new AbortController()
    const stored = compressor.compress(
      plain,
      { level, prefix: joinedBytes(prefix) },
      AbortSignal.any([signal, stop.signal]),
    )
    // Whoever takes it out hears of the failure; nobody may after an earlier one.
    stored.catch(() => undefined)
    return { chunks, plain, prefix, stored, stop }
  }
}

function isSame(first: readonly FrameChunk[], second: readonly FrameChunk[]): boolean {
  return (
    first.length === second.length &&
    first.every(({ position }, index) => position === second[index]?.position)
  )
}
