import { readFile, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { assetPackIDKey } from '../../src-shared/domain/asset-pack-id'
import { isAssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'
import { makeFolders, moveIntoPlace, syncDirectory } from '../platform/file-system'
import { systemErrorCode } from '../platform/file-system-errors'
import type { Logger } from '../platform/logger'
import type { InstalledPack } from './asset-pack-store'
import type { ContainerLayout } from './container-layout'
import { keptAfterSwitch } from './kept-versions'
import { installedPackFrom, packRow } from './pack-description'
import { StateDatabase } from './state-database'
import type { PackRow, StateContent } from './state-rows'
import { salvageState } from './state-salvage'
import { isPresent, isWhole, namesIn, wholeVersions } from './versions-on-disk'

/** What recovery works with. */
interface RecoveryOptions {
  readonly layout: ContainerLayout
  readonly clock: Clock
  readonly logger: Logger
  /** How many versions of each pack are kept beside the active one. */
  readonly keptVersions: number
}

/** How many packs are looked at together: of many thousands, reading their rows alone would hold up a window's first page. */
const packsAtOnce = 100

/** A container in order again. */
interface RecoveredContainer {
  readonly state: StateDatabase
  readonly installed: readonly InstalledPack[]
  /** By pack, the one that was active last first. */
  readonly kept: ReadonlyMap<string, readonly InstalledPack[]>
  /** By pack: versions that are taken apart for the next one, and of which something is gone. */
  readonly dismantled: ReadonlyMap<string, InstalledPack>
  /** The state database was lost or damaged, and the list was made anew from what is on disk. */
  readonly wasRebuilt: boolean
}

/** Makes the container's folders, durably. */
export async function prepareContainer(layout: ContainerLayout): Promise<void> {
  const made = await makeFolders(layout.packs)
  for (const folder of [layout.staging, layout.trash]) await makeFolders(folder)
  if (made === undefined) return
  await syncDirectory(layout.directory)
  await syncDirectory(dirname(layout.directory))
}

/**
 * Brings a container in order after whatever ended the process before:
 *
 * 1. open the state database; a damaged one is put aside; one that is new takes in what is on disk, and the log says so
 * 2. finish each switch whose folder is whole in its place; undo the others (I-6, I-7)
 * 3. make a version that was to be taken apart, and is still whole, the active one again (L-1)
 * 4. where somebody took an active version away, fall back to another whole one, or forget the pack; forget kept versions
 *    that were taken away, or that are too many by now
 *
 * What may take long (the trash, versions nobody needs) is left to the collector.
 */
export async function recoverContainer(options: RecoveryOptions): Promise<RecoveredContainer> {
  const { state, wasRebuilt } = await openState(options)
  try {
    await endSwitches(state, options)
    const dismantled = await dismantledVersions(state, options)
    const installed = await presentPacks(state, options)
    const kept = await presentKept(state, installed, options)
    return { state, installed, kept, dismantled, wasRebuilt }
  } catch (error) {
    state.close()
    throw error
  }
}

async function openState(
  options: RecoveryOptions,
): Promise<Pick<RecoveredContainer, 'state' | 'wasRebuilt'>> {
  const { layout } = options
  const { state, salvaged } = await openOrReplace(options)
  try {
    if (!state.isEmpty) return { state, wasRebuilt: false }
    const onDisk = await packsOnDisk(options)
    state.fill({ ...onDisk, ...(salvaged ?? { downloads: [], values: [] }) })
    await syncDirectory(layout.directory)
    return { state, wasRebuilt: salvaged !== undefined || onDisk.packs.length > 0 }
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
    return { state: await openTwice(path) }
  } catch (error) {
    // Anything else passes, or is for the user to decide: a list that cannot be opened now is not a list that is lost.
    if (!isAssetPackError(error, 'stateDamaged')) throw error
  }
  const aside = `${path}.damaged-${String(clock.now())}`
  logger.log('error', 'The list of installed packs was damaged and is rebuilt from disk', { aside })
  await makeFolders(aside)
  await moveIntoPlace(path, join(aside, 'state.db'), clock)
  for (const suffix of ['-wal', '-shm'])
    await moveIfThere(`${path}${suffix}`, join(aside, `state.db${suffix}`))
  const salvaged = await salvageState(join(aside, 'state.db'))
  return { state: await StateDatabase.open(path), salvaged }
}

/**
 * libsql takes what the disk fails to give for empty pages, which look like damage. So the disk is asked first whether it
 * gives the file at all (the log is asked for where it is folded), and damage counts when it is still there the second time.
 *
 * @throws what the disk says, or `StateDatabase.open`.
 */
async function openTwice(path: string): Promise<StateDatabase> {
  await readWhole(path)
  try {
    return await StateDatabase.open(path)
  } catch (error) {
    if (!isAssetPackError(error, 'stateDamaged')) throw error
    return StateDatabase.open(path)
  }
}

async function readWhole(path: string): Promise<void> {
  await readFile(path).catch((error: unknown) => {
    if (systemErrorCode(error) !== 'ENOENT') throw error
  })
}

async function moveIfThere(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: unknown) => {
    if (systemErrorCode(error) !== 'ENOENT') throw error
  })
}

