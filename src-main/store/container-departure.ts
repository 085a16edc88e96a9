import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isAssetPackError } from '../../src-shared/domain/errors'
import { acquireFileLock, type FileLock } from '../platform/file-lock'
import { removeTree } from '../platform/file-system'
import { withFileSystemErrors } from '../platform/file-system-errors'
import type { Logger } from '../platform/logger'
import {
  forgetArrival,
  forgetMovingTo,
  isFolder,
  isSameFolder,
  readArrival,
  readMovingTo,
} from './container-address'
import { clearContainer, isMoveRemnant } from './container-arrival'

/**
 * Clears where a move of the container in `from` was going that never switched, by who holds the lock of `from`. Does
 * nothing when there was none. While the place is away, or somebody holds what is there, its record stays: the next start
 * tries again.
 *
 * @param holdsTarget - This process holds the other folder's lock, too.
 */
export async function endDeparture(from: string, logger: Logger, holdsTarget = false): Promise<void> {
  try {
    const to = await readMovingTo(from)
    if (to === undefined || !(await isFolder(to))) return
    await withFileSystemErrors(to, async () => {
      if (await hasTraces(from, to)) await clearTarget(from, to, holdsTarget)
    })
    await forgetMovingTo(from)
  } catch (error) {
    if (!isAssetPackError(error)) throw error
    logger.log('warn', 'What a move left behind cannot be deleted yet', { from, reason: error.message })
  }
}

/** Whether that move has come there at all, and nobody has taken the place since. */
async function hasTraces(from: string, to: string): Promise<boolean> {
  const arrival = await readArrival(to)
  if (arrival !== undefined) return !arrival.isComplete && (await isSameFolder(arrival.from, from))
  // It was cut off while it wrote its first record.
  const names = await readdir(to)
  return names.some(isMoveRemnant) && !names.includes('state.db')
}

async function clearTarget(from: string, to: string, isLocked: boolean): Promise<void> {
  let lock: FileLock | undefined
  try {
    lock = isLocked ? undefined : await acquireFileLock(join(to, 'lock'))
    // It may have become somebody's packs between the look and the lock.
    if (!(await hasTraces(from, to))) return
    if ((await readArrival(to)) !== undefined) await clearContainer(to)
    for (const name of await readdir(to)) if (isMoveRemnant(name)) await removeTree(join(to, name))
    await forgetArrival(to)
  } finally {
    lock?.release()
  }
}
