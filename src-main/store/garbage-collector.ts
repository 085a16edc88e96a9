import { rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AssetPackError } from '../../src-shared/domain/errors'
import { isInterruptedWrite } from '../platform/file-system'
import { systemErrorCode } from '../platform/file-system-errors'
import type { Logger } from '../platform/logger'
import { isMoveRemnant } from './container-arrival'
import { parseVersionName, type ContainerLayout } from './container-layout'
import { bury } from './trash'
import { namesIn } from './versions-on-disk'

/** What the collector asks before it takes anything. */
interface GarbageOptions {
  readonly layout: ContainerLayout
  readonly logger: Logger
  /** Whether that version is the active one or kept, or somebody reads it. */
  readonly isNeeded: (key: string, version: number) => boolean
  /** Whether a remembered download, or a repair, of that pack may go on in its staging area of that version. */
  readonly isWanted: (key: string, version: number) => boolean
  /** Whether somebody works in the scratch area of that name. */
  readonly isScratchOpen: (name: string) => boolean
  /** The merged folders that readers may have been given; all others are of packs that have changed. */
  readonly mergedGeneration: string
}

/** One kind of garbage. */
interface GarbageStep {
  readonly name: string
  /** The paths nobody needs. */
  readonly find: (options: GarbageOptions) => Promise<readonly string[]>
}

const steps: readonly GarbageStep[] = [
  { name: 'versions that are neither active nor kept, with index and description', find: findVersions },
  { name: 'files whose writing was interrupted', find: findInterruptedWrites },
  { name: 'staging areas that no remembered download wants', find: findStagingAreas },
  { name: 'what a move left that was interrupted', find: findMoveRemnants },
  { name: 'merged folders of packs that have changed', find: findMergedFolders },
]

/**
 * Takes what nobody needs out of its place, step by step; emptying the trash is left to the caller. What somebody holds
 * stays for the next time.
 */
export async function buryGarbage(options: GarbageOptions): Promise<void> {
  for (const { name, find } of steps) {
    const paths = await find(options)
    for (const path of paths) await buryUnlessHeld(options, path)
    if (paths.length > 0) options.logger.log('debug', 'Took garbage away', { name, count: paths.length })
  }
  await removeEmptyFolders(options.layout.packs)
  await removeEmptyFolders(options.layout.staging)
}

async function buryUnlessHeld({ layout, logger }: GarbageOptions, path: string): Promise<void> {
  try {
    await bury(layout, path)
  } catch (error) {
    if (!(error instanceof AssetPackError) || (error.code !== 'notWritable' && error.code !== 'fileInUse'))
      throw error
    logger.log('warn', 'Something nobody needs cannot be deleted yet', { path, reason: error.message })
  }
}

function findVersions({ layout, isNeeded }: GarbageOptions): Promise<readonly string[]> {
  return findBelow(layout.packs, (key, name) => {
    const version = parseVersionName(name.replace(/\.(?:index|json)$/, ''))
    return version !== undefined && !isNeeded(key, version)
  })
}

function findInterruptedWrites({ layout }: GarbageOptions): Promise<readonly string[]> {
  return findBelow(layout.packs, (_, name) => isInterruptedWrite(name))
}

function findStagingAreas({ layout, isWanted, isScratchOpen }: GarbageOptions): Promise<readonly string[]> {
  return findBelow(layout.staging, (key, name) => {
    const version = parseVersionName(name)
    return version === undefined ? !isScratchOpen(name) : !isWanted(key, version)
  })
}

async function findMoveRemnants({ layout }: GarbageOptions): Promise<readonly string[]> {
  const names = await namesIn(layout.directory)
  return names.filter(isMoveRemnant).map((name) => join(layout.directory, name))
}

async function findMergedFolders({ layout, mergedGeneration }: GarbageOptions): Promise<readonly string[]> {
  const names = await namesIn(layout.merged)
  return names.filter((name) => name !== mergedGeneration).map((name) => join(layout.merged, name))
}

async function findBelow(
  directory: string,
  isGarbage: (key: string, name: string) => boolean,
): Promise<readonly string[]> {
  const found: string[] = []
  for (const key of await namesIn(directory)) {
    for (const name of await namesIn(join(directory, key))) {
      if (isGarbage(key, name)) found.push(join(directory, key, name))
    }
  }
  return found
}

async function removeEmptyFolders(directory: string): Promise<void> {
  for (const name of await namesIn(directory)) {
    const path = join(directory, name)
    if ((await namesIn(path)).length > 0) continue
    await rmdir(path).catch((error: unknown) => {
      // A file, or a folder that is no longer empty: not ours to take.
      if (!['ENOTDIR', 'ENOTEMPTY', 'EEXIST', 'EPERM'].includes(systemErrorCode(error) ?? '')) throw error
    })
  }
}
