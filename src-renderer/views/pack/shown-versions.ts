import type { AssetPackDescription } from '../../../src-shared/domain/asset-pack'
import type { InstalledVersionFacts } from '../../../src-shared/domain/installed-version'
import type { LibraryEntry, LocalVersion } from '../../../src-shared/domain/library'

/** A version of a pack, and where it is. */
export interface ShownVersion {
  readonly assetPack: AssetPackDescription
  readonly place: 'offered' | 'active' | 'kept'
  /** Wall time in milliseconds at which it became the active version, last; of one that is here. */
  readonly installedAt?: number | undefined
}

/**
 * The version that is offered, if it is not here, and those that are, newest first. Which one is the active one the library
 * knows for itself: what is known of those that are here comes a moment later, and may be missing.
 */
export function shownVersions(
  { assetPack, local }: Pick<LibraryEntry, 'assetPack' | 'local'>,
  here: readonly InstalledVersionFacts[] | undefined,
): readonly ShownVersion[] {
  const known = local === undefined ? [] : versionsHere(assetPack, local, here ?? [])
  const isHere = known.some((version) => version.assetPack.version === assetPack.version)
  const all: readonly ShownVersion[] = isHere ? known : [{ assetPack, place: 'offered' }, ...known]
  return all.toSorted((one, other) => other.assetPack.version - one.assetPack.version)
}

function versionsHere(
  offered: AssetPackDescription,
  local: LocalVersion,
  here: readonly InstalledVersionFacts[],
): readonly ShownVersion[] {
  const isActive = ({ assetPack }: InstalledVersionFacts): boolean => assetPack.version === local.version
  const active = here.find(isActive)
  const { version, installedSize } = local
  return [
    {
      assetPack: active?.assetPack ?? { ...offered, version, installedSize },
      place: 'active',
      installedAt: knownTime(active?.installedAt ?? local.installedAt),
    },
    ...here
      .filter((each) => !isActive(each))
      .map(({ assetPack, installedAt }): ShownVersion => ({
        assetPack,
        place: 'kept',
        installedAt: knownTime(installedAt),
      })),
  ]
}

/** Zero is what a list that was rebuilt from the disk knows of it. */
function knownTime(installedAt: number): number | undefined {
  return installedAt === 0 ? undefined : installedAt
}
