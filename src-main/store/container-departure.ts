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
  hasOnlyBegun,
  isFolder,
  isSameFolder,
  readArrival,
  readMovingTo,
  readUnfinished,
  realFolder,
  writeUnfinished,
  type UnfinishedMove,
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
  await unlessHeld(from, logger, async () => {
    const to = await readMovingTo(from)
    if (to !== undefined && (await isCleared({ from, to }, holdsTarget))) await forgetMovingTo(from)
  })
}

/**
 * The folders that are there of those where a move of the container was going that never switched. Looking for one on a drive
 * that does not answer may take long: for one after the other, so that it does not hold up all that this process reads.
 */
export async function departuresThere(directory: string): Promise<ReadonlySet<string>> {
  const to = await readMovingTo(directory)
  const moves = to === undefined ? [] : [{ from: directory, to }]
  const there = new Set<string>()
  for (const move of [...moves, ...(await readUnfinished(directory))])
    if ((await isFolder(move.to)) && (await isFolder(move.from))) there.add(move.to)
  return there
}

/**
 * The same for that move and all before it, which have left something in places that were away when the next one began. Of
 * those it is not deleted before the folder from which they began is there, too: only that one tells that they never switched.
 *
 * @param there - Nothing is looked for elsewhere; by default everywhere.
 */
export async function endDepartures(
  directory: string,
  logger: Logger,
  there?: ReadonlySet<string>,
): Promise<void> {
  await unlessHeld(directory, logger, async () => {
    const isThere = (to: string | undefined): boolean => to !== undefined && there?.has(to) !== false
    if (isThere(await readMovingTo(directory))) await endDeparture(directory, logger)
    for (const move of await readUnfinished(directory)) {
      if (!isThere(move.to)) continue
      const isOver = await unlessHeld(directory, logger, async () => {
        return (await isFolder(move.from)) && (await isCleared(move, false))
      })
      if (isOver !== true) continue
      const others = (await readUnfinished(directory)).filter((other) => !isSameMove(other, move))
      await writeUnfinished(directory, others)
    }
  })
}

/**
 * Keeps in mind what the last move has left in a place that is away, before the record of the next one takes its place.
 *
 * @returns all such moves: the next folder of the container takes them over.
 */
export async function keepUnfinished(from: string): Promise<readonly UnfinishedMove[]> {
  const [moves, to] = [await readUnfinished(from), await readMovingTo(from)]
  if (to === undefined || moves.some((move) => isSameMove(move, { from, to }))) return moves
  const all = [...moves, { from, to }]
  await writeUnfinished(from, all)
  return all
}

/** Whether a move of that container has only begun to bring into the place what is there. */
export async function isLeftBehind(container: string, place: string): Promise<boolean> {
  if (await hasOnlyBegun({ from: container, to: place })) return true
  const folder = await realFolder(place)
  for (const move of await readUnfinished(container)) {
    // It is written as it was really called. A disk that fails where an earlier move was going stops none to elsewhere.
    const isIt = move.to === folder || (await isSameFolder(move.to, place).catch(() => false))
    if (isIt && (await hasOnlyBegun(move))) return true
  }
  return false
}

async function unlessHeld<T>(from: string, logger: Logger, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (!isAssetPackError(error)) throw error
    logger.log('warn', 'What a move left behind cannot be deleted yet', { from, reason: error.message })
    return undefined
  }
}

/** Whether nothing of that move is in its place any more; not while the place is away. */
async function isCleared(move: UnfinishedMove, isLocked: boolean): Promise<boolean> {
  if (!(await isFolder(move.to))) return false
  await withFileSystemErrors(move.to, async () => {
    if (await hasTraces(move)) await clearTarget(move, isLocked)
  })
  return true
}

/** Whether that move has come there at all, and nobody has taken the place since. */
async function hasTraces(move: UnfinishedMove): Promise<boolean> {
  if ((await readArrival(move.to)) !== undefined) return hasOnlyBegun(move)
  // It was cut off while it wrote its first record.
  const names = await readdir(move.to)
  return names.some(isMoveRemnant) && !names.includes('state.db')
}

async function clearTarget(move: UnfinishedMove, isLocked: boolean): Promise<void> {
  const { to } = move
  let lock: FileLock | undefined
  try {
    lock = isLocked ? undefined : await acquireFileLock(join(to, 'lock'))
    // It may have become somebody's packs between the look and the lock.
    if (!(await hasTraces(move))) return
    if ((await readArrival(to)) !== undefined) await clearContainer(to)
    for (const name of await readdir(to)) if (isMoveRemnant(name)) await removeTree(join(to, name))
    await writeUnfinished(to, [])
    await forgetArrival(to)
  } finally {
    lock?.release()
  }
}

function isSameMove(one: UnfinishedMove, other: UnfinishedMove): boolean {
  return one.from === other.from && one.to === other.to
}
