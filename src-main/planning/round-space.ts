import { chooseFrames, type FrameQuestion } from '../repository/frame-choice'
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

/**
 * Reckons the room of an update in rounds by going through them: each is planned as it will be, with every old file gone
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
   * Bytes that must be free at the start. More than `mostBytes` is as good as any: it ends there.
   *
   * @throws what `throwIfCancelled` throws, which is asked before each round.
   */
  bytesNeeded(update: DividedUpdate, mostBytes: number, throwIfCancelled: () => void): number {
    const sources = this.#sourcesAtStart.slice()
    const gone = new Set<string>()
    const drop = (files: readonly number[]): void => {
      for (const file of files) {
        this.#changeSources(sources, file, -1)
        gone.add(this.#facts.base.index.files[file]?.path ?? '')
      }
    }
    drop(update.droppable)
    let needed = 0
    for (const [position, { files, droppable }] of update.rounds.entries()) {
      throwIfCancelled()
      needed = Math.max(needed, (update.usedBefore[position] ?? 0) + this.#bytesOfRound(files, sources, gone))
      if (needed > mostBytes) return needed
      drop(droppable)
    }
    return needed
  }

  /** Bytes that a round takes, and from then on `sources` have its files. */
  #bytesOfRound(files: readonly number[], sources: Uint32Array, gone: ReadonlySet<string>): number {
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
    const bytes = newBytes + this.#bytesToCome(pending, sources)
    // Once the round is done they can be read in its files.
    for (const chunk of pending) change(sources, chunk, 1)
    return bytes
  }

  /** Whether a file of the target lies somewhere that is not given up. */
  #isWhole(file: number, gone: ReadonlySet<string>): boolean {
    const { target, wholeFiles, base } = this.#facts
    const whole = wholeFiles.get(target.files[file]?.sha256 ?? '')
    return whole !== undefined && (whole.root !== base.root || !gone.has(whole.path))
  }

  /** What is in flight at the same time, and what is put aside: nothing that can be done without. */
  #bytesToCome(pending: ReadonlySet<number>, sources: Uint32Array): number {
    const wanted = [...pending].filter((chunk) => sources[chunk] === 0)
    if (wanted.length === 0) return 0
    const { index, chunks } = this.#frames.partFor(wanted)
    const isPending = Uint8Array.from(chunks, (chunk) => (pending.has(chunk) ? 1 : 0))
    const isLocal = Uint8Array.from(chunks, (chunk) => (sources[chunk] === 0 ? 0 : 1))
    const question: FrameQuestion = {
      index,
      isWanted: (chunk) => isPending[chunk] === 1 && isLocal[chunk] === 0,
      isLocal: (chunk) => isLocal[chunk] === 1,
    }
    const bytesOn = (mayDerive: boolean): { readonly bytes: number; readonly spareBytes: number } => {
      const { fetches, provider } = chooseFrames({ ...question, mayDerive })
      const isSpare = (chunk: number): boolean => provider[chunk] !== -1 && isPending[chunk] === 0
      const spareBytes = sum(index.chunks.sizes.filter((_, chunk) => isSpare(chunk)))
      return { spareBytes, bytes: spareBytes + bytesInFlight(fetches, this.#facts.transfersOnDisk) }
    }
    const { bytes, spareBytes } = bytesOn(true)
    return spareBytes === 0 ? bytes : Math.min(bytes, bytesOn(false).bytes)
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

function change(counts: Uint32Array, position: number, by: 1 | -1): void {
  counts[position] = (counts[position] ?? 0) + by
}
