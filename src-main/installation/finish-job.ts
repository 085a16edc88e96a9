import { closeSync, constants, fchmodSync, fstatSync, futimesSync, lstatSync, openSync } from 'node:fs'
import { AssetPackError } from '../../src-shared/domain/errors'
import { syncFiles, syncFolders, syncTree } from '../platform/sync-tree'
import type { JobContext } from '../platform/worker-protocol'
import { stopIfCancelled } from './job-cancellation'
import { pristineMode, pristineTime } from './pristine-file'
import { openToRead, SafeFolders } from './safe-path'
import { decodePaths, type FinishOrder } from './work-order'

/** Brings staged files into their final form (size checked, mode and time set, empty ones created) and makes them durable. */
export interface FinishJob {
  readonly kind: 'finish'
  readonly stagingDirectory: string
  readonly order: FinishOrder
  /** Files that have all their bytes, by their position in the order. */
  readonly complete: Uint32Array
  /** Files that still get more: they are made durable as they are. */
  readonly begun: Uint32Array
  /** The folders are made durable in the end; not now. */
  readonly leavesFolders: boolean
}

/** Makes everything in the staging area durable. */
export interface SyncJob {
  readonly kind: 'sync'
  readonly stagingDirectory: string
}

/** Makes the folders of the staging area durable, whose files are. */
export interface SyncFoldersJob {
  readonly kind: 'syncFolders'
  readonly stagingDirectory: string
}

/**
 * Finishes files.
 *
 * @throws AssetPackError `integrityCheckFailed` for a file that has not its exact size: no chunk was wrong, so the staging
 * area was changed by somebody else.
 */
export async function finishFiles(job: FinishJob, context: JobContext): Promise<void> {
  const { stagingDirectory, order, complete, begun, leavesFolders } = job
  const folders = new SafeFolders(stagingDirectory)
  const paths = decodePaths(order.paths)
  const path = (position: number): string => paths[position] ?? ''
  for (const position of complete) {
    stopIfCancelled(context)
    const mode = pristineMode(order.executable[position] === 1)
    finishFile(folders.prepare(path(position)), order.sizes[position] ?? 0, mode)
  }
  const written = [...complete, ...begun].map(path)
  await syncFiles(stagingDirectory, written, { signal: stopOf(context), leavesFolders })
}

/** Syncs files and folders. */
export async function syncStaging(job: SyncJob, context: JobContext): Promise<void> {
  await syncTree(job.stagingDirectory, stopOf(context))
}

/** Syncs folders. */
export async function syncStagingFolders(job: SyncFoldersJob, context: JobContext): Promise<void> {
  await syncFolders(job.stagingDirectory, stopOf(context))
}

function stopOf(context: JobContext): Pick<AbortSignal, 'throwIfAborted'> {
  return {
    throwIfAborted: () => {
      stopIfCancelled(context)
    },
  }
}

function finishFile(path: string, size: number, mode: number): void {
  if (size === 0) createEmpty(path)
  const { descriptor, stats } = openToRead(path)
  try {
    if (stats.size !== size) {
      throw new AssetPackError(
        'integrityCheckFailed',
        'A staged file has another size than the index says.',
        {
          details: { path, expected: size, actual: stats.size },
        },
      )
    }
    // A linked file shares mode and time with the installed version it comes from, where both are right.
    if (stats.nlink > 1) return
    setTimeAndMode(path, descriptor, mode)
  } finally {
    closeSync(descriptor)
  }
}

function createEmpty(path: string): void {
  if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) return
  closeSync(openSync(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o644))
}

function setTimeAndMode(path: string, descriptor: number, mode: number): void {
  if (process.platform !== 'win32') {
    futimesSync(descriptor, pristineTime, pristineTime)
    if ((fstatSync(descriptor).mode & 0o777) !== mode) fchmodSync(descriptor, mode)
    return
  }
  // Windows sets times only through a handle that may write.
  const writable = openSync(path, 'r+')
  try {
    futimesSync(writable, pristineTime, pristineTime)
  } finally {
    closeSync(writable)
  }
}
