import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { Clock } from '../platform/clock'
import { moveIntoPlace, publishFile, syncDirectory } from '../platform/file-system'
import { systemErrorCode } from '../platform/file-system-errors'
import type { Logger } from '../platform/logger'
import { sha256Hex } from '../repository/digest'
import type { InstalledPack, StagingArea } from './asset-pack-store'
import type { ContainerLayout } from './container-layout'
import { packRow } from './pack-description'
import type { StateDatabase } from './state-database'
import type { PackRow } from './state-rows'
import { discard } from './trash'

/** The moments of a commit between which a process can die, in their order; numbered as in docs/disk-and-wire.md. */
export const switchSteps = [
  'I-6 index',
  'I-6 description',
  'I-6 journal',
  'I-6 rename',
  'I-6 sync',
  'I-7',
  'I-7 done',
] as const

/** The same moments of a rollback. */
export const rollbackSteps = ['K-1', 'K-2', 'K-2 done'] as const

/** The same moments of a repair; come once for each file. */
export const repairSteps = ['R-1', 'R-2', 'R-3', 'R-4', 'R-5', 'R-5 done'] as const

/** The same moments of giving files of the old version up, where not both versions have room; L-2 comes for each file. */
export const lowSpaceSteps = ['L-1', 'L-2', 'L-3'] as const

/** The same moments of a move of the open container. */
export const relocationSteps = ['M-2 list', 'M-3', 'M-5'] as const

/** One of {@link switchSteps}, {@link rollbackSteps}, {@link repairSteps}, {@link lowSpaceSteps} or {@link relocationSteps}. */
export type SwitchStep = (
  | typeof switchSteps
  | typeof rollbackSteps
  | typeof repairSteps
  | typeof lowSpaceSteps
  | typeof relocationSteps
)[number]

/** What a switch works with. */
interface SwitchOptions {
  readonly layout: ContainerLayout
  readonly state: StateDatabase
  readonly clock: Clock
  readonly logger: Logger
  readonly onStep: (step: SwitchStep) => void
  /** What is kept once the new version is the active one. */
  readonly kept: readonly InstalledPack[]
}

/**
 * I-6 and I-7: moves a complete, synced staged version to its place and makes it the active one.
 *
 * When a step fails the old version stays the active one, and the files go back to the staging area for the next attempt.
 */
export async function switchVersion(
  options: SwitchOptions,
  staging: StagingArea,
  assetPack: AssetPack,
  indexBytes: Uint8Array,
): Promise<InstalledPack> {
  const { layout, state, clock, onStep, kept } = options
  const { id, version } = assetPack
  const target = layout.packFiles(id, version)
  const installed = {
    assetPack,
    directory: target,
    installedAt: clock.now(),
    indexSha256: sha256Hex(indexBytes),
  }
  const row = packRow(installed)
  await makeVersionsFolder(layout, id)
  // A folder in the way belongs to no active version. It must be durably gone before the journal's row: from there on,
  // a folder in that place is the new one.
  await discard(layout, target)
  onStep('I-6 index')
  await publishFile(layout.packIndex(id, version), indexBytes, clock)
  onStep('I-6 description')
  await publishFile(layout.packDescription(id, version), Buffer.from(row.description), clock)
  onStep('I-6 journal')
  state.beginSwitch(row)
  try {
    onStep('I-6 rename')
    await moveIntoPlace(staging.filesDirectory, target, clock)
    onStep('I-6 sync')
    await syncDirectory(dirname(target))
    await syncDirectory(dirname(staging.filesDirectory))
    onStep('I-7')
    // Nothing is visible to readers before this line.
    state.finishSwitch(row, kept.map(packRow))
  } catch (error) {
    await undo(options, row, target, staging)
    throw error
  }
  return installed
}

async function makeVersionsFolder(layout: ContainerLayout, id: AssetPack['id']): Promise<void> {
  await mkdir(layout.packVersions(id)).catch((error: unknown) => {
    if (systemErrorCode(error) !== 'EEXIST') throw error
  })
  await syncDirectory(layout.packs)
}

async function undo(
  { state, clock, logger }: SwitchOptions,
  row: PackRow,
  target: string,
  staging: StagingArea,
): Promise<void> {
  try {
    await moveIntoPlace(target, staging.filesDirectory, clock).catch((error: unknown) => {
      if (systemErrorCode(error) !== 'ENOENT') throw error
    })
    state.abandonSwitch(row.key)
  } catch (error) {
    // The journal still has its row: the next start finishes or undoes the switch, whichever is right.
    logger.log('warn', 'An installation that failed could not be undone yet', {
      key: row.key,
      reason: String(error),
    })
  }
}
