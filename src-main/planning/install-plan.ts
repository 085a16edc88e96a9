import type { PackFile, PackIndex } from '../repository/pack-index'
import { eachPlacement, pendingPlacements, placementStarts, type ChunkPlacements } from './chunk-placements'
import {
  ChunkSourceCollector,
  type ChunkSources,
  type LocalContent,
  type LocalFile,
  type WholeFile,
} from './chunk-sources'
import { bytesOf, chooseFrames, type FrameQuestion, type PlannedFetch } from '../repository/frame-choice'
import { withManyFilesFirst } from './fetch-order'
import { withLastDivided, type LastFetchesFacts } from './last-fetches'

/**
 * Planning: from what is here and what is wanted to what must be done, in the fewest bytes and requests. Pure; before it
 * the catalog gave the index and the installation looked at the disk, after it the installation carries the plan out.
 *
 * Each placement of the target (one chunk at one place of one file) is covered exactly once: it is right in staging
 * already, or its file is reused whole, or its chunk is copied from a file on this machine, or its chunk is fetched.
 */
export interface InstallPlan {
  /** Files that are linked or cloned whole. */
  readonly reused: readonly ReusedFile[]
  /** Chunks read on this machine, verified and placed; by position, grouped by source file. */
  readonly copied: Uint32Array
  readonly fetches: readonly PlannedFetch[]
  /** Per chunk: position of the frame that gives it; -1 = it is not fetched. */
  readonly provider: Int32Array
  /** Where copied and fetched chunks go. */
  readonly pending: ChunkPlacements
  /** Chunks that no file needs, only frames that lean on them: bytes before each in the file where they are put aside. */
  readonly spare: ReadonlyMap<number, number>
  readonly sources: ChunkSources
  readonly totals: PlanTotals
}

/** A file of the target that is here whole. */
export interface ReusedFile {
  /** Its number in the target. */
  readonly file: number
  readonly source: LocalFile
}

/** Sums over a plan, in bytes unless said otherwise. */
export interface PlanTotals {
  readonly bytesToFetch: number
  /** Number of transfers. */
  readonly requests: number
  /** Plain bytes of reused files and copied chunks. */
  readonly bytesReused: number
  /** Plain bytes that are right in staging already. */
  readonly bytesStaged: number
  /** New bytes of files, and the largest transfers that are on disk at the same time. */
  readonly diskBytesNeeded: number
  /** Plain bytes of the whole version. */
  readonly installedBytes: number
  /** Plain bytes of chunks that are put aside until they are no longer leant on. */
  readonly spareBytes: number
}

/** What {@link planInstall} knows. */
export interface InstallFacts {
  readonly target: PackIndex
  /** 1 for each placement of the target whose bytes are right in staging. */
  readonly staged: Uint8Array
  /** Installed files of any pack that are believed to be whole, by their SHA-256. */
  readonly wholeFiles: ReadonlyMap<string, WholeFile>
  /** The installed version of the same pack. */
  readonly base?: LocalContent | undefined
  /** Whether whole files can be linked or cloned on this disk; otherwise they are copied chunk by chunk. */
  readonly canLink: boolean
  /** Room on the disk: where it is short, nothing is put aside that can be done without. Absent = enough. */
  readonly freeBytes?: number | undefined
  /** How many transfers may be on disk at the same time. */
  readonly transfersOnDisk: number
  /** Absent = the last transfers are not divided. */
  readonly lastFetches?: LastFetchesFacts | undefined
}

/** Decides how the target comes together. */
export function planInstall(facts: InstallFacts): InstallPlan {
  const plan = planWith(facts, { mayDerive: true })
  if (plan.spare.size === 0 || plan.totals.diskBytesNeeded <= (facts.freeBytes ?? Infinity)) return plan
  const straight = planWith(facts, { mayDerive: false })
  return straight.totals.diskBytesNeeded < plan.totals.diskBytesNeeded ? straight : plan
}

function planWith(facts: InstallFacts, { mayDerive }: Pick<FrameQuestion, 'mayDerive'>): InstallPlan {
  const { target, staged } = facts
  const done = Uint8Array.from(staged)
  const reused = facts.canLink ? reusedFiles(facts, done) : []
  const pending = pendingPlacements(target, done)
  const sources = collectSources(facts, reused)
  const isPending = (chunk: number): boolean =>
    (pending.starts[chunk + 1] ?? 0) > (pending.starts[chunk] ?? 0)
  const isLocal = (chunk: number): boolean => (sources.file[chunk] ?? -1) >= 0
  const copied = copiedChunks(sources, isPending)
  const { fetches: chosen, provider } = chooseFrames({
    index: target,
    isWanted: (chunk) => isPending(chunk) && !isLocal(chunk),
    isLocal,
    mayDerive,
  })
  const inOrder = withManyFilesFirst(target, chosen, { provider, pending })
  const fetches =
    facts.lastFetches === undefined ? inOrder : withLastDivided(target, inOrder, facts.lastFetches)
  const isSpare = (chunk: number): boolean => provider[chunk] !== -1 && !isPending(chunk)
  const spare = spareChunks(target, isSpare)
  const plan = { reused, copied, fetches, provider, pending, sources, spare: spare.offsets }
  return { ...plan, totals: totalsOf(facts, plan, spare.bytes) }
}

