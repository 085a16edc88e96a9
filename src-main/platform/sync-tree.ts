import { open, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { syncDirectory } from './file-system'
import { withFileSystemErrors } from './file-system-errors'

const filesAtOnce = 8

/**
 * Makes every file and every folder below `directory`, and itself, durable. Aborting stops before the next file. A file that
 * the disk fails to take is deleted: the system may have forgotten its bytes, and says so only this once.
 */
export function syncTree(directory: string, signal: Pick<AbortSignal, 'throwIfAborted'>): Promise<void> {
  return withFileSystemErrors(directory, async () => {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true })
    const paths = (isWanted: (entry: (typeof entries)[number]) => boolean): string[] =>
      entries.filter(isWanted).map((entry) => join(entry.parentPath, entry.name))
    await forEachAtOnce(
      paths((entry) => entry.isFile()),
      signal,
      syncFile,
    )
    const folders = paths((entry) => entry.isDirectory())
    await forEachAtOnce([...folders.reverse(), directory], signal, syncDirectory)
  })
}

/** The same for some files, by their paths below `directory`, and for the folders on the way to them. */
export function syncFiles(
  directory: string,
  paths: Iterable<string>,
  signal: Pick<AbortSignal, 'throwIfAborted'>,
): Promise<void> {
  const files = [...paths]
  const folders = new Set<string>()
  for (const file of files)
    for (let folder = dirname(file); folder !== '.' && !folders.has(folder); folder = dirname(folder))
      folders.add(folder)
  return withFileSystemErrors(directory, async () => {
    await forEachAtOnce(
      files.map((file) => join(directory, file)),
      signal,
      syncFile,
    )
    await forEachAtOnce(
      [...Array.from(folders, (folder) => join(directory, folder)), directory],
      signal,
      syncDirectory,
    )
  })
}

// Windows refuses to sync a file that was opened only for reading.
async function syncFile(path: string): Promise<void> {
  const file = await open(path, process.platform === 'win32' ? 'r+' : 'r')
  try {
    await file.sync()
  } catch (error) {
    await rm(path, { force: true })
    throw error
  } finally {
    await file.close()
  }
}

async function forEachAtOnce(
  paths: readonly string[],
  signal: Pick<AbortSignal, 'throwIfAborted'>,
  work: (path: string) => Promise<void>,
): Promise<void> {
  let next = 0
  const lane = async (): Promise<void> => {
    for (let path = paths[next++]; path !== undefined; path = paths[next++]) {
      signal.throwIfAborted()
      await work(path)
    }
  }
  await Promise.all(Array.from({ length: filesAtOnce }, lane))
}
