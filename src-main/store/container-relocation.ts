import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { ContainerMove, ContainerMovePlan } from '../../src-shared/domain/container-move'
import type { FileLock } from '../platform/file-lock'
import { syncDirectory } from '../platform/file-system'
import { withFileSystemErrors } from '../platform/file-system-errors'
import { freeBytesAt } from '../platform/free-space'
import type { Logger } from '../platform/logger'
import type { Relocation } from './asset-pack-store'
import { containerTrail } from './container-address'
import { finishArrival, movedNames, settleArrival } from './container-arrival'
import {
  canLink,
  copyContainer,
  isOnDriveOf,
  surveyContainer,
  syncFolders,
  type ContainerContent,
} from './container-copy'
import { endDepartures } from './container-departure'
import { ContainerLayout } from './container-layout'
import { redirect } from './container-move'
import { moveOver } from './container-switch'
import { MoveProgress } from './move-progress'
import {
  bytesToCopy,
  inspectMoveTarget,
  noSpace,
  openMoveTarget,
  requireSpace,
  type MoveTarget,
} from './move-target'
import { prepareContainer } from './recovery'
import type { StateDatabase } from './state-database'
import type { SwitchStep } from './version-switch'

/** An open container that is to move. */
export interface RelocatedContainer {
  /** The folder that it was opened by. */
  readonly named: string
  readonly layout: ContainerLayout
  readonly lock: FileLock
  readonly state: StateDatabase
  readonly logger: Logger
  readonly onStep: (step: SwitchStep) => void
  /** False: copies on the same drive, too. */
  readonly mayLink: boolean
  /** From here on the other folder is the container: whoever looks for something looks there. */
  readonly onSwitched: (layout: ContainerLayout, lock: FileLock) => void
}

/** What nobody changes while it is copied. The folders of catalog and logs come later, and the database last. */
const stillNames = ['packs', 'staging'] as const
const lastNames = ['metadata', 'logs'] as const

/**
 * Moves an open container to another folder or drive: M-1 to M-5, always with everything in the new folder before the
 * switch, so that readers find each file at every moment. On one drive each file gets a second name, else it is copied, read
 * again and compared. The state database is not moved: a second one takes in all that it has, and both have every change from
 * then to the switch.
 *
 * The caller sees to it that packs and staging areas do not change meanwhile.
 *
 * @throws AssetPackError as `AssetPackStore.relocate`; then the container is where it was, and its lock is held. Where nobody
 * knows whether the next start will find it there, no change is taken any more.
 */
export async function relocateContainer(
  container: RelocatedContainer,
  relocation: Relocation,
): Promise<ContainerMove> {
  const { layout, logger, named } = container
  const { signal } = relocation
  signal.throwIfAborted()
  container.state.requireChangeable()
  const from = await realpath(layout.directory)
  const trail = await containerTrail(named)
  const older = await withFileSystemErrors(from, () => settleArrival(from, logger))
  await endDepartures(from, logger)
  const target = await openMoveTarget(from, resolve(relocation.directory))
  const move = { ...container, ...relocation, from, to: target.directory, older, target }
  let moved: Moved
  try {
    moved = await withFileSystemErrors(target.directory, () => bringOver(move))
  } catch (error) {
    await target.giveUp()
    throw signal.aborted ? signal.reason : error
  }
  await finishMove(move)
  await redirect(trail.slice(0, -1), target.directory, logger)
  moved.progress.complete()
  const { totalBytes: bytes, totalFiles: files } = moved.content
  return { from, directory: target.directory, bytes, files, wasCopied: moved.wasCopied }
}

/** See `AssetPackStore.planRelocation`. */
export async function planRelocation(
  layout: ContainerLayout,
  target: string,
  signal: AbortSignal,
): Promise<ContainerMovePlan> {
  const from = await realpath(layout.directory)
  const directory = resolve(target)
  const drive = await inspectMoveTarget(from, directory)
  const content = await surveyContainer(from, movedNames, signal)
  const freeBytes = await freeBytesAt(drive)
  // In the trash, which every start empties: elsewhere a second name would keep a file that is removed.
  const mustCopy = !((await isOnDriveOf(from, drive)) && (await canLink(content, from, layout.trash)))
  const needBytes = mustCopy ? bytesToCopy(content) : 0
  if (freeBytes < needBytes) throw noSpace(directory, needBytes, freeBytes)
  return { directory, bytes: content.totalBytes, files: content.totalFiles, mustCopy, needBytes, freeBytes }
}

interface Move extends RelocatedContainer, Relocation {
  readonly from: string
  readonly to: string
  readonly older: readonly string[]
  readonly target: MoveTarget
}

interface Moved {
  readonly content: ContainerContent
  readonly progress: MoveProgress
  readonly wasCopied: boolean
}

/** M-1 to M-3. When it fails nothing has happened. */
async function bringOver(move: Move): Promise<Moved> {
  const { from, to, signal, state } = move
  const content = await surveyContainer(from, movedNames, signal)
  const progress = new MoveProgress(content, move.onProgress, move.logger)
  const mayLink = move.mayLink && (await isOnDriveOf(from, to)) && (await canLink(content, from, to))
  const bring = async (names: readonly string[]): Promise<void> => {
    const some = await surveyContainer(from, names, signal)
    await copyContainer(some, from, to, { signal, progress, mayLink })
    await syncFolders(some, to)
  }
  const over: Parameters<typeof moveOver>[0] = {
    ...move,
    way: 'copy',
    lag: () => state.mirrorLag,
    onSwitched: () => {
      lookInNewFolder(move)
    },
    onUndecided: (error) => {
      state.refuseChanges(error)
    },
  }
  try {
    await moveOver(over, async (switchOver) => {
      if (!mayLink) await requireSpace(to, bytesToCopy(content))
      await prepareContainer(new ContainerLayout(to))
      await bring(stillNames)
      await whileNobodyWrites(move, async () => {
        await bring(lastNames)
        await mirrorList(move)
        signal.throwIfAborted()
        move.onStep('M-3')
        await switchOver()
      })
    })
  } catch (error) {
    state.dropMirror()
    throw error
  }
  return { content, progress, wasCopied: !mayLink }
}

/**
 * The last of it has its turn after what is asked of a host that may not answer: that wait can be left. The turn that comes
 * all the same does nothing then.
 */
function whileNobodyWrites({ whileStill, signal }: Move, work: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      reject(signal.reason as Error)
    }
    if (signal.aborted) {
      leave()
      return
    }
    signal.addEventListener('abort', leave, { once: true })
    const turn = whileStill(async () => {
      signal.removeEventListener('abort', leave)
      signal.throwIfAborted()
      await work()
    })
    turn.then(resolve, reject)
  })
}

async function mirrorList({ to, state, onStep }: Move): Promise<void> {
  onStep('M-2 list')
  await state.mirror(new ContainerLayout(to).stateDatabase)
  await syncDirectory(to)
}

/** Nothing stops the move any more. */
function lookInNewFolder({ state, target, onSwitched }: Move): void {
  state.adoptMirror()
  onSwitched(new ContainerLayout(target.directory), target.lock)
}

/** M-5; what fails now is done by the next start. */
async function finishMove({ to, lock, logger, onStep }: Move): Promise<void> {
  try {
    onStep('M-5')
    await finishArrival(to, logger, true)
  } catch (error) {
    logger.log('warn', 'The end of a move is left to the next start', { to, reason: String(error) })
  }
  lock.release()
}
