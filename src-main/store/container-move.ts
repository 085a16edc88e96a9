import { randomUUID } from 'node:crypto'
import { mkdir, realpath, rename, rmdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { ContainerMove, ContainerMoveProgress } from '../../src-shared/domain/container-move'
import { toAssetPackError } from '../../src-shared/domain/errors'
import { systemClock } from '../platform/clock'
import { translateFileSystemError, withFileSystemErrors } from '../platform/file-system-errors'
import { silentLogger, type Logger } from '../platform/logger'
import { containerTrail, isSameFolder, writeMovedTo } from './container-address'
import { finishArrival, lockContainer, movedNames, probePrefix, settleArrival } from './container-arrival'
import { copyContainer, surveyContainer, syncFolders } from './container-copy'
import { endDepartures } from './container-departure'
import { moveOver } from './container-switch'
import { MoveProgress } from './move-progress'
import { bytesToCopy, openMoveTarget, requireSpace } from './move-target'
import { StateDatabase } from './state-database'

/** See {@link moveContainer}. */
export interface ContainerMoveOptions {
  /** The folder that holds the packs now, or held them once and says where they went. */
  readonly containerDirectory: string
  /** The folder that is to hold them: empty, or not there yet. */
  readonly directory: string
  readonly signal?: AbortSignal | undefined
  /** Called after each file, and each MiB of it. */
  readonly onProgress?: ((progress: ContainerMoveProgress) => void) | undefined
  readonly logger?: Logger | undefined
  /** False: copies on the same drive, too. */
  readonly mayRename?: boolean | undefined
}

/**
 * Moves the container of packs to another folder or drive while no manager has it open; the manager that has it open moves
 * it itself. On one drive it is a few renames; else everything is copied, read again and compared, and what the old folder
 * held is deleted last.
 *
 * The old folder keeps a small record of where the packs went: whoever opens it, as configurations go on naming it, gets
 * the new one. Whatever the moment at which the process dies, one of the two folders is the container, whole, and opening
 * the old one finds it; a move that had not switched yet can be begun again with the same folder.
 *
 * @throws AssetPackError `containerLocked` while a process has it open (one in the background gives it up first),
 * `alreadyExists` when the new folder is not empty, `invalidArgument` when it is the old one or inside of it, `notWritable`,
 * `outOfSpace` (`needBytes` and `freeBytes` in its details), `integrityCheckFailed`, `stateDamaged`, `diskGone`; the signal's
 * reason. Then the packs are where they were, or, when a disk fails after the switch, where they went: the next start ends the
 * move.
 */
export async function moveContainer(options: ContainerMoveOptions): Promise<ContainerMove> {
  const { logger = silentLogger, signal = new AbortController().signal } = options
  signal.throwIfAborted()
  try {
    const { layout, lock } = await lockContainer({
      directory: resolve(options.containerDirectory),
      clock: systemClock,
      logger,
      signal,
    })
    try {
      const trail = await containerTrail(resolve(options.containerDirectory))
      const moved = await moveLocked({ ...options, logger, signal }, layout.directory)
      await redirect(trail.slice(0, -1), moved.directory, logger)
      return moved
    } finally {
      lock.release()
    }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw toAssetPackError(translateFileSystemError(error, resolve(options.containerDirectory)))
  }
}

/** Lets the folders before lead straight there: the drives in between may go. Until then they lead there one by one. */
export async function redirect(folders: readonly string[], to: string, logger: Logger): Promise<void> {
  for (const folder of folders) {
    try {
      if (!(await isSameFolder(folder, to))) await writeMovedTo(folder, to)
    } catch (error) {
      logger.log('warn', 'An earlier folder cannot say yet where the packs are now', {
        folder,
        reason: String(error),
      })
    }
  }
}

interface Move extends ContainerMoveOptions {
  readonly logger: Logger
  readonly signal: AbortSignal
}

async function moveLocked(options: Move, source: string): Promise<ContainerMove> {
  const from = await realpath(source)
  const older = await withFileSystemErrors(from, () => settleArrival(from, options.logger))
  await endDepartures(from, options.logger)
  const target = await openMoveTarget(from, resolve(options.directory))
  try {
    const to = target.directory
    const moved = await withFileSystemErrors(to, () => moveBetween({ ...options, from, to, older }))
    target.lock.release()
    return moved
  } catch (error) {
    await target.giveUp()
    throw error
  }
}

interface OpenedMove extends Move {
  readonly from: string
  readonly to: string
  readonly older: readonly string[]
}

async function moveBetween(move: OpenedMove): Promise<ContainerMove> {
  const { from, to, older, logger, signal, mayRename = true, onProgress } = move
  await StateDatabase.fold(join(from, 'state.db'))
  const content = await surveyContainer(from, movedNames, signal)
  const progress = new MoveProgress(content, onProgress, logger)
  const wasCopied = !(mayRename && (await canRename(from, to)))
  await moveOver({ from, to, older, way: wasCopied ? 'copy' : 'rename', logger }, async (switchOver) => {
    if (wasCopied) {
      await requireSpace(to, bytesToCopy(content))
      await copyContainer(content, from, to, { signal, progress, mayLink: false })
      await syncFolders(content, to)
    }
    signal.throwIfAborted()
    await switchOver()
  })
  // From here on the new folder is the container: nothing stops the move any more.
  await finishArrival(to, logger, true)
  progress.complete()
  return { from, directory: to, bytes: content.totalBytes, files: content.totalFiles, wasCopied }
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