/** Takes whole files where nothing of them is staged yet, and marks their placements in `done`. */
function reusedFiles({ target, wholeFiles }: InstallFacts, done: Uint8Array): readonly ReusedFile[] {
  const starts = placementStarts(target)
  const reused: ReusedFile[] = []
  for (const [file, { chunks, sha256, executable }] of target.files.entries()) {
    const source = wholeFiles.get(sha256)
    const first = starts[file] ?? 0
    const end = first + chunks.length
    // Links share the mode. A file that is begun is finished: its place is taken.
    if (source?.executable !== executable || chunks.length === 0) continue
    if (done.subarray(first, end).includes(1)) continue
    done.fill(1, first, end)
    reused.push({ file, source: { root: source.root, path: source.path } })
  }
  return reused
}

function collectSources(facts: InstallFacts, reused: readonly ReusedFile[]): ChunkSources {
  const { target, staged, wholeFiles, base } = facts
  const collector = new ChunkSourceCollector(target)
  collector.addStaged(staged)
  for (const { file, source } of reused) collector.addWhole(file, source)
  if (base !== undefined) collector.addContent(base)
  const isReused = new Set(reused.map(({ file }) => file))
  for (const [file, { sha256 }] of target.files.entries()) {
    const source = isReused.has(file) ? undefined : wholeFiles.get(sha256)
    if (source !== undefined) collector.addWhole(file, source)
  }
  return collector.collected()
}

function copiedChunks(sources: ChunkSources, isPending: (chunk: number) => boolean): Uint32Array {
  const copied = Uint32Array.from(sources.file.keys()).filter(
    (chunk) => (sources.file[chunk] ?? -1) >= 0 && isPending(chunk),
  )
  const file = (chunk: number): number => sources.file[chunk] ?? 0
  const offset = (chunk: number): number => sources.offset[chunk] ?? 0
  // Read in the order of the disk.
  return copied.sort((a, b) => file(a) - file(b) || offset(a) - offset(b))
}

function spareChunks(
  { chunks }: PackIndex,
  isSpare: (chunk: number) => boolean,
): { readonly offsets: ReadonlyMap<number, number>; readonly bytes: number } {
  const offsets = new Map<number, number>()
  let bytes = 0
  for (const [chunk, size] of chunks.sizes.entries()) {
    if (!isSpare(chunk)) continue
    offsets.set(chunk, bytes)
    bytes += size
  }
  return { offsets, bytes }
}

function totalsOf(facts: InstallFacts, plan: Omit<InstallPlan, 'totals'>, spareBytes: number): PlanTotals {
  const { target, staged, transfersOnDisk } = facts
  const { reused, copied, fetches, pending } = plan
  const sizes = target.chunks.sizes
  const pendingBytes = (chunk: number): number =>
    ((pending.starts[chunk + 1] ?? 0) - (pending.starts[chunk] ?? 0)) * (sizes[chunk] ?? 0)
  let newBytes = spareBytes
  for (let chunk = 0; chunk < target.chunks.count; chunk += 1) newBytes += pendingBytes(chunk)
  let bytesStaged = 0
  eachPlacement(target, (chunk, placement) => {
    if (staged[placement] === 1) bytesStaged += sizes[chunk] ?? 0
  })
  return {
    bytesToFetch: bytesOf(fetches),
    requests: fetches.length,
    bytesReused:
      sum(reused.map(({ file }) => target.files[file]?.size ?? 0)) + sum([...copied].map(pendingBytes)),
    bytesStaged,
    diskBytesNeeded: newBytes + bytesInFlight(fetches, transfersOnDisk),
    installedBytes: sum(target.files.map(({ size }: PackFile) => size)),
    spareBytes,
  }
}

/** Bytes of the largest transfers that are on disk at the same time. */
export function bytesInFlight(fetches: readonly PlannedFetch[], transfersOnDisk: number): number {
  const largest = fetches.map(({ length }) => length).sort((a, b) => b - a)
  return sum(largest.slice(0, transfersOnDisk))
}

/** All of them added up. */
export function sum(numbers: Iterable<number>): number {
  let total = 0
  for (const number of numbers) total += number
  return total
}
