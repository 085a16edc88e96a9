import { randomBytes } from 'node:crypto'
import { chmod, lstat, mkdir, open, readdir, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { AssetPackError } from '../../src-shared/domain/errors'
import { systemClock, type Clock } from './clock'
import { systemErrorCode, withFileSystemErrors } from './file-system-errors'

/** What Windows answers while a scanner or a reader holds either name; it passes. */
const transientRenameErrors: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'EBUSY'])
const renamePatienceMs = 10_000

/**
 * Writes a file so that after a crash or a power cut there is either the old content or the new, whole: a temporary file in
 * the same folder, synced, renamed over the old one, the folder synced.
 *
 * @throws AssetPackError translated from the file system; the old content stays.
 */
export function publishFile(path: string, bytes: Uint8Array, clock: Clock = systemClock): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.tmp`)
  return withFileSystemErrors(path, async () => {
    try {
      await writeSynced(temporary, bytes)
      await moveIntoPlace(temporary, path, clock)
    } catch (error) {
      await rm(temporary, { force: true }).catch(() => undefined)
      throw error
    }
    await syncDirectory(dirname(path))
  })
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o644)
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Whether a file of that name is what a process left that died in {@link publishFile}. */
export function isInterruptedWrite(name: string): boolean {
  return /^\..+\.[0-9a-f]{12}\.tmp$/.test(name)
}

/** Renames, and on Windows waits up to ten seconds for whoever holds either name. Both names are on one volume. */
export async function moveIntoPlace(from: string, to: string, clock: Clock = systemClock): Promise<void> {
  const deadline = clock.monotonic() + renamePatienceMs
  for (let pauseMs = 10; ; pauseMs = Math.min(pauseMs * 2, 500)) {
    try {
      await rename(from, to)
      return
    } catch (error) {
      const code = systemErrorCode(error) ?? ''
      const mayPass = process.platform === 'win32' && transientRenameErrors.has(code)
      if (!mayPass || clock.monotonic() >= deadline) throw error
      await clock.delay(pauseMs)
    }
  }
}

/** Fills `bytes` from `offset` of a file on; gives how many there were before its end. */
export async function readAt(handle: FileHandle, bytes: Uint8Array, offset: number): Promise<number> {
  let filled = 0
  while (filled < bytes.length) {
    const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, offset + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return filled
}

/** Writes all of `bytes` at `offset` of a file: one call to the system may take only some of them. */
export async function writeFully(handle: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, offset + written)
    if (bytesWritten === 0) throw takesNoMore()
    written += bytesWritten
  }
}

function takesNoMore(): AssetPackError {
  return new AssetPackError('diskFailed', 'The disk takes no more bytes of a file, and does not say why.')
}

/** Makes the names in a folder durable. Windows cannot and needs not: it refuses to sync a folder. */
export async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

/**
 * Makes a folder, and those above it that are missing; gives the outermost one that it made, if any.
 *
 * Node's own recursive `mkdir` never ends where no folder can be made although the one above it is there, as below `/proc`:
 * it goes round in a thread that nothing stops, and not even the process ends.
 *
 * @throws AssetPackError `notWritable` for such a place; else what the file system says.
 */
export async function makeFolders(path: string, mode?: number): Promise<string | undefined> {
  const folder = resolve(path)
  try {
    return (await makeFolder(folder, mode)) ? folder : undefined
  } catch (error) {
    const above = dirname(folder)
    if (systemErrorCode(error) !== 'ENOENT' || above === folder) throw error
    const outermost = await makeFolders(above, mode)
    const isMade = await makeFolder(folder, mode).catch((cause: unknown) => {
      throw systemErrorCode(cause) === 'ENOENT' ? takesNoFolder(above, cause) : cause
    })
    return outermost ?? (isMade ? folder : undefined)
  }
}

/** Whether it was not there before. */
async function makeFolder(path: string, mode: number | undefined): Promise<boolean> {
  try {
    await mkdir(path, mode)
    return true
  } catch (error) {
    // What is said of a folder that is there depends on the disk: that it exists, or that nothing may be made.
    const isThere = await stat(path).then(
      (stats) => stats.isDirectory(),
      () => false,
    )
    if (isThere) return false
    throw error
  }
}

function takesNoFolder(path: string, cause: unknown): AssetPackError {
  return new AssetPackError('notWritable', `No folder can be made in ${path}. Choose another one.`, {
    cause,
    details: { path },
  })
}

/** Deletes a folder and all in it, read-only folders included. What is not there is fine. */
export async function removeTree(path: string): Promise<void> {
  await withFileSystemErrors(path, async () => {
    await makeFoldersWritable(path)
    await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  })
}

async function makeFoldersWritable(path: string): Promise<void> {
  const stats = await lstat(path).catch(() => undefined)
  if (stats?.isDirectory() !== true) return
  if ((stats.mode & 0o700) !== 0o700) await chmod(path, 0o755)
  const entries = await readdir(path, { withFileTypes: true })
  for (const entry of entries) if (entry.isDirectory()) await makeFoldersWritable(join(path, entry.name))
}
