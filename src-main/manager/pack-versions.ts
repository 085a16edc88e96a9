import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { isAssetPackID, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { InstalledVersion } from './installed-version'
import type { PackDownloads } from '../scheduling/pack-downloads'
import type { AssetPackStore } from '../store/asset-pack-store'
import { nextOlder, noOlderVersion, versionNotKept } from '../store/kept-versions'
import type { Library } from './library'
import type { PackMaintenance } from './pack-maintenance'
import { requiredPack } from './required-pack'

/** What a {@link PackVersions} works with. */
interface PackVersionsOptions {
  readonly store: Pick<
    AssetPackStore,
    'installedPack' | 'keptVersions' | 'giveUpKept' | 'rollback' | 'pinnedVersion' | 'pin' | 'unpin'
  >
  readonly downloads: Pick<PackDownloads, 'cancel'>
  readonly maintenance: Pick<PackMaintenance, 'stop' | 'requireWhole'>
  readonly library: Pick<Library, 'changed'>
}

/**
 * Which version of a pack is the active one, and whether it stays so. Whoever goes back or pins a pack does not want what
 * is on its way: its download is cancelled first, and so is what verifies or repairs the version that goes.
 */
export class PackVersions {
  readonly #options: PackVersionsOptions

  constructor(options: PackVersionsOptions) {
    this.#options = options
  }

  /** Versions of an installed pack that are kept, the one that was active last first. */
  kept(text: string): readonly number[] {
    const { id } = requiredPack(this.#options.store, text).assetPack
    return this.#options.store.keptVersions(id).map(({ assetPack }) => assetPack.version)
  }

  /** See `AssetPackManager.localVersions`. */
  here(text: string): readonly InstalledVersion[] {
    const active = requiredPack(this.#options.store, text)
    return [active, ...this.#options.store.keptVersions(active.assetPack.id)].map(
      ({ assetPack, installedAt }) => ({ assetPack, installedAt, isActive: assetPack === active.assetPack }),
    )
  }

  /** See `AssetPackManager.pinnedVersion`. */
  pinned(text: string): number | undefined {
    return isAssetPackID(text) ? this.#options.store.pinnedVersion(text) : undefined
  }

  /** See `AssetPackManager.rollback`. */
  async rollback(text: string, version?: number): Promise<AssetPack> {
    const { store, library } = this.#options
    const active = requiredPack(this.#options.store, text).assetPack
    const { id } = active
    if (active.version === version) return active
    const target = this.#backTo(id, version)
    await this.#requireKept(id, target)
    await this.#stop(id)
    // A commit that was already under way may have come first: back is from what is active now.
    const targetNow = this.#backTo(id, version)
    if (targetNow !== target) await this.#requireKept(id, targetNow)
    const { assetPack } = await store.rollback(id, targetNow)
    library.changed(id)
    return assetPack
  }

  /** See `AssetPackManager.pin`. */
  async pin(text: string, version: number): Promise<void> {
    const { store, library } = this.#options
    const { id } = requiredPack(this.#options.store, text).assetPack
    const isActive = (): boolean => store.installedPack(id)?.assetPack.version === version
    if (!isActive()) await this.#requireKept(id, version)
    await this.#stop(id)
    // A commit that was already under way may have come first: what is active now counts.
    if (!isActive()) await store.rollback(id, version)
    store.pin(id)
    library.changed(id)
  }

  /** See `AssetPackManager.removeKeptVersions`. */
  async removeKept(text: string): Promise<void> {
    const { store, library } = this.#options
    const { id } = requiredPack(store, text).assetPack
    await store.giveUpKept(id)
    library.changed(id)
  }

  /** See `AssetPackManager.unpin`. */
  unpin(text: string): void {
    const { id } = requiredPack(this.#options.store, text).assetPack
    this.#options.store.unpin(id)
    this.#options.library.changed(id)
  }

  /** The version that going back leads to. @throws `versionNotFound` when no older one is kept. */
  #backTo(id: AssetPackID, wanted: number | undefined): number {
    const { store } = this.#options
    if (wanted !== undefined) return wanted
    const active = requiredPack(store, id).assetPack
    const kept = store.keptVersions(id)
    const version = nextOlder(active.version, kept)
    if (version === undefined) throw noOlderVersion(active, kept)
    return version
  }

  /** @throws `versionNotFound`. */
  async #requireKept(id: AssetPackID, version: number): Promise<void> {
    const kept = this.#options.store.keptVersions(id)
    const target = kept.find(({ assetPack }) => assetPack.version === version)
    if (target === undefined) throw versionNotKept(id, version, kept)
    await this.#options.maintenance.requireWhole(target)
  }

  async #stop(id: AssetPackID): Promise<void> {
    await this.#options.maintenance.stop(id)
    await this.#options.downloads.cancel(id)
  }
}
