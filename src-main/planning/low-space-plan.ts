import type { PackIndex } from '../repository/pack-index'
import { ChunkLookup } from './chunk-lookup'
import type { LocalContent } from './chunk-sources'
import { sum, type InstallFacts, type InstallPlan } from './install-plan'
import { RoundDivider, type DividedUpdate, type LowSpaceRound } from './round-division'
import { RoundSpace, type RoundPrice } from './round-space'

/** An update that gives files of the old version up while it puts the new one together. */
export interface LowSpacePlan {
  /** Files of the target that take no room, by number: they are linked before anything is given up. */
  readonly linked: readonly number[]
  /** Numbers in the old version: files that no round needs, and in whose place none puts a new one. */
  readonly droppable: readonly number[]
  readonly rounds: readonly PricedRound[]
  /** Bytes that must be free at the start. */
  readonly diskBytesNeeded: number
}

/** A round, and what it fetches. */
export interface PricedRound extends LowSpaceRound {
  readonly bytesToFetch: number
}

/** What {@link planLowSpace} knows. */
export interface LowSpaceFacts {
  /** As the whole version is planned. */
  readonly facts: InstallFacts & { readonly base: LocalContent }
  readonly plan: Pick<InstallPlan, 'pending' | 'reused'>
  /** Per file of the base: bytes that deleting it gives back; -1 when it is gone. */
  readonly freedBytes: Float64Array
  readonly freeBytes: number
  /** Asked before each round that is gone through. */
  readonly throwIfCancelled: () => void
}

/** Each round looks at all that the rounds before have put together: many small ones would read it over and over. */
const mostRounds = 64

/** How often rounds are only divided, which takes little time. */
const mostDivisions = 12

/** How often rounds of another size are gone through: each time may take as long as planning the whole version. */
const mostTries = 3

/** Rounds that could be larger by no more than this share of them are large enough. */
const closeEnough = 1 / 32

/**
 * Decides in which order files are put together where not both versions have room. Files come in rounds; after a round,
 * files of the old version can go of which no later round needs a chunk, and which no later round replaces: what is
 * compressed leans on those.
 *
 * What two rounds need comes twice, so rounds are about as large as the free space allows. The smallest ones, which
 * decide how much must be free, are no larger than the largest file that must be written, unless they would be too many.
 */
export function planLowSpace(given: LowSpaceFacts): LowSpacePlan {
  const { facts, plan, freedBytes, freeBytes, throwIfCancelled } = given
  const { target, base } = facts
  const chunkInTarget = chunksInTarget(target, base.index)
  const divider = new RoundDivider({ ...plan, target, base: base.index, chunkInTarget, freedBytes })
  const space = new RoundSpace({ ...facts, chunkInTarget })
  const total = sum(divider.pendingBytes)
  const least = divider.pendingBytes.reduce(
    (most, bytes) => Math.max(most, bytes),
    Math.ceil(total / mostRounds),
  )
  const smallest = divider.divide(least)
  const price = space.price(smallest, Infinity, throwIfCancelled)
  const { diskBytesNeeded } = price
  // Larger rounds need no less: where the smallest have no room there is nothing to choose from.
  const { droppable, rounds, bytesToFetch } =
    diskBytesNeeded > freeBytes
      ? { ...smallest, ...price }
      : largeRounds({
          freeBytes,
          smallest: { ...smallest, ...price },
          sizes: { least, total },
          divide: (roundBytes) => divider.divide(roundBytes),
          price: (update) => space.price(update, freeBytes, throwIfCancelled),
        })
  return {
    linked: plan.reused.map(({ file }) => file),
    droppable,
    rounds: rounds.map((round, position) => ({ ...round, bytesToFetch: bytesToFetch[position] ?? 0 })),
    diskBytesNeeded,
  }
}

type PricedUpdate = DividedUpdate & RoundPrice

interface RoundChoice {
  readonly freeBytes: number
  /** Has room. */
  readonly smallest: PricedUpdate
  /** The least is that of the smallest. */
  readonly sizes: { readonly least: number; readonly total: number }
  readonly divide: (roundBytes: number) => DividedUpdate
  /** Goes through the rounds, which takes its time. */
  readonly price: (update: DividedUpdate) => RoundPrice
}

/** What is written says quickly which sizes may have room; what comes on top of that takes going through the rounds. */
function largeRounds({
  freeBytes,
  smallest,
  sizes: { least, total },
  divide,
  price,
}: RoundChoice): PricedUpdate {
  let best = smallest
  const fits = (roundBytes: number): boolean => {
    const update = divide(roundBytes)
    const larger = { ...update, ...price(update) }
    if (larger.diskBytesNeeded > freeBytes) return false
    best = larger
    return true
  }
  const largestWriting = (mostBytes: number): number => {
    const mayFit = (roundBytes: number): boolean => divide(roundBytes).leastBytes <= mostBytes
    if (mayFit(total)) return total
    return largestSize({ enough: least, tooMuch: total, mostSteps: mostDivisions }, mayFit)
  }
  // What the smallest rounds need beyond what they write.
  const onTop = smallest.diskBytesNeeded - smallest.leastBytes
  const likely = largestWriting(freeBytes - onTop)
  const range =
    likely === least || fits(likely)
      ? { enough: likely, tooMuch: largestWriting(freeBytes) + 1 }
      : { enough: least, tooMuch: likely }
  largestSize({ ...range, mostSteps: mostTries }, fits)
  return best
}

interface SizeRange {
  /** Which is known to fit. */
  readonly enough: number
  /** Which is known not to fit. */
  readonly tooMuch: number
  readonly mostSteps: number
}

/** A size that fits, near the largest one. */
function largestSize(range: SizeRange, fits: (roundBytes: number) => boolean): number {
  let { enough, tooMuch } = range
  for (let step = 0; step < range.mostSteps && tooMuch - enough > enough * closeEnough; step += 1) {
    const roundBytes = Math.floor((enough + tooMuch) / 2)
    if (roundBytes === enough) break
    if (fits(roundBytes)) enough = roundBytes
    else tooMuch = roundBytes
  }
  return enough
}

function chunksInTarget(target: PackIndex, base: PackIndex): Int32Array {
  const lookup = new ChunkLookup(target.chunks)
  return Int32Array.from({ length: base.chunks.count }, (_, chunk) => lookup.find(base.chunks, chunk))
}
