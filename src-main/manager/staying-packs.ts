import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { AssetPackStore, InstalledPack } from '../store/asset-pack-store'
import type { DelayedRemovals } from './delayed-removals'

/**
 * The packs that are here and stay. For whoever decides what must come, or be updated: what was removed a moment ago is not
 * here, although its files are.
 */
export class StayingPacks implements Pick<
  AssetPackStore,
  'installedPack' | 'installedPacks' | 'pinnedVersion'
> {
  readonly #store: Pick<AssetPackStore, 'installedPack' | 'installedPacks' | 'pinnedVersion'>
  readonly #removals: Pick<DelayedRemovals, 'isLeaving'>

  constructor(
    store: Pick<AssetPackStore, 'installedPack' | 'installedPacks' | 'pinnedVersion'>,
    removals: Pick<DelayedRemovals, 'isLeaving'>,
  ) {
    this.#store = store
    this.#removals = removals
  }

  installedPacks(): readonly InstalledPack[] {
    return this.#store.installedPacks().filter(({ assetPack }) => !this.#removals.isLeaving(assetPack.id))
  }

  installedPack(id: AssetPackID): InstalledPack | undefined {
    return this.#removals.isLeaving(id) ? undefined : this.#store.installedPack(id)
  }

  pinnedVersion(id: AssetPackID): number | undefined {
    return this.#removals.isLeaving(id) ? undefined : this.#store.pinnedVersion(id)
  }
}
