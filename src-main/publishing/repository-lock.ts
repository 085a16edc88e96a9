import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AssetPackError, isAssetPackError } from '../../src-shared/domain/errors'
import { acquireFileLock, type FileLock } from '../platform/file-lock'
import { withFileSystemErrors } from '../platform/file-system-errors'

const lockName = '.publish.lock'

/**
 * Runs `action` while nobody else publishes into the repository in `directory`, which is made when it is missing. The
 * lock dies with this process.
 *
 * @throws AssetPackError `fileInUse` while another process holds it, `notWritable`.
 */
export async function withRepositoryLock<T>(directory: string, action: () => Promise<T>): Promise<T> {
  await withFileSystemErrors(directory, () => mkdir(directory, { recursive: true }))
  const lock = await take(directory)
  try {
    return await action()
  } finally {
    lock.release()
  }
}

async function take(directory: string): Promise<FileLock> {
  try {
    return await acquireFileLock(join(directory, lockName))
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
