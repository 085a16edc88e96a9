import type { PackIndex } from '../repository/pack-index'
import type { ChunkPlacements } from './chunk-placements'
import { sum, type ReusedFile } from './install-plan'

/** Files that are put together at once, and what can be given up when they are complete. */
export interface LowSpaceRound {
  /** Numbers in the target. */
  readonly files: readonly number[]
  /** Numbers in the old version: files that nothing needs any more once this round and those before are done. */
  readonly droppable: readonly number[]
}

/** An update in rounds of one size. */
export interface DividedUpdate {
  /** Numbers in the old version: files that no round needs, and in whose place none puts a new one. */
  readonly droppable: readonly number[]
  readonly rounds: readonly LowSpaceRound[]
  /** Per round: bytes that are on the disk before it beyond those at the start; below 0 when it has become less. */
  readonly usedBefore: readonly number[]
  /** Bytes that must be free at least: what is fetched and put aside comes on top. */
  readonly leastBytes: number
}

/** What a {@link RoundDivider} knows. */
export interface DivisionFacts {
  readonly target: PackIndex
  /** The old version. */
  readonly base: PackIndex
  readonly reused: readonly ReusedFile[]
  readonly pending: ChunkPlacements
  /** Per chunk of the base: its number in the target; below 0 when the target has none. */
  readonly chunkInTarget: Int32Array
  /** Per file of the base: bytes that deleting it gives back; -1 when it is gone. */
  readonly freedBytes: Float64Array
}

/** Divides an update into rounds, and says what is on the disk in each; that takes no look at frames. */
export class RoundDivider {
  /** Per file of the target: bytes that are to be written. */
  readonly pendingBytes: Float64Array
  readonly #facts: DivisionFacts
  /** Per file of the base: the file of the target in its place; -1 = none. */
  readonly #successors: Int32Array
  /** Per file of the base: 1 when it stays, since the target links its content. */
  readonly #isLinked: Uint8Array

  constructor(facts: DivisionFacts) {
    const { target, base, reused } = facts
    this.#facts = facts
    this.pendingBytes = bytesPerFile(facts)
    const numbers = new Map(target.files.map(({ path }, number) => [path, number]))
    this.#successors = Int32Array.from(base.files, ({ path }) => numbers.get(path) ?? -1)
    const linked = new Set(reused.map(({ file }) => target.files[file]?.sha256))
    this.#isLinked = Uint8Array.from(base.files, ({ sha256 }) => (linked.has(sha256) ? 1 : 0))
  }

  /** Rounds of about that many bytes; a larger file has one of its own. */
  divide(roundBytes: number): DividedUpdate {
    const { freedBytes } = this.#facts
    const groups = this.#groups(roundBytes)
    const [droppable = [], ...droppableAfter] = this.#droppable(groups)
    let used = 0
    let leastBytes = 0
    const usedBefore: number[] = []
    const drop = (files: readonly number[]): void => {
      used -= sum(files.map((file) => freedBytes[file] ?? 0))
    }
    drop(droppable)
    const rounds = groups.map((files, position) => {
      usedBefore.push(used)
      used += sum(files.map((file) => this.pendingBytes[file] ?? 0))
      leastBytes = Math.max(leastBytes, used)
      const round = { files, droppable: droppableAfter[position] ?? [] }
      drop(round.droppable)
      return round
    })
    return { droppable, rounds, usedBefore, leastBytes }
  }

  /** In the order of the index, in which chunks that are compressed together stand together. */
  #groups(roundBytes: number): readonly (readonly number[])[] {
    const groups: number[][] = []
    let room = 0
    for (const [file, bytes] of this.pendingBytes.entries()) {
      if (bytes === 0) continue
      if (bytes > room) {
        groups.push([])
        room = roundBytes
      }
      groups.at(-1)?.push(file)
      room -= bytes
    }
    return groups
  }

  /** Files of the base by the last round, from 1, that needs or replaces them; first those that none does. */
  #droppable(groups: readonly (readonly number[])[]): readonly (readonly number[])[] {
    const { base, chunkInTarget, freedBytes } = this.#facts
    const { roundOfFile, lastRoundOfChunk } = this.#needs(groups)
    const droppable: number[][] = [[], ...groups.map(() => [])]
    for (const [file, { chunks }] of base.files.entries()) {
      if (this.#isLinked[file] === 1 || (freedBytes[file] ?? -1) < 0) continue
      let last = roundOfFile[this.#successors[file] ?? -1] ?? 0
      for (const chunk of chunks) last = Math.max(last, lastRoundOfChunk[chunkInTarget[chunk] ?? -1] ?? 0)
      droppable[last]?.push(file)
    }
    return droppable
  }

  #needs(groups: readonly (readonly number[])[]): {
    readonly roundOfFile: Uint32Array
    readonly lastRoundOfChunk: Uint32Array
  } {
    const { files, chunks } = this.#facts.target
    const roundOfFile = new Uint32Array(files.length)
    const lastRoundOfChunk = new Uint32Array(chunks.count)
    for (const [position, group] of groups.entries()) {
      for (const file of group) {
        roundOfFile[file] = position + 1
        for (const chunk of files[file]?.chunks ?? []) lastRoundOfChunk[chunk] = position + 1
      }
    }
    return { roundOfFile, lastRoundOfChunk }
  }
}

function bytesPerFile({ target: { files, chunks }, pending }: DivisionFacts): Float64Array {
  const bytes = new Float64Array(files.length)
  for (let chunk = 0; chunk < chunks.count; chunk += 1) {
    for (const file of pending.files.subarray(pending.starts[chunk], pending.starts[chunk + 1]))
      bytes[file] = (bytes[file] ?? 0) + (chunks.sizes[chunk] ?? 0)
  }
  return bytes
}
