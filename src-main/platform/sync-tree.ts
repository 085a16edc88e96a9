import { closeSync, fsync, openSync, type Dirent } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { syncDirectory } from './file-system'
import { withFileSystemErrors } from './file-system-errors'

const filesAtOnce = 8

/** Only the flush waits for the disk; opening and closing through promises cost more than they do. */
const flushed = promisify(fsync)

/**
 * Makes every file and every folder below `directory`, and itself, durable. Aborting stops before the next file. A file that
 * the disk fails to take is deleted: the system may have forgotten its bytes, and says so only this once.
 */
export function syncTree(directory: string, signal: Stop): Promise<void> {
  return withFileSystemErrors(directory, async () => {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile())
    await forEachAtOnce(files.map(pathOf), signal, syncFile)
    await syncDirectories(directory, entries, signal)
  })
}

/** The same for folders alone: what was made durable in them before needs no second time. */
export function syncFolders(directory: string, signal: Stop): Promise<void> {
  return withFileSystemErrors(directory, async () => {
    await syncDirectories(
      directory,
      await readdir(directory, { recursive: true, withFileTypes: true }),
      signal,
    )
  })
}

/** The same for some files, by their paths below `directory`, and, unless they are left, for the folders on the way to them. */
export function syncFiles(
  directory: string,
  files: readonly string[],
  { signal, leavesFolders = false }: { readonly signal: Stop; readonly leavesFolders?: boolean },
): Promise<void> {
  const folders = new Set<string>()
  for (const file of leavesFolders ? [] : files)
    for (let folder = dirname(file); folder !== '.' && !folders.has(folder); folder = dirname(folder))
      folders.add(folder)
  const paths = Array.from(folders, (folder) => join(directory, folder))
  return withFileSystemErrors(directory, async () => {
    await forEachAtOnce(
      files.map((file) => join(directory, file)),
      signal,
      syncFile,
    )
    await forEachAtOnce(leavesFolders ? [] : [...paths, directory], signal, syncDirectory)
  })
}

type Stop = Pick<AbortSignal, 'throwIfAborted'>

/** Each after those that it holds. */
function syncDirectories(directory: string, entries: readonly Dirent[], signal: Stop): Promise<void> {
  const folders = entries.filter((entry) => entry.isDirectory()).map(pathOf)
  return forEachAtOnce([...folders.reverse(), directory], signal, syncDirectory)
}

function pathOf({ parentPath, name }: Dirent): string {
  return join(parentPath, name)
}

// Windows refuses to sync a file that was opened only for reading.
async function syncFile(path: string): Promise<void> {
  const descriptor = openSync(path, process.platform === 'win32' ? 'r+' : 'r')
  try {
    await flushed(descriptor)
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    closeSync(descriptor)
  }
}

/** After a failure nothing more is begun, and what runs has ended. */
async function forEachAtOnce(
  paths: readonly string[],
  signal: Stop,
  work: (path: string) => Promise<void>,
): Promise<void> {
  const left = paths.values()
  let isOver = false
  const lane = async (): Promise<void> => {
    for (const path of left) {
      if (isOver) return
      try {
        signal.throwIfAborted()
        await work(path)
      } catch (error) {
        isOver = true
        throw error
      }
    }
  }
  const lanes = await Promise.allSettled(Array.from({ length: filesAtOnce }, lane))
  const failed = lanes.find(({ status }) => status === 'rejected')
  if (failed !== undefined) throw (failed as PromiseRejectedResult).reason
}
