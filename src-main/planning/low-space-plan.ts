import type { PackIndex } from '../repository/pack-index'
import { ChunkLookup } from './chunk-lookup'
import { placementStarts } from './chunk-placements'
import type { LocalContent } from './chunk-sources'
import { planInstall, type InstallFacts, type InstallPlan } from './install-plan'

/** Files that are put together at once, and what can be given up when they are complete. */
export interface LowSpaceRound {
  /** Numbers in the target. */
  readonly files: readonly number[]
  /** Numbers in the old version: files that nothing needs any more once this round and those before are done. */
  readonly droppable: readonly number[]
}

/** An update that gives files of the old version up while it puts the new one together. */
export interface LowSpacePlan {
  /** Files of the target that take no room, by number: they are linked before anything is given up. */
  readonly linked: readonly number[]
  /** Numbers in the old version: files that no round needs, and in whose place none puts a new one. */
  readonly droppable: readonly number[]
  readonly rounds: readonly LowSpaceRound[]
  /** Bytes that must be free at the start. */
  readonly diskBytesNeeded: number
}

/** What {@link planLowSpace} knows. */
export interface LowSpaceFacts {
  /** As the whole version is planned. */
  readonly facts: InstallFacts & { readonly base: LocalContent }
  readonly plan: Pick<InstallPlan, 'pending' | 'reused'>
  /** Per file of the base: bytes that deleting it gives back; -1 when it is gone. */
  readonly freedBytes: Float64Array
  readonly freeBytes: number
}

/** What is the same for rounds of every size. */
interface LowSpaceParts extends LowSpaceFacts {
  /** Per file of the target: bytes that are to be written. */
  readonly pendingBytes: Float64Array
  /** Per chunk of the base: its number in the target; below 0 when the target has none. */
  readonly chunkInTarget: Int32Array
}

/** How closely the free space is made use of: to a thousandth of what is to be written. */
const mostSteps = 10

/** Each round looks at all that the rounds before have put together: many small ones would read it over and over. */
const mostRounds = 64

/**
 * Decides in which order files are put together where not both versions have room. Files come in rounds; after a round,
 * files of the old version can go of which no later round needs a chunk, and which no later round replaces: what is
 * compressed leans on those. What must be free is reckoned by planning each round as it will be, with every old file gone
 * that may be: what leaned on it comes another way, and that needs other room.
 *
 * What two rounds need comes twice, so rounds are as large as the free space allows. The smallest ones, which decide how
 * much must be free, are no larger than the largest file that must be written, unless they would be too many.
 */
export function planLowSpace(given: LowSpaceFacts): LowSpacePlan {
  const { target, base } = given.facts
  const pendingBytes = bytesPerFile(target, given.plan)
  const parts = { ...given, pendingBytes, chunkInTarget: chunksInTarget(target, base.index) }
  const total = sum(pendingBytes)
  let enough = pendingBytes.reduce((most, bytes) => Math.max(most, bytes), Math.ceil(total / mostRounds))
  let best = planRounds(parts, enough)
  const { diskBytesNeeded } = best
  // Larger rounds need no less: there is nothing to choose from.
  if (diskBytesNeeded > given.freeBytes) return best
  let tooMuch = total
  for (let step = 0; step < mostSteps && enough < tooMuch; step += 1) {
    const roundBytes = Math.ceil((enough + tooMuch) / 2)
    const larger = planRounds(parts, roundBytes)
    if (larger.diskBytesNeeded <= given.freeBytes) [best, enough] = [larger, roundBytes]
    else tooMuch = roundBytes - 1
  }
  return { ...best, diskBytesNeeded }
}

