import { unlink } from 'node:fs/promises'
import { dirname, join, relative, sep } from 'node:path'
import { AssetPackError } from '../../src-shared/domain/errors'
import { syncDirectory } from '../platform/file-system'
import { systemErrorCode } from '../platform/file-system-errors'
import type { InstalledPack } from './asset-pack-store'
import type { SwitchStep } from './version-switch'

/**
 * L-2 and L-3: deletes files of a version that is no longer the active one, durably. Files that are gone already are
 * fine: whoever died in between does it once more.
 */
export async function dropFiles(
  onStep: (step: SwitchStep) => void,
  { directory }: InstalledPack,
  paths: readonly string[],
): Promise<void> {
  const folders = new Set<string>()
  for (const path of paths) {
    const absolute = join(directory, path)
    const [first] = relative(directory, absolute).split(sep)
    if (first === '' || first === '..') throw leadsOut(path)
    onStep('L-2')
    await unlink(absolute).catch((error: unknown) => {
      if (systemErrorCode(error) !== 'ENOENT') throw error
    })
    folders.add(dirname(absolute))
  }
  onStep('L-3')
  for (const folder of folders) await syncDirectory(folder)
}

/** Somebody reads the version that is to be taken apart. */
export function versionInUse({ assetPack: { id, version } }: InstalledPack): AssetPackError {
  return new AssetPackError(
    'fileInUse',
    `Version ${String(version)} of "${id}" is being read, so it cannot be given up now.`,
    { details: { assetPackID: id, version } },
  )
}

function leadsOut(path: string): AssetPackError {
  return new AssetPackError('unsafePath', `${path} is not deleted: it leads out of its folder.`, {
    details: { path },
  })
}
