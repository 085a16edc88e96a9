import { closeSync, lstatSync, readFileSync, type Stats } from 'node:fs'
import type { JobContext } from '../platform/worker-protocol'
import { placementCount, placementStarts } from '../planning/chunk-placements'
import type { LocalContent, WholeFile } from '../planning/chunk-sources'
import { decodePackIndex } from '../repository/pack-index-codec'
import type { PackFile, PackIndex } from '../repository/pack-index'
import { isPristine } from './pristine-file'
import { openToRead, pathInside } from './safe-path'
import { rightChunks } from './staging-scan'

/** An installed version, as a worker finds it. */
export interface InstalledVersion {
  /** The folder with its files; its index lies beside it, in a file of that name with `.index` added. */
  readonly directory: string
  /** Whether it is the active version of the pack that is being installed: its chunks are used, too, not only whole files. */
  readonly isBase: boolean
}

/** What installed versions have of a target. */
export interface InstalledContent {
  readonly base: LocalContent | undefined
  /** By SHA-256. */
  readonly wholeFiles: ReadonlyMap<string, WholeFile>
}

/** What {@link findInstalledContent} looks for, and where. */
export interface ContentSearch {
  readonly target: PackIndex
  readonly versions: readonly InstalledVersion[]
  /** Absolute paths of files that are not to be used. */
  readonly distrusted: ReadonlySet<string>
  /** In a repair the base is the version that is repaired: its index, and its damaged files. The others were just read. */
  readonly repair?: { readonly index: PackIndex; readonly paths: ReadonlySet<string> } | undefined
}

/** Collects {@link InstalledContent}. Roots are numbered from 1 in the order of `versions`. */
export async function findInstalledContent(
  search: ContentSearch,
  context: JobContext,
): Promise<InstalledContent> {
  const finder = new ContentFinder(search, context)
  const numbered = search.versions.map((version, number) => ({ ...version, root: number + 1 }))
  for (const { directory, root } of numbered.filter(({ isBase }) => isBase)) {
    const index = search.repair?.index ?? (await readIndex(directory))
    if (index !== undefined) finder.addBase(index, directory, root)
  }
  for (const { directory, root } of numbered.filter(({ isBase }) => !isBase)) {
    if (finder.isComplete) break
    if (!(await mayHold(directory, finder.missing))) continue
    const index = await readIndex(directory)
    if (index !== undefined) finder.addWholeFiles(index, directory, root)
  }
  return finder.found()
}

class ContentFinder {
  readonly #search: ContentSearch
  readonly #context: JobContext
  readonly #wholeFiles = new Map<string, WholeFile>()
  /** Hashes of the target's files for which no whole file is found yet. */
  readonly #missing: Set<string>
  #base: LocalContent | undefined

  constructor(search: ContentSearch, context: JobContext) {
    this.#search = search
    this.#context = context
    this.#missing = new Set(search.target.files.filter(({ size }) => size > 0).map(({ sha256 }) => sha256))
  }

  get missing(): ReadonlySet<string> {
    return this.#missing
  }

  get isComplete(): boolean {
    return this.#missing.size === 0
  }

  found(): InstalledContent {
    return { base: this.#base, wholeFiles: this.#wholeFiles }
  }

  /** Files that are damaged, or were written to since they were installed, are read: what is still right is used. */
  addBase(index: PackIndex, directory: string, root: number): void {
    const present = new Uint8Array(placementCount(index))
    const starts = placementStarts(index)
    for (const [number, file] of index.files.entries()) {
      const path = pathInside(directory, file.path)
      const stats = this.#search.distrusted.has(path) ? undefined : lookAt(path)
      if (stats === undefined) continue
      const first = starts[number] ?? 0
      if (this.#isBelieved(file, stats)) {
        present.fill(1, first, first + file.chunks.length)
        this.#addWhole(file, root)
      } else {
        present.set(this.#rightChunks(path, file, index), first)
      }
    }
    this.#base = { root, index, present }
  }

  addWholeFiles(index: PackIndex, directory: string, root: number): void {
    for (const file of index.files) {
      if (!this.#missing.has(file.sha256)) continue
      const path = pathInside(directory, file.path)
      const stats = this.#search.distrusted.has(path) ? undefined : lookAt(path)
      if (stats !== undefined && isPristine(stats, file.size)) this.#addWhole(file, root)
    }
  }

  #isBelieved(file: PackFile, stats: Stats): boolean {
    const { repair } = this.#search
    return repair === undefined ? isPristine(stats, file.size) : !repair.paths.has(file.path)
  }

  #addWhole({ sha256, path, executable }: PackFile, root: number): void {
    if (this.#missing.delete(sha256)) this.#wholeFiles.set(sha256, { root, path, executable })
  }

  #rightChunks(path: string, file: PackFile, index: PackIndex): Uint8Array {
    let descriptor: number
    try {
      descriptor = openToRead(path).descriptor
    } catch {
      // No regular file any more: nothing of it can be used.
      return new Uint8Array(file.chunks.length)
    }
    try {
      return rightChunks(descriptor, file, index, this.#context)
    } finally {
      closeSync(descriptor)
    }
  }
}

function lookAt(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false })
  } catch {
    // Out of reach is as good as gone.
    return undefined
  }
}

async function readIndex(directory: string): Promise<PackIndex | undefined> {
  try {
    return await decodePackIndex(readFileSync(`${directory}.index`))
  } catch {
    // A version whose index cannot be read gives nothing; verifying it is another job.
    return undefined
  }
}

/**
 * Which files other packs hold, without keeping their indexes: the first 48 bits of each file's hash, sorted, per version
 * folder. A version's index never changes. So installing the two-hundredth pack does not read 199 indexes again.
 */
const knownHashes = new Map<string, Float64Array>()
const mostKnownHashes = 1_000_000

async function mayHold(directory: string, wanted: ReadonlySet<string>): Promise<boolean> {
  const known = knownHashes.get(directory) ?? (await learnHashes(directory))
  for (const sha256 of wanted) if (includesSorted(known, hashStart(sha256))) return true
  return false
}

async function learnHashes(directory: string): Promise<Float64Array> {
  const index = await readIndex(directory)
  const hashes = Float64Array.from(index?.files ?? [], ({ sha256 }) => hashStart(sha256)).sort()
  let total = hashes.length
  for (const { length } of knownHashes.values()) total += length
  if (total > mostKnownHashes) knownHashes.clear()
  if (index !== undefined) knownHashes.set(directory, hashes)
  return hashes
}

function hashStart(sha256: string): number {
  return Number.parseInt(sha256.slice(0, 12), 16)
}

function includesSorted(sorted: Float64Array, value: number): boolean {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) < value) low = middle + 1
    else high = middle
  }
  return sorted[low] === value
}