function planRounds(parts: LowSpaceParts, roundBytes: number): LowSpacePlan {
  const { facts, plan, pendingBytes, freedBytes } = parts
  const groups = filesInRounds(pendingBytes, roundBytes)
  const lastRounds = lastRoundOfFiles(parts, groups)
  const droppableAfter = (round: number): readonly number[] =>
    [...facts.base.index.files.keys()].filter(
      (file) => lastRounds[file] === round && (freedBytes[file] ?? -1) >= 0,
    )
  const droppable = droppableAfter(0)
  const dropped = new Set<number>()
  let used = 0
  let diskBytesNeeded = 0
  const drop = (files: readonly number[]): void => {
    for (const file of files) dropped.add(file)
    used -= sum(files.map((file) => freedBytes[file] ?? 0))
  }
  drop(droppable)
  const rounds = groups.map((files, position) => {
    const { totals } = planInstall(factsOfRound(facts, groups.slice(0, position + 1), dropped))
    diskBytesNeeded = Math.max(diskBytesNeeded, used + totals.diskBytesNeeded)
    used += sum(files.map((file) => pendingBytes[file] ?? 0))
    const after = droppableAfter(position + 1)
    drop(after)
    return { files, droppable: after }
  })
  return { linked: plan.reused.map(({ file }) => file), droppable, rounds, diskBytesNeeded }
}

/** What is known when the last of these groups is put together: those before are, and some old files are gone. */
function factsOfRound(
  facts: LowSpaceParts['facts'],
  groups: readonly (readonly number[])[],
  dropped: ReadonlySet<number>,
): InstallFacts {
  const { target, staged, wholeFiles, base } = facts
  const numbers = groups.flat().sort((a, b) => a - b)
  const current = new Set(groups.at(-1))
  const starts = placementStarts(target)
  const stagedOf = (file: number): Uint8Array => {
    const placements = staged.slice(starts[file], starts[file + 1])
    return current.has(file) ? placements : placements.fill(1)
  }
  const part = {
    ...facts,
    target: { ...target, files: numbers.flatMap((file) => target.files[file] ?? []) },
    staged: joined(numbers.map(stagedOf)),
    // As a round is planned: nothing is put aside that can be done without.
    freeBytes: 0,
  }
  const gone = new Set([...dropped].map((file) => base.index.files[file]?.path))
  const whole = [...wholeFiles].filter(([, { root, path }]) => root !== base.root || !gone.has(path))
  const baseStarts = placementStarts(base.index)
  const present = base.present.slice()
  for (const file of dropped) present.fill(0, baseStarts[file], baseStarts[file + 1])
  return { ...part, wholeFiles: new Map(whole), base: { ...base, present } }
}

function chunksInTarget(target: PackIndex, base: PackIndex): Int32Array {
  const lookup = new ChunkLookup(target.chunks)
  return Int32Array.from({ length: base.chunks.count }, (_, chunk) => lookup.find(base.chunks, chunk))
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
function filesInRounds(pendingBytes: Float64Array, roundBytes: number): readonly (readonly number[])[] {
  const groups: number[][] = []
  let room = 0
  for (const [file, bytes] of pendingBytes.entries()) {
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

/** Per file of the base: the last round, from 1, that needs or replaces it, 0 when none does; -1 when it stays, linked. */
function lastRoundOfFiles(
  { facts: { target, base }, plan: { reused }, chunkInTarget }: LowSpaceParts,
  groups: readonly (readonly number[])[],
): Int32Array {
  const needed = new Int32Array(target.chunks.count)
  const replaced = new Map<string, number>()
  for (const [position, files] of groups.entries()) {
    for (const file of files) {
      replaced.set(target.files[file]?.path ?? '', position + 1)
      for (const chunk of target.files[file]?.chunks ?? []) needed[chunk] = position + 1
    }
  }
  const linked = new Set(reused.map(({ file }) => target.files[file]?.sha256))
  return Int32Array.from(base.index.files, ({ path, sha256, chunks }) => {
    if (linked.has(sha256)) return -1
    let last = replaced.get(path) ?? 0
    for (const chunk of chunks) {
      const position = chunkInTarget[chunk] ?? -1
      if (position >= 0) last = Math.max(last, needed[position] ?? 0)
    }
    return last
  })
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(sum(parts.map(({ length }) => length)))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

function sum(numbers: Iterable<number>): number {
  let total = 0
  for (const number of numbers) total += number
  return total
}
