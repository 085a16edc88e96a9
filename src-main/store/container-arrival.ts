import { readdir, rename, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { isAssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'
import { acquireFileLock, type FileLock } from '../platform/file-lock'
import { isInterruptedWrite, moveIntoPlace, removeTree, syncDirectory } from '../platform/file-system'
import { systemErrorCode, withFileSystemErrors } from '../platform/file-system-errors'
import type { Logger } from '../platform/logger'
import { keptLogSuffix } from '../platform/sqlite-fold'
import { YieldingLock } from '../platform/yielding-lock'
import {
  containerAddress,
  forgetArrival,
  forgetMovedTo,
  isSameFolder,
  readArrival,
  writeArrival,
  writeUnfinished,
  type Arrival,
} from './container-address'
import { withContainerErrors } from './container-errors'
import { ContainerLayout } from './container-layout'
import { prepareContainer } from './recovery'

/** What of a container moves: the rest is made anew, or garbage. */
export const movedNames = ['state.db', 'packs', 'staging', 'metadata', 'logs'] as const
const leftNames: ReadonlySet<string> = new Set([
  ...movedNames,
  'state.db-wal',
  'state.db-shm',
  // Of a database that was being made.
  'state.db-journal',
  `state.db${keptLogSuffix}`,
  'merged',
  'trash',
])

/** Milliseconds in which a process in the background gives a container up: it ends what it does, and leaves what had come. */
const longestLeavingMs = 20_000

/** Which container is taken, and how. */
export interface ContainerLockOptions {
  /** The container, or the folder that it moved away from; created when it is missing. */
  readonly directory: string
  readonly clock: Clock
  readonly logger: Logger
  /** Another process may have it as soon as it wants it: see `isClaimed`. False by default. */
  readonly isBackground?: boolean | undefined
  /** Ends the wait for a process that gives the container up. */
  readonly signal?: AbortSignal | undefined
}

/** A container that this process holds. */
export interface LockedContainer {
  readonly layout: ContainerLayout
  readonly lock: FileLock
}

/**
 * Finds the container that `directory` names, wherever it moved to, makes its folders, takes its lock and finishes a move
 * that was interrupted after it had switched. A process that has it in the background gives it up first.
 *
 * @throws AssetPackError `containerLocked`, what `containerAddress` throws, or what the file system says; the signal's
 * reason.
 */
export async function lockContainer({
  directory,
  clock,
  logger,
  isBackground = false,
  signal,
}: ContainerLockOptions): Promise<LockedContainer> {
  for (;;) {
    const layout = new ContainerLayout(await containerAddress(directory))
    const lock = await withContainerErrors(layout, async () => {
      await prepareContainer(layout)
      const lock = new YieldingLock({ path: layout.lock, isBackground })
      return lock.acquireWithin(longestLeavingMs, { clock, signal })
    })
    try {
      // It may have moved between the look and the lock.
      if ((await containerAddress(directory)) === layout.directory) {
        await withContainerErrors(layout, () => finishArrival(layout.directory, logger))
        return { layout, lock }
      }
    } catch (error) {
      lock.release()
      throw error
    }
    lock.release()
  }
}

/**
 * Brings a move into `directory` to its end, after the switch and by who holds its lock: what was to be renamed is renamed,
 * and what the old folder still holds is deleted. Does nothing when there was no move.
 *
 * @param holdsSource - This process holds the old folder's lock, too.
 */
export async function finishArrival(directory: string, logger: Logger, holdsSource = false): Promise<void> {
  const arrival = await readArrival(directory)
  if (arrival === undefined) return
  if (!arrival.isComplete) {
    if (arrival.way === 'rename') await renameEntries(arrival.from, directory)
    await forgetMovedTo(directory)
    // What earlier moves have left to clear is in this record now. Whoever took the old disk away took that one along.
    await forgetRecords(arrival.from).catch((error: unknown) => {
      logger.log('info', 'The record of an earlier move stays', { from: arrival.from, reason: String(error) })
    })
    await writeArrival(directory, { ...arrival, isComplete: true })
  }
  const left: string[] = []
  for (const folder of foldersBefore(arrival)) {
    const isLocked = holdsSource && folder === arrival.from
    // Whoever takes the old folder's disk away takes only garbage along.
    if (!(await isSettled(folder, directory, logger, isLocked))) left.push(folder)
  }
  const [from, ...older] = left
  if (from === undefined) await forgetArrival(directory)
  else if (left.length < foldersBefore(arrival).length)
    await writeArrival(directory, { ...arrival, isComplete: true, from, older })
}

/**
 * Does what an earlier move into the folder has left to do, before the next move leaves it.
 *
 * @returns the folders that still cannot be cleared: the next move takes that over.
 */
export async function settleArrival(directory: string, logger: Logger): Promise<readonly string[]> {
  await finishArrival(directory, logger)
  const left = await readArrival(directory)
  // Of a way that led away from here before: with the next one it would be a circle.
  await forgetMovedTo(directory)
  return left === undefined ? [] : foldersBefore(left)
}

/** What is said of earlier moves in the folder that the container has left. */
async function forgetRecords(from: string): Promise<void> {
  await forgetArrival(from)
  await writeUnfinished(from, [])
}

function foldersBefore({ from, older = [] }: Arrival): readonly string[] {
  return [from, ...older]
}

/** Whether the container that the folder names is in `directory` now, by whichever way. Throws when nobody can tell. */
async function leadsHere(folder: string, directory: string): Promise<boolean> {
  const address = await containerAddress(folder)
  return address !== folder && (await isSameFolder(address, directory))
}

/** What is in its place already stays; folders that are empty were only made for it. */
async function renameEntries(from: string, to: string): Promise<void> {
  await withFileSystemErrors(to, async () => {
    const there = new Set(await readdir(from))
    for (const name of movedNames) {
      if (!there.has(name)) continue
      const place = join(to, name)
      if (await makeRoom(place)) await moveIntoPlace(join(from, name), place)
    }
    await syncDirectory(to)
    await syncDirectory(from)
  })
}

/** What a system says of a place that has something in it: a file, or a folder that is not empty. */
const takenErrors: ReadonlySet<string> = new Set(['ENOTEMPTY', 'EEXIST', 'ENOTDIR'])

/**
 * Whether nothing is in that place, now that a folder which was empty is gone from it.
 *
 * @throws what else the disk says: what is not here would be taken for garbage where it still is.
 */
async function makeRoom(place: string): Promise<boolean> {
  try {
    await rmdir(place)
  } catch (error) {
    const code = systemErrorCode(error) ?? ''
    if (takenErrors.has(code)) return false
    if (code !== 'ENOENT') throw error
  }
  return true
}

/**
 * Whether nothing is left in a folder that the container in `directory` was in before. What somebody holds is deleted another
 * time, and what a disk does not tell about is looked at another time: nothing else would ever delete it.
 */
async function isSettled(
  from: string,
  directory: string,
  logger: Logger,
  isLocked: boolean,
): Promise<boolean> {
  try {
    if (await leadsHere(from, directory)) await clearSource(from, isLocked)
    return true
  } catch (error) {
    if (!isAssetPackError(error)) throw error
    logger.log('warn', 'What the packs left behind cannot be deleted yet', { from, reason: error.message })
    return false
  }
}

async function clearSource(from: string, isLocked: boolean): Promise<void> {
  const lock = isLocked ? undefined : await acquireFileLock(join(from, 'lock'))
  try {
    await clearContainer(from)
  } finally {
    lock?.release()
  }
}

/** The name of a folder that is only made to see whether it can be renamed to another place. */
export const probePrefix = 'rename-probe-'

/** Whether a process that died in a move left it: an empty folder, or half a record. */
export function isMoveRemnant(name: string): boolean {
  return name.startsWith(probePrefix) || isInterruptedWrite(name)
}

/** Deletes what a container consists of; its lock, its records and what is not of a container stay. */
export async function clearContainer(directory: string): Promise<void> {
  await withFileSystemErrors(directory, async () => {
    for (const name of await readdir(directory)) {
      if (isMoveRemnant(name)) await removeTree(join(directory, name))
      if (!leftNames.has(name) && !name.startsWith('state.db.damaged-')) continue
      const grave = join(directory, `trash-${name}`)
      // Out of its place in one step: no half of it is ever taken for the whole.
      await rename(join(directory, name), grave).then(
        () => removeTree(grave),
        () => removeTree(join(directory, name)),
      )
    }
    for (const name of await readdir(directory)) {
      if (name.startsWith('trash-')) await removeTree(join(directory, name))
    }
  })
}
