import { isAssetPackError } from '../../src-shared/domain/errors'
import { sha256Hex } from '../repository/digest'
import { plainSizeOf } from '../repository/chunk-table'
import { plainProviders } from '../repository/frame-choice'
import type { BundleReference, PackFrame, PackIndex } from '../repository/pack-index'
import type { ReadBundleBytes } from './packed-chunks'
import { chunkFacts, sumOfSizes } from './chunk-facts'
import type { ReusableFrame } from './reusable-frames'

/** A frame is carried on only when it costs at most this share of what it stood for: a row of others costs little. */
const mostPriceShare = 0.34

/** Of the full download, stored bytes of all carried frames at most: who would fetch more has a cheaper way. */
const mostStored = 0.5
/** Of the full download, bytes that carried frames may add to the index at most: everybody fetches these. */
const mostIndexed = 0.01
/** What one more chunk adds to an index: a hash, and little else. */
const indexedChunkBytes = 34

/** See {@link carriedFrames}. */
export interface CarriedFramesOptions {
  /** Chunks of the new version, and those that its smaller frames lean on, by hash. */
  readonly needed: ReadonlySet<string>
  /** Frames that are taken over for everybody. */
  readonly reused: readonly ReusableFrame[]
  /** Indexes of earlier versions, newest first. */
  readonly previous: readonly PackIndex[]
  /** Stored bytes that a machine without anything fetches. */
  readonly fullBytes: number
  /** Reads bundles of those versions; when absent, nothing is carried. */
  readonly readBundle: ReadBundleBytes | undefined
}

/**
 * Frames of earlier versions that lean on versions before them, and give what is `needed`: over them, one after the other,
 * a machine goes that missed several versions. Of each hop only what the next one leans on; the newest hops first, while
 * there is room. They come in an order in which each can be read after those that it leans on.
 */
export async function carriedFrames({
  needed,
  reused,
  previous,
  fullBytes,
  readBundle,
}: CarriedFramesOptions): Promise<readonly ReusableFrame[]> {
  if (readBundle === undefined) return []
  const presence = new BundlePresence(readBundle)
  const known = new Set(needed)
  const taken = new Set(reused.map(placeOf))
  const carried: ReusableFrame[] = []
  let storedLeft = mostStored * fullBytes
  let indexLeft = mostIndexed * fullBytes
  for (const { index, bundle, frame } of [...leaningFrames(previous)].reverse()) {
    const { offset, storedLength } = frame
    if (storedLength > storedLeft || taken.has(placeOf({ bundle, offset }))) continue
    const chunks = chunkFacts(frame.chunks, index)
    const useful = chunks.filter(({ hash }) => known.has(hash))
    if (useful.length === 0 || 2 * sumOfSizes(useful) < sumOfSizes(chunks)) continue
    const prefix = chunkFacts(frame.prefixChunks, index)
    const added = [...chunks, ...prefix].filter(({ hash }) => !known.has(hash))
    const indexBytes = indexedChunkBytes * added.length
    if (indexBytes > indexLeft || !(await presence.has(bundle))) continue
    storedLeft -= storedLength
    indexLeft -= indexBytes
    carried.push({ bundle, offset, storedLength, chunks, prefix })
    for (const { hash } of prefix) known.add(hash)
  }
  return carried.reverse()
}

/**
 * Which bundles are still there, byte for byte: those of versions that are no longer offered may have been cleared away, and
 * a damaged one must not keep anybody from publishing or installing.
 */
class BundlePresence {
  readonly #readBundle: ReadBundleBytes
  readonly #known = new Map<string, boolean>()

  constructor(readBundle: ReadBundleBytes) {
    this.#readBundle = readBundle
  }

  async has(bundle: BundleReference): Promise<boolean> {
    const known = this.#known.get(bundle.sha256) ?? (await this.#look(bundle))
    this.#known.set(bundle.sha256, known)
    return known
  }

  async #look(bundle: BundleReference): Promise<boolean> {
    try {
      // One byte more than there should be: a file that has grown is another one.
      const bytes = await this.#readBundle(bundle, 0, bundle.size + 1)
      return bytes.length === bundle.size && sha256Hex(bytes) === bundle.sha256
    } catch (error) {
      if (isAssetPackError(error, 'integrityCheckFailed')) return false
      throw error
    }
  }
}

interface FoundFrame {
  readonly index: PackIndex
  readonly bundle: BundleReference
  readonly frame: PackFrame
}

/** Each once, in the place of its first mention; those of older versions first. */
function leaningFrames(previous: readonly PackIndex[]): readonly FoundFrame[] {
  const found = new Map<string, FoundFrame>()
  for (const index of [...previous].reverse()) {
    const provider = plainProviders(index)
    for (const frame of index.frames) {
      const bundle = index.bundles[frame.bundle]
      if (bundle === undefined || !isWorthCarrying(frame, index, provider)) continue
      found.set(placeOf({ bundle, offset: frame.offset }), { index, bundle, frame })
    }
  }
  return [...found.values()]
}

/** What a machine without anything can read is no frame for earlier versions. What is carried already stood for enough. */
function isWorthCarrying(frame: PackFrame, { frames, chunks }: PackIndex, provider: Int32Array): boolean {
  if (frame.prefixChunks.every((chunk) => provider[chunk] !== -1)) return false
  let standsFor = 0
  for (const [ordinal, chunk] of frame.chunks.entries()) {
    const plain = frames[provider[chunk] ?? -1]
    if (plain === undefined) return true
    const share = plainSizeOf(frame.chunks.subarray(ordinal, ordinal + 1), chunks)
    standsFor += (plain.storedLength * share) / plainSizeOf(plain.chunks, chunks)
  }
  return frame.storedLength <= mostPriceShare * standsFor
}

function placeOf({ bundle, offset }: Pick<ReusableFrame, 'bundle' | 'offset'>): string {
  return `${bundle.sha256} ${String(offset)}`
}