async function packsOnDisk({
  layout,
  logger,
}: RecoveryOptions): Promise<Pick<StateContent, 'packs' | 'kept'>> {
  const packs: PackRow[] = []
  const kept: PackRow[] = []
  for (const key of await namesIn(layout.packs)) {
    const [installed, ...others] = await wholeVersions(layout, key)
    if (installed === undefined) continue
    const { id, version } = installed.assetPack
    logger.log('warn', 'A pack was found on disk that no list named', { assetPackID: id, version })
    packs.push(packRow(installed))
    kept.push(...others.map(packRow))
  }
  return { packs, kept }
}

async function endSwitches(
  state: StateDatabase,
  { layout, logger, keptVersions }: RecoveryOptions,
): Promise<void> {
  for (const row of state.switches()) {
    const installed = parseRow(row, layout)
    // The rename moves a complete, synced folder; looked at all the same, for a disk that does not keep order.
    const isInPlace = installed !== undefined && (await isWhole(layout, installed))
    logger.log('info', isInPlace ? 'Finishing an installation' : 'Undoing an installation', { key: row.key })
    if (!isInPlace) {
      state.abandonSwitch(row.key)
      continue
    }
    const ofPack = (rows: readonly PackRow[]): readonly InstalledPack[] =>
      rows.filter(({ key }) => key === row.key).flatMap((one) => parseRow(one, layout) ?? [])
    const [active] = ofPack(state.packs())
    const before = { active, kept: ofPack(state.keptVersions()), limit: keptVersions }
    state.finishSwitch(row, keptAfterSwitch(installed.assetPack.version, before).map(packRow))
  }
}

async function dismantledVersions(
  state: StateDatabase,
  { layout, logger }: RecoveryOptions,
): Promise<RecoveredContainer['dismantled']> {
  const active = new Set(state.packs().map(({ key }) => key))
  const dismantled = new Map<string, InstalledPack>()
  for (const [key, description] of state.dismantled()) {
    const installed = parseRow({ key, description, installed_at: 0 }, layout)
    if (installed === undefined || active.has(key) || !(await isPresent(layout, installed))) {
      state.forgetDismantled(key)
    } else if (await isWhole(layout, installed)) {
      logger.log('info', 'Undoing an update in little space: the old version is whole', { key })
      state.restoreDismantled(packRow(installed))
    } else dismantled.set(key, installed)
  }
  return dismantled
}

async function presentPacks(
  state: StateDatabase,
  options: RecoveryOptions,
): Promise<readonly InstalledPack[]> {
  const rows = state.packs()
  const present: InstalledPack[] = []
  for (let start = 0; start < rows.length; start += packsAtOnce) {
    const some = rows.slice(start, start + packsAtOnce).map((row) => presentPack(state, row, options))
    present.push(...(await Promise.all(some)).filter((installed) => installed !== undefined))
  }
  return present
}

async function presentPack(
  state: StateDatabase,
  row: PackRow,
  { layout, logger }: RecoveryOptions,
): Promise<InstalledPack | undefined> {
  const installed = parseRow(row, layout)
  if (installed !== undefined && (await isPresent(layout, installed))) return installed
  const [fallback, ...others] = await wholeVersions(layout, row.key)
  if (fallback === undefined) {
    logger.log('warn', 'A pack is no longer on disk', { key: row.key })
    state.deletePack(row.key)
    return undefined
  }
  const { id, version } = fallback.assetPack
  logger.log('warn', 'The active version of a pack is no longer on disk; another one takes its place', {
    assetPackID: id,
    version,
  })
  state.finishSwitch(packRow(fallback), others.map(packRow))
  return fallback
}

async function presentKept(
  state: StateDatabase,
  installed: readonly InstalledPack[],
  { layout, logger, keptVersions }: RecoveryOptions,
): Promise<RecoveredContainer['kept']> {
  const rows = byPack(state.keptVersions())
  const kept = new Map<string, readonly InstalledPack[]>()
  for (const { assetPack: active } of installed) {
    const key = assetPackIDKey(active.id)
    const listed = rows.get(key) ?? []
    const others = listed
      .flatMap((row) => parseRow(row, layout) ?? [])
      .filter(({ assetPack }) => assetPack.version !== active.version)
    const isThere = await Promise.all(others.map((one) => isPresent(layout, one)))
    const left = others.filter((_, position) => isThere[position]).slice(0, keptVersions)
    kept.set(key, left)
    if (left.length === listed.length) continue
    logger.log('info', 'Fewer versions of a pack are kept than before', { key, kept: left.length })
    state.setKept(key, left.map(packRow))
  }
  return kept
}

/** Looking for the rows of each pack among all would cost the square of the packs. */
function byPack(rows: readonly PackRow[]): ReadonlyMap<string, readonly PackRow[]> {
  const groups = new Map<string, PackRow[]>()
  for (const row of rows) {
    const group = groups.get(row.key)
    if (group === undefined) groups.set(row.key, [row])
    else group.push(row)
  }
  return groups
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
