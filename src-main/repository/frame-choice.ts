import { AssetPackError } from '../../src-shared/domain/errors'
import { bundleReads, requestCost, type BundleRange } from './bundle-reads'
import { plainSizeOf } from './chunk-table'
import { bytesOnTheWay, derivedChunks, noneDerived, type DerivedChunks } from './derived-chunks'
import { withoutNeedlessFrames } from './needless-frames'
import type { FrameTable, PackFrame } from './pack-index'

/** One transfer: a bundle, or a run of its bytes. */
export interface PlannedFetch {
  /** Position in the index's bundles. */
  readonly bundle: number
  readonly isWhole: boolean
  /** Where the run starts in the bundle; 0 for the whole. */
  readonly offset: number
  readonly length: number
  /** The wanted frames inside it, by position, rising. */
  readonly frames: Uint32Array
}

/** Which frame gives each chunk, and the transfers that bring those frames. */
export interface FrameChoice {
  /** Per chunk: position of the frame; -1 = neither wanted, nor leant on while it is not here. */
  readonly provider: Int32Array
  /** Ordered by their first frame. */
  readonly fetches: readonly PlannedFetch[]
}

/** What {@link chooseFrames} decides about. */
export interface FrameQuestion {
  readonly index: FrameTable
  /** Whether the chunk must come. Every chunk of a file either must come or is local. */
  readonly isWanted: (chunk: number) => boolean
  /** Whether the chunk can be read on this machine now. */
  readonly isLocal: (chunk: number) => boolean
  /** Whether content of versions between may come to be leant on; true when absent. It takes room of its own. */
  readonly mayDerive?: boolean | undefined
}

/**
 * Chooses the frames that bring every wanted chunk.
 *
 * Three ways are priced in bytes and requests. The plain way takes the frames that a machine without anything takes, so it
 * never costs more bytes than the full download. The lean way prefers frames that give most for their bytes, those included
 * that lean on chunks that are here. The long way also takes those that lean on content of a version between, which then
 * comes along and is put aside. Another than the plain way is taken when it is cheaper and brings no more bytes. In all of
 * them a frame leans only on chunks that are here or that a frame before it gives: frames can be unpacked in their order.
 *
 * @throws AssetPackError `indexInvalid` when a wanted chunk is in no frame that can be read.
 */
export function chooseFrames(question: FrameQuestion): FrameChoice {
  const { index, isWanted, isLocal, mayDerive = true } = question
  const plain = plainProviders(index)
  const none = noneDerived(index.chunks.count)
  const plainWay = withEarlierPrefixes(question, plain, none, wantedOnly(plain, isWanted))
  let best = choiceOf(index, plainWay)
  const mostBytes = bytesOf(best.fetches)
  for (const derived of mayDerive ? [none, derivedChunks(index, isLocal)] : [none]) {
    const frames = framesWorthTrying(question, derived)
    if (frames.length === 0) continue
    const lean = leanProviders(question, plain, derived, frames)
    const choice = choiceOf(index, withoutNeedlessFrames(index.frames, isLocal, lean))
    if (bytesOf(choice.fetches) <= mostBytes && costOf(choice.fetches) < costOf(best.fetches)) best = choice
  }
  return best
}

/** Body bytes of these transfers. */
export function bytesOf(fetches: readonly PlannedFetch[]): number {
  return fetches.reduce((sum, { length }) => sum + length, 0)
}

function costOf(fetches: readonly PlannedFetch[]): number {
  return bytesOf(fetches) + fetches.length * requestCost
}

/** For each chunk the first frame that a machine without anything can read; -1 = none. */
export function plainProviders({ frames, chunks }: Pick<FrameTable, 'frames' | 'chunks'>): Int32Array {
  const provider = new Int32Array(chunks.count).fill(-1)
  for (const [position, frame] of frames.entries()) {
    if (!frame.prefixChunks.every((chunk) => provider[chunk] !== -1)) continue
    for (const chunk of frame.chunks) if (provider[chunk] === -1) provider[chunk] = position
  }
  return provider
}

function wantedOnly(provider: Int32Array, isWanted: (chunk: number) => boolean): Int32Array {
  return provider.map((frame, chunk) => {
    if (!isWanted(chunk)) return -1
    if (frame === -1) {
      throw new AssetPackError('indexInvalid', 'A chunk that is wanted is in no frame that can be read.', {
        details: { chunk },
      })
    }
    return frame
  })
}

interface LeanFrame {
  readonly position: number
  readonly frame: PackFrame
  /** Stored bytes of it, and its share of what comes to be leant on. */
  readonly price: number
  /** Plain bytes of the wanted chunks in it. */
  readonly gain: number
}

/**
 * Frames with a wanted chunk that need nothing but what is here or `derived` by frames before them, the most useful first;
 * none when there is no choice.
 */
function framesWorthTrying(
  { index, isWanted, isLocal }: FrameQuestion,
  derived: DerivedChunks,
): readonly LeanFrame[] {
  const found: LeanFrame[] = []
  const seen = new Uint8Array(index.chunks.count)
  let isThereAChoice = false
  for (const [position, frame] of index.frames.entries()) {
    const wanted = frame.chunks.filter(isWanted)
    if (wanted.length === 0) continue
    isThereAChoice ||= wanted.some((chunk) => seen[chunk] === 1)
    for (const chunk of wanted) seen[chunk] = 1
    if (!frame.prefixChunks.every((chunk) => isLocal(chunk) || isEarlier(derived.frame[chunk], position)))
      continue
    const price = bytesOnTheWay(frame, derived)
    found.push({ position, frame, price, gain: plainSizeOf(wanted, index.chunks) })
  }
  if (!isThereAChoice) return []
  return found.sort((a, b) => a.price / a.gain - b.price / b.gain)
}

