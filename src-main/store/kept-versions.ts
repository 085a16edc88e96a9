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

/** The version that one step back leads to: the newest of those that are older than the active one. */
export function nextOlder(active: number, kept: readonly InstalledPack[]): number | undefined {
  const older = kept.map(({ assetPack }) => assetPack.version).filter((version) => version < active)
  return older.length === 0 ? undefined : Math.max(...older)
}

/** There is nothing to go back to. */
export function noOlderVersion({ id, version }: AssetPack, kept: readonly InstalledPack[]): AssetPackError {
  const than = `No version of "${id}" that is older than version ${String(version)} is kept on this machine.`
  return new AssetPackError('versionNotFound', `${than}${keptText(kept)}`, {
    details: { assetPackID: id, keptVersions: versionsOf(kept) },
  })
}

/** There is no such version to go to. */
export function versionNotKept(
  id: AssetPackID,
  version: number | undefined,
  kept: readonly InstalledPack[],
): AssetPackError {
  const which = version === undefined ? 'No earlier version' : `Version ${String(version)}`
  const verb = version === undefined ? 'is kept' : 'is not kept'
  return new AssetPackError(
    'versionNotFound',
    `${which} of "${id}" ${verb} on this machine.${keptText(kept)}`,
    {
      details: {
        assetPackID: id,
        ...(version === undefined ? {} : { version }),
        keptVersions: versionsOf(kept),
      },
    },
  )
}

function versionsOf(kept: readonly InstalledPack[]): readonly number[] {
  return kept.map(({ assetPack }) => assetPack.version)
}

function keptText(kept: readonly InstalledPack[]): string {
  if (kept.length === 0) return ''
  return kept.length === 1
    ? ` Version ${String(versionsOf(kept)[0])} is.`
    : ` Versions ${versionsOf(kept).join(', ')} are.`
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
