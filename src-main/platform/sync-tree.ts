import { open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { syncDirectory } from './file-system'
import { systemErrorCode, withFileSystemErrors } from './file-system-errors'

const filesAtOnce = 8

/**
 * Makes every file and every folder below `directory`, and itself, durable. Aborting stops before the next file. A file that
 * the disk fails to take is deleted: the system may have forgotten its bytes, and says so only this once.
 *
 * @param whileWritten - Whether others may create and delete files meanwhile: what is gone before its turn needs nothing.
 */
export function syncTree(
  directory: string,
  signal: Pick<AbortSignal, 'throwIfAborted'>,
  { whileWritten = false }: { readonly whileWritten?: boolean } = {},
): Promise<void> {
  const sync = (work: (path: string) => Promise<void>) =>
    whileWritten ? (path: string) => work(path).catch(ignoreMissing) : work
  return withFileSystemErrors(directory, async () => {
    const entries = await readdir(directory, { recursive: true, withFileTypes: true })
    const paths = (isWanted: (entry: (typeof entries)[number]) => boolean): string[] =>
      entries.filter(isWanted).map((entry) => join(entry.parentPath, entry.name))
    await forEachAtOnce(
      paths((entry) => entry.isFile()),
      signal,
      sync(syncFile),
    )
    const folders = paths((entry) => entry.isDirectory())
    await forEachAtOnce([...folders.reverse(), directory], signal, sync(syncDirectory))
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

function ignoreMissing(error: unknown): void {
  if (systemErrorCode(error) !== 'ENOENT') throw error
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
