import { constants, copyFileSync, linkSync, lstatSync, unlinkSync } from 'node:fs'
import type { JobContext } from '../platform/worker-protocol'
import { stopIfCancelled } from './job-cancellation'
import { isPristine } from './pristine-file'
import { errorCode, pathInside, SafeFolders } from './safe-path'
import { decodePaths, type ReuseOrder } from './work-order'

/** Takes whole files of installed packs over into the staging area. */
export interface ReuseJob {
  readonly kind: 'reuse'
  readonly stagingDirectory: string
  readonly order: ReuseOrder
}

/** What a {@link ReuseJob} did. */
export interface ReuseResult {
  /** Bytes of the files taken over. */
  readonly placedBytes: number
  /** Absolute paths of files that were not what the plan believed. */
  readonly damagedSources: readonly string[]
  /** False when this disk can neither clone nor link: nothing more was tried. */
  readonly canLink: boolean
}

/**
 * Clones each file where the disk can share blocks, else links it. Its content is not read again: the plan found it
 * untouched (`pristine-file`), and it is looked at once more here.
 */
export function reuseFiles(job: ReuseJob, context: JobContext): ReuseResult {
  const { order } = job
  const folders = new SafeFolders(job.stagingDirectory)
  const paths = decodePaths(order.paths)
  const damagedSources: string[] = []
  let placedBytes = 0
  let way: 'clone' | 'link' = 'clone'
  for (const [number, path] of decodePaths(order.sources).entries()) {
    stopIfCancelled(context)
    const source = pathInside(order.roots[order.sourceRoots[number] ?? 0] ?? '', path)
    const size = order.sizes[number] ?? 0
    if (!isStillPristine(source, size)) {
      damagedSources.push(source)
      continue
    }
    const destination = folders.prepare(paths[number] ?? '')
    if (way === 'clone' && !clone(source, destination)) way = 'link'
    if (way === 'link' && !link(source, destination)) return { placedBytes, damagedSources, canLink: false }
    placedBytes += size
  }
  return { placedBytes, damagedSources, canLink: true }
}

function isStillPristine(path: string, size: number): boolean {
  try {
    return isPristine(lstatSync(path), size)
  } catch {
    // Gone, or out of reach: the chunks come some other way.
    return false
  }
}

function clone(source: string, destination: string): boolean {
  try {
    copyFileSync(source, destination, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE)
    return true
  } catch (error) {
    if (!cannotShare.has(errorCode(error))) throw error
    // A refused clone leaves an empty file.
    unlinkIfEmpty(destination)
    return false
  }
}

function link(source: string, destination: string): boolean {
  try {
    linkSync(source, destination)
    return true
  } catch (error) {
    if (cannotShare.has(errorCode(error))) return false
    throw error
  }
}

/** What file systems say that cannot clone, or cannot link, or not across this border, or not once more. */
const cannotShare = new Set([
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EINVAL',
  'EXDEV',
  'EPERM',
  'EACCES',
  'EMLINK',
  'ENOTTY',
  'UNKNOWN',
])

function unlinkIfEmpty(path: string): void {
  try {
    if (lstatSync(path).size === 0) unlinkSync(path)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
}
