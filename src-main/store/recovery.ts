import { mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { assetPackIDKey } from '../../src-shared/domain/asset-pack-id'
import { isAssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'
import { moveIntoPlace, syncDirectory } from '../platform/file-system'
import { systemErrorCode } from '../platform/file-system-errors'
import type { Logger } from '../platform/logger'
import type { InstalledPack } from './asset-pack-store'
import type { ContainerLayout } from './container-layout'
import { installedPackFrom, packRow } from './pack-description'
import { StateDatabase, type PackRow, type StateContent } from './state-database'
import { isPresent, isWhole, namesIn, newestOnDisk } from './versions-on-disk'

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
  /** The state database was lost or damaged, and the list was made anew from what is on disk. */
  readonly wasRebuilt: boolean
}

/** Makes the container's folders, durably. */
export async function prepareContainer(layout: ContainerLayout): Promise<void> {
  const made = await mkdir(layout.packs, { recursive: true })
  for (const folder of [layout.staging, layout.trash]) await mkdir(folder, { recursive: true })
  if (made === undefined) return
  await syncDirectory(layout.directory)
  await syncDirectory(dirname(layout.directory))
}

/**
 * Brings a container in order after whatever ended the process before:
 *
 * 1. open the state database; a damaged one is put aside; one that is new takes in what is on disk, and the log says so
 * 2. finish each switch whose folder is whole in its place; undo the others (I-6, I-7)
 * 3. where somebody took an active version away, fall back to another whole one, or forget the pack
 *
 * What may take long (the trash, versions nobody needs) is left to the collector.
 */
export async function recoverContainer(options: RecoveryOptions): Promise<RecoveredContainer> {
  const { state, wasRebuilt } = await openState(options)
  try {
    await endSwitches(state, options)
    const installed = await presentPacks(state, options)
    return { state, installed, wasRebuilt }
  } catch (error) {
    state.close()
    throw error
  }
}

async function openState(options: RecoveryOptions): Promise<Omit<RecoveredContainer, 'installed'>> {
  const { layout } = options
  const { state, salvaged } = await openOrReplace(options)
  try {
    if (!state.isEmpty) return { state, wasRebuilt: false }
    const packs = await packsOnDisk(options)
    state.fill({ packs, ...(salvaged ?? { downloads: [], values: [] }) })
    await syncDirectory(layout.directory)
    return { state, wasRebuilt: salvaged !== undefined || packs.length > 0 }
  } catch (error) {
    state.close()
    throw error
  }
}

async function openOrReplace({ layout, clock, logger }: RecoveryOptions): Promise<{
  readonly state: StateDatabase
  readonly salvaged?: Pick<StateContent, 'downloads' | 'values'>
}> {
  const path = layout.stateDatabase
  try {
    return { state: await StateDatabase.open(path) }
  } catch (error) {
    // Anything else passes, or is for the user to decide: a list that cannot be opened now is not a list that is lost.
    if (!isAssetPackError(error, 'stateDamaged')) throw error
  }
  const aside = `${path}.damaged-${String(clock.now())}`
  logger.log('error', 'The list of installed packs was damaged and is rebuilt from disk', { aside })
  await mkdir(aside, { recursive: true })
  await moveIntoPlace(path, join(aside, 'state.db'), clock)
  for (const suffix of ['-wal', '-shm'])
    await moveIfThere(`${path}${suffix}`, join(aside, `state.db${suffix}`))
  const salvaged = await StateDatabase.salvage(join(aside, 'state.db'))
  return { state: await StateDatabase.open(path), salvaged }
}

async function moveIfThere(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: unknown) => {
    if (systemErrorCode(error) !== 'ENOENT') throw error
  })
}

async function packsOnDisk({ layout, logger }: RecoveryOptions): Promise<readonly PackRow[]> {
  const rows: PackRow[] = []
  for (const key of await namesIn(layout.packs)) {
    const installed = await newestOnDisk(layout, key)
    if (installed === undefined) continue
    const { assetPack, installedAt } = installed
    logger.log('warn', 'A pack was found on disk that no list named', {
      assetPackID: assetPack.id,
      version: assetPack.version,
    })
    rows.push(packRow(assetPack, installedAt))
  }
  return rows
}

async function endSwitches(state: StateDatabase, { layout, logger }: RecoveryOptions): Promise<void> {
  for (const row of state.switches()) {
    const installed = parseRow(row, layout)
    // The rename moves a complete, synced folder; looked at all the same, for a disk that does not keep order.
    const isInPlace = installed !== undefined && (await isWhole(layout, installed))
    logger.log('info', isInPlace ? 'Finishing an installation' : 'Undoing an installation', { key: row.key })
    if (isInPlace) state.finishSwitch(row)
    else state.abandonSwitch(row.key)
  }
}

async function presentPacks(
  state: StateDatabase,
  options: RecoveryOptions,
): Promise<readonly InstalledPack[]> {
  const present = await Promise.all(state.packs().map((row) => presentPack(state, row, options)))
  return present.filter((installed) => installed !== undefined)
}

async function presentPack(
  state: StateDatabase,
  row: PackRow,
  { layout, logger }: RecoveryOptions,
): Promise<InstalledPack | undefined> {
  const installed = parseRow(row, layout)
  if (installed !== undefined && (await isPresent(layout, installed))) return installed
  const fallback = await newestOnDisk(layout, row.key)
  if (fallback === undefined) {
    logger.log('warn', 'A pack is no longer on disk', { key: row.key })
    state.deletePack(row.key)
    return undefined
  }
  const { assetPack, installedAt } = fallback
  logger.log('warn', 'The active version of a pack is no longer on disk; another one takes its place', {
    assetPackID: assetPack.id,
    version: assetPack.version,
  })
  state.finishSwitch(packRow(assetPack, installedAt))
  return fallback
}

function parseRow(row: PackRow, layout: ContainerLayout): InstalledPack | undefined {
  try {
    const installed = installedPackFrom(row.description, layout)
    return assetPackIDKey(installed.assetPack.id) === row.key ? installed : undefined
  } catch {
    // The callers treat it as a version that is not there, and log that.
    return undefined
  }
}
