import { readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { assetPackIDKey } from '../../src-shared/domain/asset-pack-id'
import { isAssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'
import { removeTree } from '../platform/file-system'
import type { Logger } from '../platform/logger'
import type { InstalledPack } from './asset-pack-store'
import { parseVersionName, type ContainerLayout } from './container-layout'
import { installedPackFrom, packRow } from './pack-description'
import { StateDatabase, type PackRow } from './state-database'

/** What recovery works with. */
interface RecoveryOptions {
  readonly layout: ContainerLayout
  readonly clock: Clock
  readonly logger: Logger
}

/** A container in order again. */
interface RecoveredContainer {
  readonly state: StateDatabase
  readonly installed: readonly InstalledPack[]
}

/**
 * Brings a container in order after whatever ended the process before:
 *
 * 1. open the state database; a damaged one is put aside and rebuilt from what is on disk, and the log says so
 * 2. finish each switch whose folder is in its place; undo the others (I-6, I-7)
 * 3. forget packs whose folder somebody else took away
 * 4. empty the trash
 */
export async function recoverContainer(options: RecoveryOptions): Promise<RecoveredContainer> {
  const state = await openState(options)
  try {
    await finishSwitches(state, options)
    const installed = await presentPacks(state, options)
    await emptyTrash(options.layout)
    return { state, installed }
  } catch (error) {
    state.close()
    throw error
  }
}

async function openState(options: RecoveryOptions): Promise<StateDatabase> {
  const path = options.layout.stateDatabase
  try {
    return StateDatabase.open(path)
  } catch (error) {
    if (!isAssetPackError(error, 'stateDamaged')) throw error
    const aside = `${path}.damaged-${String(options.clock.now())}`
    options.logger.log('error', 'The list of installed packs was damaged and is rebuilt from disk', { aside })
    await rename(path, aside)
    for (const suffix of ['-wal', '-shm']) await rm(`${path}${suffix}`, { force: true })
    const state = StateDatabase.open(path)
    for (const row of await describedOnDisk(options)) state.finishSwitch(row)
    return state
  }
}

/** The newest version of each pack that is whole on disk: its folder, its index and its description. */
async function describedOnDisk({ layout, logger }: RecoveryOptions): Promise<readonly PackRow[]> {
  const rows = new Map<string, { readonly row: PackRow; readonly version: number }>()
  for (const key of await readdir(layout.packs)) {
    for (const name of await readdir(join(layout.packs, key))) {
      const version = parseVersionName(name)
      if (version === undefined || version <= (rows.get(key)?.version ?? -1)) continue
      try {
        const text = await readFile(join(layout.packs, key, `${name}.json`), 'utf8')
        const { assetPack, installedAt } = installedPackFrom(text, layout)
        await stat(join(layout.packs, key, `${name}.index`))
        if (assetPackIDKey(assetPack.id) === key)
          rows.set(key, { row: packRow(assetPack, installedAt), version })
      } catch (error) {
        logger.log('warn', 'A version on disk is incomplete and is left out', {
          key,
          version,
          reason: String(error),
        })
      }
    }
  }
  return [...rows.values()].map(({ row }) => row)
}

async function finishSwitches(state: StateDatabase, { layout, logger }: RecoveryOptions): Promise<void> {
  for (const row of state.switches()) {
    const { assetPack, directory } = installedPackFrom(row.description, layout)
    // The rename moves a complete, synced folder: if it is there at all, all of it is there.
    const isInPlace =
      (await isDirectory(directory)) && (await isFile(layout.packIndex(assetPack.id, assetPack.version)))
    logger.log('info', isInPlace ? 'Finishing an installation' : 'Undoing an installation', {
      assetPackID: assetPack.id,
      version: assetPack.version,
    })
    if (isInPlace) state.finishSwitch(row)
    else state.abandonSwitch(row.key)
  }
}

async function presentPacks(
  state: StateDatabase,
  { layout, logger }: RecoveryOptions,
): Promise<readonly InstalledPack[]> {
  const present: InstalledPack[] = []
  for (const row of state.packs()) {
    const installed = installedPackFrom(row.description, layout)
    if (await isDirectory(installed.directory)) {
      present.push(installed)
      continue
    }
    logger.log('warn', 'A pack is no longer on disk', { assetPackID: installed.assetPack.id })
    state.deletePack(row.key)
  }
  return present
}

async function emptyTrash(layout: ContainerLayout): Promise<void> {
  for (const name of await readdir(layout.trash)) await removeTree(join(layout.trash, name))
}

async function isDirectory(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined)
  return stats?.isDirectory() === true
}

async function isFile(path: string): Promise<boolean> {
  const stats = await stat(path).catch(() => undefined)
  return stats?.isFile() === true
}
