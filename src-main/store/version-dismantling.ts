import { unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { AssetPackError } from '../../src-shared/domain/errors'
import { syncDirectory } from '../platform/file-system'
import { systemErrorCode } from '../platform/file-system-errors'
import type { InstalledPack } from './asset-pack-store'
import { pathInVersion, requireOwnFolder } from './version-paths'
import type { SwitchStep } from './version-switch'

/**
 * Those of the paths whose files can be given up: their folders are there, and the version's own.
 *
 * @throws AssetPackError `unsafePath` when a path or a link leads out of the version: nothing may be deleted there.
 */
export async function droppableFiles(
  { directory }: InstalledPack,
  paths: readonly string[],
): Promise<readonly string[]> {
  const isThere = new Map<string, boolean>()
  for (const path of paths) {
    pathInVersion(directory, path)
    const folder = dirname(path)
    if (!isThere.has(folder)) isThere.set(folder, await isOwnFolder(directory, folder))
  }
  return paths.filter((path) => isThere.get(dirname(path)) === true)
}

/**
 * L-2 and L-3: deletes files of a version that is no longer the active one, durably. Files that are gone already are
 * fine: whoever died in between does it once more.
 */
export async function dropFiles(
  onStep: (step: SwitchStep) => void,
  { directory }: InstalledPack,
  files: readonly string[],
): Promise<void> {
  for (const path of files) {
    onStep('L-2')
    await unlink(join(directory, path)).catch((error: unknown) => {
      if (systemErrorCode(error) !== 'ENOENT') throw error
    })
  }
  onStep('L-3')
  for (const folder of new Set(files.map((path) => dirname(path))))
    await syncDirectory(join(directory, folder))
}

/** Somebody reads the version that is to be taken apart. */
export function versionInUse({ assetPack: { id, version } }: InstalledPack): AssetPackError {
  return new AssetPackError(
    'fileInUse',
    `Version ${String(version)} of "${id}" is being read, so it cannot be given up now.`,
    { details: { assetPackID: id, version } },
  )
}

async function isOwnFolder(root: string, folder: string): Promise<boolean> {
  try {
    await requireOwnFolder(root, folder)
    return true
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false
    throw error
  }
}
