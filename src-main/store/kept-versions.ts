import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { InstalledPack } from './asset-pack-store'

/** Which versions of a pack are there, and how many of them may be kept beside the active one. */
export interface VersionsBefore {
  readonly active: InstalledPack | undefined
  /** The one that was active last first. */
  readonly kept: readonly InstalledPack[]
  readonly limit: number
}

/** What is kept once that version is the active one: what it replaces, then what was kept before, as far as allowed. */
export function keptAfterSwitch(
  version: number,
  { active, kept, limit }: VersionsBefore,
): readonly InstalledPack[] {
  const candidates = active === undefined ? kept : [active, ...kept]
  return candidates.filter(({ assetPack }) => assetPack.version !== version).slice(0, limit)
}

/**
 * The version that a pack is pinned to once that kept version is the active one: whoever goes back does not want the next
 * automatic update to undo it, and whoever goes forward again wants updates again.
 */
export function pinAfterRollback(
  version: number,
  { active }: Pick<VersionsBefore, 'active'>,
): number | undefined {
  return active !== undefined && version < active.assetPack.version ? version : undefined
}

/** There is no such version to go back to. */
export function versionNotKept(id: AssetPackID, version: number | undefined): AssetPackError {
  const which = version === undefined ? 'No earlier version' : `Version ${String(version)}`
  const verb = version === undefined ? 'is kept' : 'is not kept'
  return new AssetPackError('versionNotFound', `${which} of "${id}" ${verb} on this machine.`, {
    details: { assetPackID: id, ...(version === undefined ? {} : { version }) },
  })
}

/** That version was the active one, and is no longer. */
export function versionNotActive({ id, version }: AssetPack): AssetPackError {
  return new AssetPackError(
    'versionNotFound',
    `Version ${String(version)} of "${id}" is no longer the one that is installed.`,
    { details: { assetPackID: id, version } },
  )
}

/** The files of that version are no longer all there. */
export function versionNotWhole({ id, version }: AssetPack): AssetPackError {
  return new AssetPackError(
    'versionNotFound',
    `The files of version ${String(version)} of "${id}" are no longer all there.`,
    { details: { assetPackID: id, version } },
  )
}
