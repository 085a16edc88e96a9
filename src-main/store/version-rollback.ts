import type { Clock } from '../platform/clock'
import { publishFile } from '../platform/file-system'
import type { InstalledPack } from './asset-pack-store'
import type { ContainerLayout } from './container-layout'
import { keptAfterSwitch, pinAfterRollback, versionNotWhole, type VersionsBefore } from './kept-versions'
import { packRow } from './pack-description'
import type { StateDatabase } from './state-database'
import type { SwitchStep } from './version-switch'
import { isPresent } from './versions-on-disk'

/** What a rollback works with. */
interface RollbackOptions {
  readonly layout: ContainerLayout
  readonly state: StateDatabase
  readonly clock: Clock
  readonly onStep: (step: SwitchStep) => void
}

/** What a rollback made of a pack's versions. */
interface RolledBack {
  readonly installed: InstalledPack
  readonly kept: readonly InstalledPack[]
  readonly pinnedVersion: number | undefined
}

/**
 * K-1 and K-2: makes a kept version the active one.
 *
 * @throws AssetPackError `versionNotFound` when its folder or its index is gone. Whatever fails, the active version stays
 * what it was.
 */
export async function rollBack(
  { layout, state, clock, onStep }: RollbackOptions,
  target: InstalledPack,
  before: VersionsBefore,
): Promise<RolledBack> {
  const { version } = target.assetPack
  if (!(await isPresent(layout, target))) throw versionNotWhole(target.assetPack)
  const installed = { ...target, installedAt: clock.now() }
  const kept = keptAfterSwitch(version, before)
  const row = packRow(installed)
  onStep('K-1')
  // A list that is lost later is made anew from the descriptions: the one of latest date names the active version.
  await publishFile(layout.packDescription(target.assetPack.id, version), Buffer.from(row.description), clock)
  onStep('K-2')
  const pinnedVersion = pinAfterRollback(version, before)
  // Nothing is visible to readers before this line.
  state.rollBack(row, kept.map(packRow), pinnedVersion)
  return { installed, kept, pinnedVersion }
}
