import { randomUUID } from 'node:crypto'
import { mkdir, readdir, realpath, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { AssetPackError, toAssetPackError } from '../../src-shared/domain/errors'
import { acquireFileLock, type FileLock } from '../platform/file-lock'
import { makeFolders, removeTree, syncDirectory } from '../platform/file-system'
import { withFileSystemErrors } from '../platform/file-system-errors'
import { freeBytesAt } from '../platform/free-space'
import { silentLogger, type Logger } from '../platform/logger'
import {
  containerTrail,
  forgetArrival,
  forgetMovedTo,
  isSameFolder,
  readArrival,
  tracesOfContainer,
  writeArrival,
  writeMovedTo,
} from './container-address'
import {
  clearContainer,
  finishArrival,
  isMoveRemnant,
  lockContainer,
  movedNames,
  probePrefix,
} from './container-arrival'
import { copyContainer, surveyContainer, type ContainerContent } from './container-copy'
import { StateDatabase } from './state-database'

/** How far a move is. */
export interface ContainerMoveProgress {
  readonly completedBytes: number
  readonly totalBytes: number
  readonly completedFiles: number
  readonly totalFiles: number
}

/** What a move came to. */
export interface ContainerMove {
  /** Where the packs were. */
  readonly from: string
  /** Where they are. */
  readonly directory: string
  readonly bytes: number
  readonly files: number
  /** False: both folders are on one drive, and nothing had to be copied. */
  readonly wasCopied: boolean
}

/** See {@link moveContainer}. */
export interface ContainerMoveOptions {
  /** The folder that holds the packs now, or held them once and says where they went. */
  readonly containerDirectory: string
  /** The folder that is to hold them: empty, or not there yet. */
  readonly directory: string
  readonly signal?: AbortSignal | undefined
  /** Called after each file. */
  readonly onProgress?: ((progress: ContainerMoveProgress) => void) | undefined
  readonly logger?: Logger | undefined
  /** False: copies on the same drive, too. */
  readonly mayRename?: boolean | undefined
}

/** Room for what the file system itself takes per file. */
const overheadBytes = 4096

/**
 * Moves the container of packs to another folder or drive while no manager has it open. On one drive it is a few renames;
 * else everything is copied, read again and compared, and what the old folder held is deleted last.
 *
 * The old folder keeps a small record of where the packs went: whoever opens it, as configurations go on naming it, gets
 * the new one. Whatever the moment at which the process dies, one of the two folders is the container, whole, and opening
 * the old one finds it; a move that had not switched yet can be begun again with the same folder.
 *
 * @throws AssetPackError `containerLocked` while a process has it open, `alreadyExists` when the new folder is not empty,
 * `invalidArgument` when it is the old one or inside of it, `notWritable`, `outOfSpace` (`needBytes` and `freeBytes` in its
 * details), `integrityCheckFailed`, `stateDamaged`, `diskGone`; the signal's reason. Then the packs are where they were, or,
 * when a disk fails after the switch, where they went: the next start ends the move.
 */
export async function moveContainer(options: ContainerMoveOptions): Promise<ContainerMove> {
  const { logger = silentLogger, signal = new AbortController().signal } = options
  signal.throwIfAborted()
  try {
    const target = resolve(options.directory)
    const { layout, lock } = await lockContainer(resolve(options.containerDirectory), logger)
    try {
      const trail = await containerTrail(resolve(options.containerDirectory))
      const moved = await moveLocked({ ...options, logger, signal }, layout.directory, target)
      await redirect(trail.slice(0, -1), moved.directory, logger)
      return moved
    } finally {
      lock.release()
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw toAssetPackError(error)
  }
}

/** Lets the folders before lead straight there: the drives in between may go. Until then they lead there one by one. */
async function redirect(folders: readonly string[], to: string, logger: Logger): Promise<void> {
  for (const folder of folders) {
    if (await isSameFolder(folder, to)) continue
    await writeMovedTo(folder, to).catch((error: unknown) => {
      logger.log('warn', 'An earlier folder cannot say yet where the packs are now', {
        folder,
        reason: String(error),
      })
    })
  }
}

interface Move extends ContainerMoveOptions {
  readonly logger: Logger
  readonly signal: AbortSignal
}

async function moveLocked(options: Move, source: string, target: string): Promise<ContainerMove> {
  await requireOutside(source, target)
  const made = await withFileSystemErrors(target, () => makeFolders(target))
  let lock: FileLock | undefined
  try {
    await requireEmpty(target, source)
    lock = await acquireFileLock(join(target, 'lock'))
    const from = await realpath(source)
    const to = await realpath(target)
    return await withFileSystemErrors(to, () => moveBetween(options, from, to))
  } catch (error) {
    lock?.release()
    lock = undefined
    if (made !== undefined) await removeMade(made, target)
    throw error
  } finally {
    lock?.release()
  }
}

async function moveBetween(options: Move, from: string, to: string): Promise<ContainerMove> {
  const { logger, signal, mayRename = true, onProgress } = options
  await StateDatabase.fold(join(from, 'state.db'))
  const content = await surveyContainer(from, signal)
  const wasCopied = !(mayRename && (await canRename(from, to)))
  const { totalBytes, totalFiles } = content
  await writeArrival(to, { from, way: wasCopied ? 'copy' : 'rename', isComplete: false })
  try {
    if (wasCopied) await copyAll(options, content, from, to)
    signal.throwIfAborted()
    // What an earlier move left to delete elsewhere: a record of it would go before the one of this move.
    await forgetArrival(from)
    await writeMovedTo(from, to)
  } catch (error) {
    // Where even that fails, the next start decides by what the disk has kept of it.
    await forgetMovedTo(from)
    await clearContainer(to)
    await forgetArrival(to)
    throw error
  }
  // From here on the new folder is the container: nothing stops the move any more.
  await finishArrival(to, logger, true)
  onProgress?.({ completedBytes: totalBytes, totalBytes, completedFiles: totalFiles, totalFiles })
  return { from, directory: to, bytes: totalBytes, files: totalFiles, wasCopied }
}

async function copyAll(
  { signal, onProgress }: Move,
  content: ContainerContent,
  from: string,
  to: string,
): Promise<void> {
  const { entries, totalBytes, totalFiles } = content
  await requireSpace(to, totalBytes + entries.length * overheadBytes)
  let completedBytes = 0
  let completedFiles = 0
  const onFile = (bytes: number): void => {
    completedBytes += bytes
    completedFiles += 1
    onProgress?.({ completedBytes, totalBytes, completedFiles, totalFiles })
  }
  await copyContainer(content, from, to, { signal, onFile })
  const folders = entries.filter(({ stats }) => stats.isDirectory()).map(({ path }) => join(to, path))
  for (const folder of [...folders.reverse(), to]) await syncDirectory(folder)
}

/** Drives, mounts and network folders differ in what they rename: it is tried. */
async function canRename(from: string, to: string): Promise<boolean> {
  const name = `${probePrefix}${randomUUID()}`
  await mkdir(join(from, name))
  try {
    await rename(join(from, name), join(to, name))
    await rmdir(join(to, name))
    return true
  } catch {
    await rmdir(join(from, name)).catch(() => undefined)
    return false
  }
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

/** What an interrupted move of the same container left there is cleared away. */
async function requireEmpty(target: string, source: string): Promise<void> {
  const arrival = await readArrival(target)
  if (arrival?.isComplete === false && (await isSameFolder(arrival.from, source))) {
    await clearContainer(target)
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
    if (isEmptyFolder) continue
    throw new AssetPackError('alreadyExists', `${target} is not empty. Choose an empty folder.`, {
      details: { path: target, found: name },
    })
  }
}

function isContainerName(name: string): boolean {
  return name === 'trash' || movedNames.some((moved) => moved === name)
}

async function requireSpace(target: string, needBytes: number): Promise<void> {
  const freeBytes = await freeBytesAt(target)
  if (freeBytes >= needBytes) return
  throw new AssetPackError(
    'outOfSpace',
    `The packs need ${String(needBytes)} bytes, and ${target} has ${String(freeBytes)}. Free some space there or choose another drive.`,
    { details: { path: target, needBytes, freeBytes } },
  )
}

/** Takes the folders away that were only made for the move, unless something else is in them by now. */
async function removeMade(made: string, target: string): Promise<void> {
  for (const name of ['lock', 'lock.pid'])
    await rm(join(target, name), { force: true }).catch(() => undefined)
  for (let at = target; ; at = dirname(at)) {
    if (!(await rmdir(at).then(yes, no)) || at === made) return
  }
}

const yes = (): boolean => true
const no = (): boolean => false
