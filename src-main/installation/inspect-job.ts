import { lstatSync, readdirSync, readFileSync, type Dirent } from 'node:fs'
import { join } from 'node:path'
import type { VerificationFinding } from '../../src-shared/domain/verification'
import type { JobContext } from '../platform/worker-protocol'
import { sha256Hex } from '../repository/digest'
import type { PackIndex } from '../repository/pack-index'
import { decodePackIndex } from '../repository/pack-index-codec'
import { expectedEntries } from './expected-entries'
import { stopIfCancelled } from './job-cancellation'
import { errorCode } from './safe-path'
import { encodePaths, type LocalChunks } from './work-order'

/** Looks at an installed version: which files are there, and what must be read to know more. */
export interface InspectJob {
  readonly kind: 'inspect'
  /** The folder with its files; its index lies beside it, in a file of that name with `.index` added. */
  readonly directory: string
  readonly assetPackID: string
  readonly version: number
  /** What the index on the disk may hash to; none when nobody remembers. */
  readonly indexHashes: readonly string[]
  /** The verified index, when the one on the disk has turned out to be damaged. */
  readonly indexBytes?: Uint8Array | undefined
}

/** What an {@link InspectJob} saw. */
export interface InspectResult {
  /** False: there is no index to go by, and nothing else was looked at. */
  readonly hasIndex: boolean
  readonly findings: readonly VerificationFinding[]
  /** Chunks of the files that have the right size: to be read and compared. */
  readonly orders: readonly LocalChunks[]
  readonly files: number
  /** Bytes of all orders. */
  readonly totalBytes: number
}

/** How much goes into one order: it is the step in which progress is told and work is shared out. */
const mostOrderBytes = 32 * 1024 * 1024

/** Walks through the version's folder, never through a link. Contents are not read. */
export async function inspectVersion(job: InspectJob, context: JobContext): Promise<InspectResult> {
  const index = job.indexBytes === undefined ? await indexOnDisk(job) : await decodePackIndex(job.indexBytes)
  if (index === undefined) return { hasIndex: false, findings: [], orders: [], files: 0, totalBytes: 0 }
  const { findings, readable } = compareEntries(index, job.directory, context)
  const orders = readOrders(index, job.directory, readable)
  const totalBytes = readable.reduce((sum, number) => sum + (index.files[number]?.size ?? 0), 0)
  return { hasIndex: true, findings, orders, files: index.files.length, totalBytes }
}

/** The index on the disk; `undefined` when it is gone, out of reach, no index or another one. */
async function indexOnDisk(job: InspectJob): Promise<PackIndex | undefined> {
  const bytes = bytesInReach(`${job.directory}.index`)
  if (bytes === undefined) return undefined
  if (job.indexHashes.length > 0 && !job.indexHashes.includes(sha256Hex(bytes))) return undefined
  const index = await decodePackIndex(bytes).catch(() => undefined)
  return index?.assetPackID === job.assetPackID && index.version === job.version ? index : undefined
}

function bytesInReach(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path)
  } catch (error) {
    // A disk that fails must not look like an index that is damaged.
    if (!outOfReach.has(errorCode(error))) throw error
    return undefined
  }
}

function compareEntries(
  index: PackIndex,
  directory: string,
  context: JobContext,
): { readonly findings: readonly VerificationFinding[]; readonly readable: readonly number[] } {
  const expected = expectedEntries(index)
  const findings: VerificationFinding[] = []
  const readable: number[] = []
  const seen = new Set<string>()
  const visit = (folder: string): void => {
    for (const entry of entriesOf(join(directory, folder))) {
      stopIfCancelled(context)
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      const number = expected.files.get(path)
      if (number !== undefined) {
        seen.add(path)
        const kind = entryProblem(join(directory, path), entry, index.files[number]?.size ?? 0)
        if (kind === undefined) readable.push(number)
        else findings.push({ path, kind })
      } else if (!expected.folders.has(path)) findings.push({ path, kind: 'extra' })
      else if (entry.isDirectory()) visit(path)
      else findings.push({ path, kind: 'obstructed' })
    }
  }
  if (isFolder(directory)) visit('')
  else findings.push({ path: '.', kind: 'obstructed' })
  for (const path of expected.files.keys()) if (!seen.has(path)) findings.push({ path, kind: 'missing' })
  return { findings, readable: readable.sort((a, b) => a - b) }
}

/** What is missing altogether obstructs nothing. */
function isFolder(path: string): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  return stats === undefined || stats.isDirectory()
}

/** A folder that is gone, or that may not be listed, has nothing in it that could be read. */
function entriesOf(directory: string): readonly Dirent[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
  } catch (error) {
    // A disk that fails must not look like a folder that is empty.
    if (!outOfReach.has(errorCode(error))) throw error
    return []
  }
}

const outOfReach: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'ELOOP'])

function entryProblem(
  path: string,
  entry: Dirent,
  size: number,
): 'damaged' | 'missing' | 'obstructed' | undefined {
  if (!entry.isFile()) return 'obstructed'
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return 'missing'
  return stats.size === size ? undefined : 'damaged'
}

function readOrders(
  { files, chunks: { sizes, hashes } }: PackIndex,
  directory: string,
  numbers: readonly number[],
): readonly LocalChunks[] {
  const orders: LocalChunks[] = []
  let draft = new ReadOrderDraft()
  for (const number of numbers) {
    const file = files[number]
    let offset = 0
    for (const chunk of file?.chunks ?? []) {
      const size = sizes[chunk] ?? 0
      draft.add(file?.path ?? '', offset, size, hashes.subarray(32 * chunk, 32 * chunk + 32))
      offset += size
      if (draft.bytes < mostOrderBytes) continue
      orders.push(draft.finish(directory))
      draft = new ReadOrderDraft()
    }
  }
  if (draft.bytes > 0) orders.push(draft.finish(directory))
  return orders
}

class ReadOrderDraft {
  bytes = 0
  readonly #paths: string[] = []
  readonly #files: number[] = []
  readonly #offsets: number[] = []
  readonly #sizes: number[] = []
  readonly #hashes: Uint8Array[] = []

  add(path: string, offset: number, size: number, hash: Uint8Array): void {
    if (this.#paths.at(-1) !== path) this.#paths.push(path)
    this.#files.push(this.#paths.length - 1)
    this.#offsets.push(offset)
    this.#sizes.push(size)
    this.#hashes.push(hash)
    this.bytes += size
  }

  finish(directory: string): LocalChunks {
    return {
      sizes: Uint32Array.from(this.#sizes),
      // A copy: the memory of an order moves to the thread that asked for it.
      hashes: new Uint8Array(Buffer.concat(this.#hashes)),
      files: Uint32Array.from(this.#files),
      offsets: Float64Array.from(this.#offsets),
      roots: [directory],
      pathRoots: new Uint32Array(this.#paths.length),
      paths: encodePaths(this.#paths),
    }
  }
}
