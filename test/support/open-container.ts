import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { isAssetPackError } from '../../src-shared/domain/errors'
import { systemClock } from '../../src-main/platform/clock'
import { silentLogger } from '../../src-main/platform/logger'
import {
  openDiskAssetPackStore,
  type DiskAssetPackStore,
  type DiskAssetPackStoreOptions,
} from '../../src-main/store/disk-asset-pack-store'
import { aPack, anID } from './pack-builder'
import { installFiles } from './stored-pack'

/** Opens a container for this test; closed when the test has finished. */
export async function openContainer(
  directory: string,
  options: Partial<DiskAssetPackStoreOptions> = {},
): Promise<DiskAssetPackStore> {
  const store = await openDiskAssetPackStore({
    directory,
    clock: systemClock,
    logger: silentLogger,
    ...options,
  })
  onTestFinished(() => store.close())
  return store
}

/** Installs a version whose one file says which it is. */
export async function installVersion(store: DiskAssetPackStore, version: number): Promise<void> {
  await installFiles(store, aPack({ version }), { 'file.txt': `version ${String(version)}` })
}

/** What a reader finds: the active version, and its file's content. */
export async function visibleIn(store: DiskAssetPackStore): Promise<unknown> {
  const installed = store.installedPack(anID())
  if (installed === undefined) return 'nothing'
  return [installed.assetPack.version, await readFile(join(installed.directory, 'file.txt'), 'utf8')]
}

/** The code that `work` fails with. */
export function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no error',
    (error: unknown) => (isAssetPackError(error) ? error.code : error),
  )
}
