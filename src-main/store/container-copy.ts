import { createHash } from 'node:crypto'
import { link, lstat, mkdir, open, readdir } from 'node:fs/promises'
import type { Stats } from 'node:fs'
import { join } from 'node:path'
import { AssetPackError } from '../../src-shared/domain/errors'
import { hashFile } from '../repository/digest'
import { systemErrorCode } from '../platform/file-system-errors'
import { movedNames } from './container-arrival'

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

/** Looks at everything that moves; nothing else than files and folders does. */
export async function surveyContainer(directory: string, signal: AbortSignal): Promise<ContainerContent> {
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
      for (const name of await readdir(join(directory, path))) await visit(join(path, name))
      return
    }
    totalFiles += 1
    if (stats.nlink > 1 && shared.has(inodeOf(stats))) return
    shared.add(inodeOf(stats))
    totalBytes += stats.size
  }
  for (const name of movedNames) await visit(name)
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
  options: { readonly signal: AbortSignal; readonly onFile: (bytes: number) => void },
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
    if (copied !== undefined && (await isLinked(copied, place))) {
      options.onFile(0)
      continue
    }
    await copyFile(join(from, path), place, stats, options.signal)
    copies.set(inodeOf(stats), place)
    options.onFile(stats.size)
  }
}

async function copyFile(from: string, to: string, stats: Stats, signal: AbortSignal): Promise<void> {
  const expected = await copyBytes(from, to, stats, signal)
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
async function copyBytes(from: string, to: string, stats: Stats, signal: AbortSignal): Promise<string> {
  const source = await open(from, 'r')
  try {
    const target = await open(to, 'wx', 0o600)
    try {
      const hash = createHash('sha256')
      const piece = Buffer.allocUnsafe(pieceBytes)
      for (;;) {
        signal.throwIfAborted()
        const { bytesRead } = await source.read(piece, 0, piece.length, null)
        if (bytesRead === 0) break
        const bytes = piece.subarray(0, bytesRead)
        hash.update(bytes)
        for (let at = 0; at < bytes.length;)
          at += (await target.write(bytes, at, bytes.length - at, null)).bytesWritten
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

/** False where the disk knows no links: then it is copied once more. */
function isLinked(from: string, to: string): Promise<boolean> {
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
