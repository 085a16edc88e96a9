import { access, constants, readdir, realpath, rm, rmdir } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { AssetPackError, isAssetPackError } from '../../src-shared/domain/errors'
import { acquireFileLock, type FileLock } from '../platform/file-lock'
import { makeFolders, removeTree, syncDirectory } from '../platform/file-system'
import { systemErrorCode, withFileSystemErrors } from '../platform/file-system-errors'
import { freeBytesAt } from '../platform/free-space'
import { forgetArrival, readArrival, tracesOfContainer, writeUnfinished } from './container-address'
import { clearContainer, isMoveRemnant, movedNames } from './container-arrival'
import { isLeftBehind } from './container-departure'

/** The folder to which a container is to move, while this process holds it. */
export interface MoveTarget {
  /** As the disk knows it, links resolved. */
  readonly directory: string
  readonly lock: FileLock
  /** Gives the lock up and takes away what was only made for the move. */
  readonly giveUp: () => Promise<void>
}

/**
 * Makes the folder where it is not there yet, and takes its lock.
 *
 * @throws AssetPackError `invalidArgument`, `alreadyExists`, `containerLocked`, `notWritable` or what else the disk says;
 * then it is as it was.
 */
export async function openMoveTarget(source: string, target: string): Promise<MoveTarget> {
  await requireOutside(source, target)
  const made = await withFileSystemErrors(target, () => makeFolders(target))
  const before = await namesIn(target)
  let lock: FileLock | undefined
  const giveUp = async (): Promise<void> => {
    lock?.release()
    await removeMade(target, made, before)
  }
  try {
    if (made !== undefined) await syncNames(target, made)
    await requireEmpty(target, source)
    lock = await acquireFileLock(join(target, 'lock'))
    return { directory: await realpath(target), lock, giveUp }
  } catch (error) {
    if (!isAssetPackError(error, 'containerLocked')) await giveUp()
    throw error
  }
}

/**
 * The folder above which, or at which, something is there already: on its drive the new folder would be. Changes nothing.
 *
 * @throws AssetPackError `invalidArgument`, `alreadyExists`, `notWritable` when the packs cannot move there.
 */
export async function inspectMoveTarget(source: string, target: string): Promise<string> {
  await requireOutside(source, target)
  const names = (await isLeftBehind(source, target)) ? [] : await namesIn(target)
  for (const name of names) {
    if (tracesOfContainer.has(name) || isMoveRemnant(name)) continue
    const isEmpty = isContainerName(name) && (await namesIn(join(target, name))).length === 0
    if (!isEmpty) throw notEmpty(target, name)
  }
  const there = await withFileSystemErrors(target, () => existingFolder(target))
  await withFileSystemErrors(there, () => access(there, constants.W_OK))
  return there
}

/**
 * Looks whether the folder is still the one into which a move began: a drive that was taken away can leave an empty folder
 * in its place.
 *
 * @throws AssetPackError `diskGone`.
 */
export async function requireBegun(directory: string): Promise<void> {
  const arrival = await readArrival(directory).catch(() => undefined)
  if (arrival !== undefined) return
  throw new AssetPackError(
    'diskGone',
    `${directory} is not there any more. The packs are where they were. Connect its disk and try again.`,
    { details: { path: directory } },
  )
}

/** Room for what the file system itself takes per file. */
const overheadBytes = 4096

/** Bytes that a copy takes. */
export function bytesToCopy({
  entries,
  totalBytes,
}: {
  readonly entries: readonly unknown[]
  readonly totalBytes: number
}): number {
  return totalBytes + entries.length * overheadBytes
}

/** @throws AssetPackError `outOfSpace`. */
export async function requireSpace(target: string, needBytes: number): Promise<void> {
  const freeBytes = await freeBytesAt(target)
  if (freeBytes < needBytes) throw noSpace(target, needBytes, freeBytes)
}

/** The new drive has too little room. */
export function noSpace(path: string, needBytes: number, freeBytes: number): AssetPackError {
  return new AssetPackError(
    'outOfSpace',
    `The packs need ${String(needBytes)} bytes, and ${path} has ${String(freeBytes)}. Free some space there or choose another drive.`,
    { details: { path, needBytes, freeBytes } },
  )
}

async function requireOutside(source: string, target: string): Promise<void> {
  const isInside = (path: string, folder: string): boolean => {
    const way = relative(folder, path)
    return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || resolve(way) === way)
  }
  const [from, to] = await Promise.all([source, target].map(existingPath))
  if (from !== undefined && to !== undefined && !isInside(to, from)) return
  throw new AssetPackError(
    'invalidArgument',
    `${target} is the folder of the packs or inside of it. Choose another one.`,
    { details: { path: target, containerDirectory: source } },
  )
}

/** As the disk knows it, links resolved, whether or not its last parts are there yet. */
async function existingPath(path: string): Promise<string> {
  const above = dirname(path)
  try {
    return await realpath(path)
  } catch {
    return above === path ? path : join(await existingPath(above), relative(above, path))
  }
}

async function existingFolder(path: string): Promise<string> {
  try {
    await readdir(path)
    return path
  } catch (error) {
    const above = dirname(path)
    if (systemErrorCode(error) !== 'ENOENT' || above === path) throw error
    return existingFolder(above)
  }
}

/** What an interrupted move of the same container left there is cleared away. */
async function requireEmpty(target: string, source: string): Promise<void> {
  if (await isLeftBehind(source, target)) {
    await clearContainer(target)
    await writeUnfinished(target, [])
    await forgetArrival(target)
  }
  const names = await withFileSystemErrors(target, () => readdir(target))
  for (const name of names) {
    if (tracesOfContainer.has(name)) continue
    if (isMoveRemnant(name)) {
      await removeTree(join(target, name))
      continue
    }
    // Somebody who opened the folder just before the packs had left it makes them.
    const isEmptyFolder = isContainerName(name) && (await rmdir(join(target, name)).then(yes, no))
    if (!isEmptyFolder) throw notEmpty(target, name)
  }
}

function isContainerName(name: string): boolean {
  return name === 'trash' || movedNames.some((moved) => moved === name)
}

function notEmpty(target: string, found: string): AssetPackError {
  return new AssetPackError('alreadyExists', `${target} is not empty. Choose an empty folder.`, {
    details: { path: target, found },
  })
}

/** Makes the names of new folders durable: a record that leads there outlives a power cut, and so must they. */
async function syncNames(target: string, made: string): Promise<void> {
  await withFileSystemErrors(target, async () => {
    for (let at = target; ; at = dirname(at)) {
      await syncDirectory(dirname(at))
      if (at === made) return
    }
  })
}

/** Takes away the lock, and the folders that were only made for the move, unless something else is in them by now. */
async function removeMade(
  target: string,
  made: string | undefined,
  before: readonly string[],
): Promise<void> {
  for (const name of ['lock', 'lock.pid', 'lock-journal']) {
    if (!before.includes(name)) await rm(join(target, name), { force: true }).catch(() => undefined)
  }
  if (made === undefined) return
  for (let at = target; ; at = dirname(at)) {
    if (!(await rmdir(at).then(yes, no)) || at === made) return
  }
}

function namesIn(directory: string): Promise<readonly string[]> {
  return readdir(directory).catch((error: unknown) => {
    const code = systemErrorCode(error)
    if (code === 'ENOENT') return []
    return withFileSystemErrors(directory, () => Promise.reject(error as Error))
  })
}

const yes = (): boolean => true
const no = (): boolean => false
