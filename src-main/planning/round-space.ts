import { bytesOf, chooseFrames, type FrameQuestion } from '../repository/frame-choice'
import { placementStarts } from './chunk-placements'
import type { LocalContent } from './chunk-sources'
import { FrameLookup } from './frame-lookup'
import { bytesInFlight, sum, type InstallFacts } from './install-plan'
import type { DividedUpdate } from './round-division'

/** What a {@link RoundSpace} knows. */
export interface RoundFacts extends InstallFacts {
  readonly base: LocalContent
  /** Per chunk of the base: its number in the target; below 0 when the target has none. */
  readonly chunkInTarget: Int32Array
}

/** What an update in rounds takes. */
export interface RoundPrice {
  /** Bytes that must be free at the start. */
  readonly diskBytesNeeded: number
  /** Per round: bytes to fetch. */
  readonly bytesToFetch: readonly number[]
}

/**
 * Reckons what an update in rounds takes by going through them: each is planned as it will be, with every old file gone
 * that may be, since what leaned on it comes another way, and that needs other room. It says what `planInstall` says of
 * each round's files, in the time that those take.
 */
export class RoundSpace {
  readonly #facts: RoundFacts
  readonly #frames: FrameLookup
  readonly #starts: Uint32Array
  readonly #baseStarts: Uint32Array
  /** Per chunk of the target: in how many places it can be read before the first round. */
  readonly #sourcesAtStart: Uint32Array

  constructor(facts: RoundFacts) {
    const { target, base } = facts
    this.#facts = facts
    this.#frames = new FrameLookup(target)
    this.#starts = placementStarts(target)
    this.#baseStarts = placementStarts(base.index)
    this.#sourcesAtStart = new Uint32Array(target.chunks.count)
    for (const file of base.index.files.keys()) this.#changeSources(this.#sourcesAtStart, file, 1)
  }

  /**
   * What `update` takes. Needing more than `mostBytes` is as good as any such figure: it ends there.
   *
   * @throws what `throwIfCancelled` throws, which is asked before each round.
   */
  price(update: DividedUpdate, mostBytes: number, throwIfCancelled: () => void): RoundPrice {
    const sources = this.#sourcesAtStart.slice()
    const gone = new Set<string>()
    const drop = (files: readonly number[]): void => {
      for (const file of files) {
        this.#changeSources(sources, file, -1)
        gone.add(this.#facts.base.index.files[file]?.path ?? '')
      }
    }
    drop(update.droppable)
    let diskBytesNeeded = 0
    const bytesToFetch: number[] = []
    for (const [position, { files, droppable }] of update.rounds.entries()) {
      throwIfCancelled()
      const round = this.#bytesOfRound(files, sources, gone)
      diskBytesNeeded = Math.max(diskBytesNeeded, (update.usedBefore[position] ?? 0) + round.onDisk)
      bytesToFetch.push(round.toFetch)
      if (diskBytesNeeded > mostBytes) break
      drop(droppable)
    }
    return { diskBytesNeeded, bytesToFetch }
  }

  /** What a round takes, and from then on `sources` have its files. */
  #bytesOfRound(files: readonly number[], sources: Uint32Array, gone: ReadonlySet<string>): RoundBytes {
    const { target, staged } = this.#facts
    const pending = new Set<number>()
    let newBytes = 0
    for (const file of files) {
      const first = this.#starts[file] ?? 0
      const isHere = this.#isWhole(file, gone)
      for (const [ordinal, chunk] of (target.files[file]?.chunks ?? []).entries()) {
        const isStaged = staged[first + ordinal] === 1
        if (isStaged || isHere) change(sources, chunk, 1)
        if (isStaged) continue
        pending.add(chunk)
        newBytes += target.chunks.sizes[chunk] ?? 0
      }
    }
    const { onDisk, toFetch } = this.#bytesToCome(pending, sources)
    // Once the round is done they can be read in its files.
    for (const chunk of pending) change(sources, chunk, 1)
    return { onDisk: newBytes + onDisk, toFetch }
  }

  /** Whether a file of the target lies somewhere that is not given up. */
  #isWhole(file: number, gone: ReadonlySet<string>): boolean {
    const { target, wholeFiles, base } = this.#facts
    const whole = wholeFiles.get(target.files[file]?.sha256 ?? '')
    return whole !== undefined && (whole.root !== base.root || !gone.has(whole.path))
  }

  /** What is in flight at the same time, and what is put aside: nothing that can be done without. */
  #bytesToCome(pending: ReadonlySet<number>, sources: Uint32Array): RoundBytes {
    const wanted = [...pending].filter((chunk) => sources[chunk] === 0)
    if (wanted.length === 0) return { onDisk: 0, toFetch: 0 }
    const { index, chunks } = this.#frames.partFor(wanted)
    const isPending = Uint8Array.from(chunks, (chunk) => (pending.has(chunk) ? 1 : 0))
    const isLocal = Uint8Array.from(chunks, (chunk) => (sources[chunk] === 0 ? 0 : 1))
    const question: FrameQuestion = {
      index,
      isWanted: (chunk) => isPending[chunk] === 1 && isLocal[chunk] === 0,
      isLocal: (chunk) => isLocal[chunk] === 1,
    }
    const bytesOn = (mayDerive: boolean): RoundBytes & { readonly spareBytes: number } => {
      const { fetches, provider } = chooseFrames({ ...question, mayDerive })
      const isSpare = (chunk: number): boolean => provider[chunk] !== -1 && isPending[chunk] === 0
      const spareBytes = sum(index.chunks.sizes.filter((_, chunk) => isSpare(chunk)))
      const onDisk = spareBytes + bytesInFlight(fetches, this.#facts.transfersOnDisk)
      return { spareBytes, onDisk, toFetch: bytesOf(fetches) }
    }
    const long = bytesOn(true)
    if (long.spareBytes === 0) return long
    const straight = bytesOn(false)
    return straight.onDisk < long.onDisk ? straight : long
  }

  /** Adds or takes away what a file of the base has of the target. */
  #changeSources(sources: Uint32Array, file: number, by: 1 | -1): void {
    const { chunkInTarget, base } = this.#facts
    const { index, present } = base
    for (const [ordinal, chunk] of (index.files[file]?.chunks ?? []).entries()) {
      const inTarget = chunkInTarget[chunk] ?? -1
      if (inTarget < 0 || present[(this.#baseStarts[file] ?? 0) + ordinal] !== 1) continue
      change(sources, inTarget, by)
    }
  }
}

interface RoundBytes {
  readonly onDisk: number
  readonly toFetch: number
}

function change(counts: Uint32Array, position: number, by: 1 | -1): void {
  counts[position] = (counts[position] ?? 0) + by
}
