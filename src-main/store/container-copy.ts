import { createHash, randomUUID } from 'node:crypto'
import { link, lstat, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import type { Stats } from 'node:fs'
import { dirname, join } from 'node:path'
import { AssetPackError } from '../../src-shared/domain/errors'
import { hashFile } from '../repository/digest'
import { syncDirectory, writeFully } from '../platform/file-system'
import { systemErrorCode } from '../platform/file-system-errors'
import { probePrefix } from './container-arrival'
import type { MoveProgress } from './move-progress'

const pieceBytes = 1024 * 1024

/** A file or folder of a container. Parents come before what is in them. */
interface ContentEntry {
  /** From the container's folder. */
  readonly path: string
  readonly stats: Stats
}

/** What of a container is to be moved. */
export interface ContainerContent {
  readonly entries: readonly ContentEntry[]
  /** Bytes of all files, those that several names share counted once. */
  readonly totalBytes: number
  readonly totalFiles: number
}

/** How files get to the new place. */
export interface CopyOptions {
  readonly signal: AbortSignal
  readonly progress: MoveProgress
  /** True: on one drive each file gets a second name instead of a copy, where the drive knows that. */
  readonly mayLink: boolean
}

/** Looks at everything of these names that moves; nothing else than files and folders does. */
export async function surveyContainer(
  directory: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ContainerContent> {
  const entries: ContentEntry[] = []
  const shared = new Set<string>()
  let totalBytes = 0
  let totalFiles = 0
  const visit = async (path: string): Promise<void> => {
    signal.throwIfAborted()
    const stats = await lstat(join(directory, path)).catch(missing)
    if (stats === undefined || !(stats.isFile() || stats.isDirectory())) return
    entries.push({ path, stats })
    if (stats.isDirectory()) {
      const inside = await readdir(join(directory, path)).catch(missing)
      for (const name of inside ?? []) await visit(join(path, name))
      return
    }
    totalFiles += 1
    if (stats.nlink > 1 && shared.has(inodeOf(stats))) return
    shared.add(inodeOf(stats))
    totalBytes += stats.size
  }
  for (const name of names) await visit(name)
  return { entries, totalBytes, totalFiles }
}

/**
 * Copies everything to `to`, modes and times included; names that share a file share the copy. Each file is durable and has
 * been read again and compared before the next one comes; the folders are for the caller to sync.
 *
 * @throws AssetPackError `integrityCheckFailed` when the new disk gives back something else; what the disks say; the
 * signal's reason.
 */
export async function copyContainer(
  { entries }: ContainerContent,
  from: string,
  to: string,
  options: CopyOptions,
): Promise<void> {
  const copies = new Map<string, string>()
  for (const { path, stats } of entries) {
    options.signal.throwIfAborted()
    const place = join(to, path)
    if (stats.isDirectory()) {
      await mkdir(place).catch(exists)
      continue
    }
    const copied = stats.nlink > 1 ? copies.get(inodeOf(stats)) : undefined
    if (copied === undefined || !(await tryToLink(copied, place))) {
      if (options.mayLink && (await tryToLink(join(from, path), place))) options.progress.wrote(stats.size)
      else await copyFile(join(from, path), place, stats, options)
      copies.set(inodeOf(stats), place)
    }
    options.progress.finishedFile()
  }
}

/** Makes the names of all that was copied durable. */
export async function syncFolders({ entries }: ContainerContent, to: string): Promise<void> {
  const folders = entries.filter(({ stats }) => stats.isDirectory()).map(({ path }) => join(to, path))
  for (const folder of [...folders.reverse(), to]) await syncDirectory(folder)
}

/** Whether files of the content's folders can get a second name in the folder `to`. What a death leaves there is garbage. */
export async function canLink({ entries }: ContainerContent, from: string, to: string): Promise<boolean> {
  // Beside the folders lies the database, which others have open.
  const file = entries.find(({ path, stats }) => stats.isFile() && dirname(path) !== '.')
  if (file === undefined) return true
  const probe = join(to, `${probePrefix}${randomUUID()}`)
  if (!(await tryToLink(join(from, file.path), probe))) return false
  await rm(probe, { force: true })
  return true
}

/** Whether both are on one drive, as far as the system tells. */
export async function isOnDriveOf(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([stat(one), stat(other)])
  return first.dev === second.dev
}

async function copyFile(from: string, to: string, stats: Stats, options: CopyOptions): Promise<void> {
  const { signal } = options
  const expected = await copyBytes(from, to, stats, options)
  const actual = await hashFile(to, signal)
  if (actual === expected) return
  throw new AssetPackError(
    'integrityCheckFailed',
    `${to} cannot be read back as it was written. Check the disk.`,
    {
      details: { path: to, expected, actual },
    },
  )
}

/** The SHA-256 of what was copied. */
async function copyBytes(
  from: string,
  to: string,
  stats: Stats,
  { signal, progress }: CopyOptions,
): Promise<string> {
  const source = await open(from, 'r')
  try {
    const target = await open(to, 'wx', 0o600)
    try {
      const hash = createHash('sha256')
      const piece = Buffer.allocUnsafe(pieceBytes)
      for (let written = 0; ;) {
        signal.throwIfAborted()
        const { bytesRead } = await source.read(piece, 0, piece.length, null)
        if (bytesRead === 0) break
        const bytes = piece.subarray(0, bytesRead)
        hash.update(bytes)
        await writeFully(target, bytes, written)
        written += bytesRead
        progress.wrote(bytesRead)
      }
      // The time says whether somebody has written to an installed file.
      await target.utimes(stats.atime, stats.mtime)
      await target.chmod(stats.mode & 0o777)
      await target.sync()
      return hash.digest('hex')
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

/** False where the disk gives no second name, for whatever reason: then it is copied, and a disk that fails says so. */
function tryToLink(from: string, to: string): Promise<boolean> {
  return link(from, to).then(
    () => true,
    () => false,
  )
}

function inodeOf({ dev, ino }: Stats): string {
  return `${String(dev)}:${String(ino)}`
}

function missing(error: unknown): undefined {
  if (systemErrorCode(error) !== 'ENOENT') throw error
}

function exists(error: unknown): void {
  if (systemErrorCode(error) !== 'EEXIST') throw error
}
