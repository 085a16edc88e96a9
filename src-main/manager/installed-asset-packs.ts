import type { FileHandle } from 'node:fs/promises'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { isAssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { AssetPackStatus } from '../../src-shared/domain/asset-pack-status'
import type { Configuration } from '../../src-shared/domain/configuration'
import type { ContainerMove, ContainerMovePlan } from '../../src-shared/domain/container-move'
import type { StorageUsage } from '../../src-shared/domain/storage-usage'
import type { NamespaceConflict } from '../store/namespace'
import { measureStorage } from '../store/storage-measurement'
import type { Cancellable, ContainerMoveCallOptions, LookupScope } from './call-options'
import type { InstalledVersion } from './installed-version'
import type { AssetPackManagerParts } from './manager-parts'
import { packSize, type SizeCalculationMethod } from './pack-size'
import { requiredPack } from './required-pack'
import { offlineStatus } from './status-query'

/**
 * What is here of one container, without asking anybody: which packs, in which versions, how large, and their files. The
 * half of an `AssetPackManager` that works without a network.
 */
export class InstalledAssetPacks {
  readonly #parts: AssetPackManagerParts

  /** @internal `createAssetPackManager` makes one. */
  constructor(parts: AssetPackManagerParts) {
    this.#parts = parts
  }

  /** Absolute path of the folder that holds the packs: where it moved to, when it did, also under this manager. */
  get containerDirectory(): string {
    return this.#parts.store.directory
  }

  /**
   * (+) What moving all packs to that folder would take now. Changes nothing.
   *
   * @throws what {@link InstalledAssetPacks.moveContainer} would throw, as far as it can be known before.
   */
  planContainerMove(directory: string, options: Cancellable = {}): Promise<ContainerMovePlan> {
    return this.#parts.mover.plan(directory, options)
  }

  /**
   * (+) Moves all packs to another folder or drive, while this manager has them open. On one drive each file gets a second name,
   * else everything is copied, read again and compared; the old folder is cleared last, and keeps a record of where they went,
   * so that it may go on being the one that is named.
   *
   * What reads or checks files on the spot ends first; downloads stop, and go on afterwards with all that had come. Files can
   * be read all the time: an open handle goes on, and a path that is looked up after the switch is in the new folder. Changes
   * of what is installed wait until it has ended; requests and pauses are taken at once.
   *
   * @param directory - Empty, or not there yet.
   * @throws `alreadyExists` when it is not empty, `invalidArgument` when it is the present one or inside of it,
   * `containerLocked` when another process holds it, `notWritable`, `outOfSpace` (`needBytes` and `freeBytes` in its details),
   * `diskGone`, `integrityCheckFailed` when the new drive gives back something else; the signal's reason, up to the switch.
   * Then everything is as it was.
   */
  moveContainer(directory: string, options: ContainerMoveCallOptions = {}): Promise<ContainerMove> {
    return this.#parts.mover.move(directory, options)
  }

  /** What the app said about its packs. */
  get configuration(): Configuration {
    return this.#parts.configuration
  }

  /** The packs that are here, ordered by id. No disk access. */
  installedAssetPacks(): readonly AssetPack[] {
    return this.#parts.store.installedPacks().map(({ assetPack }) => assetPack)
  }

  /** What is here, by what is known without asking anybody; the empty set when the pack is not here. */
  localStatus(id: string): Promise<AssetPackStatus> {
    return Promise.resolve(offlineStatus(id, this.#parts))
  }

  /** Whether some version of the pack is here, whole. No disk access. */
  assetPackIsAvailableLocally(id: string): boolean {
    return isAssetPackID(id) && this.#parts.store.installedPack(id) !== undefined
  }

  /**
   * Version of the pack that is here. No disk access.
   *
   * @throws `assetPackNotFound` when it is not here.
   */
  localVersion(id: string): number {
    return requiredPack(this.#parts.store, id).assetPack.version
  }

  /**
   * Bytes that an installed pack takes: `logical` = lengths of its files, `allocated` = what removing it would free.
   *
   * @throws `assetPackNotFound` when it is not here.
   */
  async localSize(
    id: string,
    method: SizeCalculationMethod = 'logical',
    options: Cancellable = {},
  ): Promise<number> {
    const { signal } = options
    return this.#parts.access.use(() => packSize(this.installedDirectory(id), method, signal), signal)
  }

  /**
   * (+) What this container takes of its disk, measured now: of each pack the installed version, what is kept of earlier ones
   * and what an unfinished download has brought. Looks at every file, which takes seconds for a million of them.
   *
   * @throws `diskGone`, `diskFailed`; the signal's reason.
   */
  async storageUsage({ signal }: Cancellable = {}): Promise<StorageUsage> {
    const { store } = this.#parts
    for (;;) {
      const { directory } = store
      const usage = await measureStorage(store, signal)
      // Where it has moved meanwhile, some of it was measured where nothing is any more.
      if (directory === store.directory) return usage
    }
  }

  /**
   * Absolute path of the installed pack's folder, for this moment.
   *
   * @throws `assetPackNotFound` when it is not here.
   */
  installedDirectory(id: string): string {
    return requiredPack(this.#parts.store, id).directory
  }

  /** The version that a pack is pinned to; `undefined` when it is not. */
  pinnedVersion(id: string): number | undefined {
    return this.#parts.versions.pinned(id)
  }

  /**
   * Versions that are kept beside the active one, the one that was active last first. No disk access.
   *
   * @throws `assetPackNotFound` when the pack is not here.
   */
  keptVersions(id: string): readonly number[] {
    return this.#parts.versions.kept(id)
  }

  /**
   * (+) Every version of a pack that is here: the active one, then those that are kept, the one that was active last first. No
   * disk access.
   *
   * @throws `assetPackNotFound` when the pack is not here.
   */
  localVersions(id: string): readonly InstalledVersion[] {
    return this.#parts.versions.here(id)
  }

  /**
   * The bytes of a file of an installed pack, by its path in the merged namespace. Of several packs with that path one in the
   * resolved language goes first, then one that is not localized, then other languages; then the lowest id.
   *
   * @throws `fileNotFound`; `invalidArgument` for a language that is no tag.
   */
  contents(path: string, scope: LookupScope = {}): Promise<Uint8Array> {
    return this.#parts.reader.contents(path, scope)
  }

  /**
   * Opens a file of an installed pack; the caller closes the handle. It keeps reading the same version, whatever happens
   * to the pack meanwhile.
   *
   * @throws `fileNotFound`; `invalidArgument` for a language that is no tag.
   */
  descriptor(path: string, scope: LookupScope = {}): Promise<FileHandle> {
    return this.#parts.reader.descriptor(path, scope)
  }

  /**
   * The `file:` URL of a file or folder of the merged namespace, for this moment; well-formed even when nothing is there.
   *
   * @throws `invalidArgument` for a language that is no tag.
   */
  url(path: string, scope: Pick<LookupScope, 'asLocalizedFor'> = {}): Promise<URL> {
    return this.#parts.reader.url(path, scope)
  }

  /**
   * Paths that several installed packs hold, and who holds them: readers that name no pack get the file of the first.
   * Paths that differ in case only count, too, for some disks take them for one. Empty when there is no such path.
   *
   * @throws the signal's reason.
   */
  namespaceConflicts({ signal }: Cancellable = {}): Promise<readonly NamespaceConflict[]> {
    return this.#parts.namespace.conflicts(signal)
  }
}
