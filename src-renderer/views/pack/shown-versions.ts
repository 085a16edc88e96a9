import type { AssetPackDescription } from '../../../src-shared/domain/asset-pack'
import type { InstalledVersionFacts } from '../../../src-shared/domain/installed-version'
import type { LibraryEntry } from '../../../src-shared/domain/library'

/** A version of a pack, and where it is. */
export interface ShownVersion {
  readonly assetPack: AssetPackDescription
  readonly place: 'offered' | 'active' | 'kept'
  /** Wall time in milliseconds at which it became the active version, last; of one that is here. */
  readonly installedAt?: number | undefined
}

/** The version that is offered, if it is not here, and those that are, newest first. */
export function shownVersions(
  { assetPack }: LibraryEntry,
  here: readonly InstalledVersionFacts[],
): readonly ShownVersion[] {
  const local = here.map(({ assetPack: version, installedAt, isActive }): ShownVersion => ({
    assetPack: version,
    place: isActive ? 'active' : 'kept',
    // Zero is what a list that was rebuilt from the disk knows of it.
    installedAt: installedAt === 0 ? undefined : installedAt,
  }))
  const isHere = here.some((version) => version.assetPack.version === assetPack.version)
  const all: readonly ShownVersion[] = isHere ? local : [{ assetPack, place: 'offered' }, ...local]
  return all.toSorted((one, other) => other.assetPack.version - one.assetPack.version)
}
