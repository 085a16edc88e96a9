import type { PackIndex } from '../repository/pack-index'
import { ChunkLookup } from './chunk-lookup'
import type { InstallPlan } from './install-plan'

/** Files that are put together at once, and what can be given up when they are complete. */
export interface LowSpaceRound {
  /** Numbers in the target. */
  readonly files: readonly number[]
  /** Numbers in the old version: files that nothing needs any more once this round and those before are done. */
  readonly droppable: readonly number[]
}

/** An update that gives files of the old version up while it puts the new one together. */
export interface LowSpacePlan {
  /** Numbers in the old version: files that no round needs, and in whose place none puts a new one. */
  readonly droppable: readonly number[]
  readonly rounds: readonly LowSpaceRound[]
  /** Bytes that must be free at the start. */
  readonly diskBytesNeeded: number
}

/** What {@link planLowSpace} knows. */
export interface LowSpaceFacts {
  readonly target: PackIndex
  readonly plan: Pick<InstallPlan, 'pending' | 'reused' | 'totals'>
  readonly base: PackIndex
  /** Per file of the base: bytes that deleting it gives back; -1 when it is gone. */
  readonly freedBytes: Float64Array
}

/**
 * Decides in which order files are put together where not both versions have room. Files come in rounds, none larger than
 * the largest file that must be written; after a round, files of the old version can go of which no later round needs a
 * chunk, and which no later round replaces: what is compressed leans on those. Bytes in flight are reckoned as for the
 * whole version at once, which is never too few for a round.
 */
export function planLowSpace({ target, plan, base, freedBytes }: LowSpaceFacts): LowSpacePlan {
  const pendingBytes = bytesPerFile(target, plan)
  const groups = filesInRounds(pendingBytes)
  const newBytes = sum(pendingBytes)
  const lastRounds = lastRoundOfFiles(target, plan, base, groups)
  const droppableAfter = (round: number): readonly number[] =>
    [...base.files.keys()].filter((file) => lastRounds[file] === round && (freedBytes[file] ?? -1) >= 0)
  const freed = (files: readonly number[]): number => sum(files.map((file) => freedBytes[file] ?? 0))
  const droppable = droppableAfter(0)
  let used = -freed(droppable)
  let highest = 0
  const rounds = groups.map((files, position) => {
    const after = droppableAfter(position + 1)
    used += sum(files.map((file) => pendingBytes[file] ?? 0))
    highest = Math.max(highest, used)
    used -= freed(after)
    return { files, droppable: after }
  })
  const inFlightBytes = plan.totals.diskBytesNeeded - newBytes
  return { droppable, rounds, diskBytesNeeded: highest + inFlightBytes }
}

function bytesPerFile({ files, chunks }: PackIndex, { pending }: LowSpaceFacts['plan']): Float64Array {
  const bytes = new Float64Array(files.length)
  for (let chunk = 0; chunk < chunks.count; chunk += 1) {
    for (const file of pending.files.subarray(pending.starts[chunk], pending.starts[chunk + 1]))
      bytes[file] = (bytes[file] ?? 0) + (chunks.sizes[chunk] ?? 0)
  }
  return bytes
}

/** In the order of the index, in which chunks that are compressed together stand together. */
function filesInRounds(pendingBytes: Float64Array): readonly (readonly number[])[] {
  const largest = pendingBytes.reduce((most, bytes) => Math.max(most, bytes), 0)
  const groups: number[][] = []
  let room = 0
  for (const [file, bytes] of pendingBytes.entries()) {
    if (bytes === 0) continue
    if (bytes > room) {
      groups.push([])
      room = largest
    }
    groups.at(-1)?.push(file)
    room -= bytes
  }
  return groups
}

/** Per file of the base: the last round, from 1, that needs or replaces it, 0 when none does; -1 when it stays, linked. */
function lastRoundOfFiles(
  target: PackIndex,
  { reused }: LowSpaceFacts['plan'],
  base: PackIndex,
  groups: readonly (readonly number[])[],
): Int32Array {
  const lookup = new ChunkLookup(target.chunks)
  const needed = new Int32Array(target.chunks.count)
  const replaced = new Map<string, number>()
  for (const [position, files] of groups.entries()) {
    for (const file of files) {
      replaced.set(target.files[file]?.path ?? '', position + 1)
      for (const chunk of target.files[file]?.chunks ?? []) needed[chunk] = position + 1
    }
  }
  const linked = new Set(reused.map(({ file }) => target.files[file]?.sha256))
  return Int32Array.from(base.files, ({ path, sha256, chunks }) => {
    if (linked.has(sha256)) return -1
    let last = replaced.get(path) ?? 0
    for (const chunk of chunks) {
      const position = lookup.find(base.chunks, chunk)
      if (position >= 0) last = Math.max(last, needed[position] ?? 0)
    }
    return last
  })
}

function sum(numbers: Iterable<number>): number {
  let total = 0
  for (const number of numbers) total += number
  return total
}