function leanProviders(
  question: FrameQuestion,
  plain: Int32Array,
  derived: DerivedChunks,
  frames: readonly LeanFrame[],
): Int32Array {
  const { index, isWanted } = question
  const provider = new Int32Array(index.chunks.count).fill(-1)
  const isUsed = new Uint8Array(index.frames.length)
  const missingOf = (frame: PackFrame): Uint32Array =>
    frame.chunks.filter((chunk) => isWanted(chunk) && provider[chunk] === -1)
  const take = ({ position, frame }: LeanFrame): void => {
    for (const chunk of missingOf(frame)) provider[chunk] = position
    isUsed[position] = 1
  }
  const isCheaper = ({ frame, price }: LeanFrame): boolean => {
    const others = new Set(Array.from(missingOf(frame), (chunk) => plain[chunk] ?? -1))
    return price < additionalBytes(index, others, isUsed)
  }
  const dear: LeanFrame[] = []
  for (const lean of frames) {
    const missing = plainSizeOf(missingOf(lean.frame), index.chunks)
    // What better frames already give makes a frame dear; its chunks may come some other way then.
    if (missing * 2 < lean.gain) dear.push(lean)
    else if (lean.price === lean.frame.storedLength || isCheaper(lean)) take(lean)
  }
  for (const lean of dear) if (isCheaper(lean)) take(lean)
  const complete = wantedOnly(
    provider.map((frame, chunk) => (frame === -1 ? (plain[chunk] ?? -1) : frame)),
    isWanted,
  )
  return withEarlierPrefixes(question, plain, derived, complete)
}

/** Stored bytes of those frames that nothing else brings along. */
function additionalBytes(
  { frames }: Pick<FrameTable, 'frames'>,
  positions: Iterable<number>,
  isUsed: Uint8Array,
): number {
  let bytes = 0
  for (const position of positions) if (isUsed[position] !== 1) bytes += frames[position]?.storedLength ?? 0
  return bytes
}

/**
 * Lets chunks that a chosen frame leans on come from an earlier frame: the one chosen for them, or else the one through
 * which they are `derived`, or else the one of the plain way, which always is.
 */
function withEarlierPrefixes(
  { index: { frames }, isLocal }: FrameQuestion,
  plain: Int32Array,
  derived: DerivedChunks,
  provider: Int32Array,
): Int32Array {
  const isUsed = new Uint8Array(frames.length)
  for (const frame of provider) if (frame !== -1) isUsed[frame] = 1
  for (let position = frames.length - 1; position >= 0; position -= 1) {
    if (isUsed[position] !== 1) continue
    for (const chunk of frames[position]?.prefixChunks ?? []) {
      if (isLocal(chunk)) continue
      const earlier = [provider, derived.frame, plain].find((ways) => isEarlier(ways[chunk], position))?.[
        chunk
      ]
      if (earlier === undefined) continue
      provider[chunk] = earlier
      isUsed[earlier] = 1
    }
  }
  return provider
}

function isEarlier(provider: number | undefined, position: number): boolean {
  return provider !== undefined && provider !== -1 && provider < position
}

function choiceOf(index: FrameTable, provider: Int32Array): FrameChoice {
  const byBundle = new Map<number, number[]>()
  for (const position of new Set(provider)) {
    const frame = index.frames[position]
    if (frame === undefined) continue
    const frames = byBundle.get(frame.bundle)
    if (frames === undefined) byBundle.set(frame.bundle, [position])
    else frames.push(position)
  }
  const fetches = [...byBundle].flatMap(([bundle, frames]) => fetchesOfBundle(index, bundle, frames))
  return { provider, fetches: fetches.sort((a, b) => (a.frames[0] ?? 0) - (b.frames[0] ?? 0)) }
}

function fetchesOfBundle(
  index: FrameTable,
  bundle: number,
  positions: readonly number[],
): readonly PlannedFetch[] {
  const reference = index.bundles[bundle]
  if (reference === undefined) return []
  const rangeOf = (position: number): BundleRange => {
    const frame = index.frames[position]
    return { offset: frame?.offset ?? 0, length: frame?.storedLength ?? 0 }
  }
  const reads = bundleReads(
    reference,
    positions.map((position) => rangeOf(position)),
  )
  if (reads.kind === 'whole') {
    const frames = Uint32Array.from(positions).sort()
    return [{ bundle, isWhole: true, offset: 0, length: reference.size, frames }]
  }
  // Both are ordered by offset, and a range holds whole frames: one walk deals the frames out.
  const sorted = [...positions].sort((a, b) => rangeOf(a).offset - rangeOf(b).offset)
  let next = 0
  return reads.ranges.map(({ offset, length }) => {
    const first = next
    while (next < sorted.length && rangeOf(sorted[next] ?? 0).offset < offset + length) next += 1
    return {
      bundle,
      isWhole: false,
      offset,
      length,
      frames: Uint32Array.from(sorted.slice(first, next)).sort(),
    }
  })
}
