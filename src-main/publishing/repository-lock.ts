import { rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { AssetPackError, isAssetPackError } from '../../src-shared/domain/errors'
import { acquireFileLock, type FileLock } from '../platform/file-lock'
import { makeFolders } from '../platform/file-system'
import { withFileSystemErrors } from '../platform/file-system-errors'
import { removeEmptyFolders } from './empty-folders'

const lockName = '.publish.lock'

/**
 * Runs `action` while nobody else publishes into the repository in `directory`, which is made when it is missing. The
 * lock dies with this process. Nothing of it stays: a repository is copied to web hosts as it is. A folder that was made
 * for it and is empty in the end goes too.
 *
 * @throws AssetPackError `fileInUse` while another process holds it, `notWritable`.
 */
export async function withRepositoryLock<T>(directory: string, action: () => Promise<T>): Promise<T> {
  const absolute = resolve(directory)
  const firstMade = await withFileSystemErrors(absolute, () => makeFolders(absolute))
  try {
    return await locked(absolute, action)
  } finally {
    if (firstMade !== undefined) await removeEmptyFolders(absolute, firstMade)
  }
}

async function locked<T>(directory: string, action: () => Promise<T>): Promise<T> {
  const path = join(directory, lockName)
  const lock = await take(path, directory)
  try {
    return await action()
  } finally {
    await giveUp(path, lock)
  }
}

/** Takes the lock on the file that is at `path` now, not on one that its last holder has just removed. */
async function take(path: string, directory: string): Promise<FileLock> {
  for (;;) {
    const before = await fileMark(path)
    const isSame = async (): Promise<boolean> => (await fileMark(path)) === before
    try {
      const lock = await acquire(path, directory)
      if (before !== undefined && (await isSame())) return lock
      lock.release()
    } catch (error) {
      // SQLite takes a file that goes away under it for a failing disk.
      if (isAssetPackError(error, 'fileInUse') || (await isSame())) throw error
    }
  }
}

async function acquire(path: string, directory: string): Promise<FileLock> {
  try {
    return await acquireFileLock(path)
  } catch (error) {
    if (!isAssetPackError(error, 'containerLocked')) throw error
    throw new AssetPackError(
      'fileInUse',
      `Another process is publishing into ${directory}. Wait until it is done.`,
      {
        cause: error,
        details: { ...error.details, path: directory },
      },
    )
  }
}

async function giveUp(path: string, lock: FileLock): Promise<void> {
  await removeFile(`${path}.pid`)
  // Before somebody else can have it. Windows removes no open file; there the next holder keeps it from being removed.
  if (process.platform !== 'win32') await removeFile(path)
  lock.release()
  if (process.platform === 'win32') await removeFile(path)
}

async function removeFile(path: string): Promise<void> {
  // A lock file that stays does no harm; what was published counts.
  await rm(path, { force: true }).catch(() => undefined)
}

/** Tells apart two files that had the same name one after the other. */
async function fileMark(path: string): Promise<string | undefined> {
  return stat(path, { bigint: true }).then(
    // The number alone is given to the next file when the first is gone.
    ({ ino, birthtimeNs }) => `${String(ino)} ${String(birthtimeNs)}`,
    () => undefined,
  )
}
