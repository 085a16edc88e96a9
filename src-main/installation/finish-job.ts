import { closeSync, constants, fchmodSync, fstatSync, futimesSync, lstatSync, openSync } from 'node:fs'
import { AssetPackError } from '../../src-shared/domain/errors'
import { syncFiles, syncTree } from '../platform/sync-tree'
import type { JobContext } from '../platform/worker-protocol'
import { stopIfCancelled } from './job-cancellation'
import { pristineMode, pristineTime } from './pristine-file'
import { openToRead, SafeFolders } from './safe-path'
import { decodePaths, type FinishOrder, type ListedFiles } from './work-order'

/** Brings staged files into their final form: size checked, mode and time set, empty ones created. */
export interface FinishJob {
  readonly kind: 'finish'
  readonly stagingDirectory: string
  readonly order: FinishOrder
}

/** Makes everything in the staging area durable. */
export interface SyncJob {
  readonly kind: 'sync'
  readonly stagingDirectory: string
}

/** Makes some files durable, others of them are still to come. */
export interface SyncFilesJob {
  readonly kind: 'syncFiles'
  readonly lists: readonly ListedFiles[]
}

/**
 * Finishes files.
 *
 * @throws AssetPackError `integrityCheckFailed` for a file that has not its exact size: no chunk was wrong, so the staging
 * area was changed by somebody else.
 */
export function finishFiles(job: FinishJob, context: JobContext): void {
  const { order } = job
  const folders = new SafeFolders(job.stagingDirectory)
  for (const [number, path] of decodePaths(order.paths).entries()) {
    stopIfCancelled(context)
    const size = order.sizes[number] ?? 0
    finishFile(folders.prepare(path), size, pristineMode(order.executable[number] === 1))
  }
}

/** Syncs files and folders. */
export async function syncStaging(job: SyncJob, context: JobContext): Promise<void> {
  await syncTree(job.stagingDirectory, stopOf(context))
}

/** Syncs these files, each once, and their folders. */
export async function syncListed({ lists }: SyncFilesJob, context: JobContext): Promise<void> {
  const pathsOf = new Map<string, Set<string>>()
  for (const { roots, pathRoots, paths } of lists) {
    for (const [number, path] of decodePaths(paths).entries()) {
      const root = roots[pathRoots[number] ?? 0] ?? ''
      const known = pathsOf.get(root)
      if (known === undefined) pathsOf.set(root, new Set([path]))
      else known.add(path)
    }
  }
  for (const [root, paths] of pathsOf) await syncFiles(root, paths, stopOf(context))
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
