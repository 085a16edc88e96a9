import type { FileHandle } from 'node:fs/promises'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackStatus } from '../../src-shared/domain/asset-pack-status'
import type { Configuration } from '../../src-shared/domain/configuration'
import type { StorageUsage } from '../../src-shared/domain/storage-usage'
import type { NamespaceConflict } from '../store/namespace'
import type { Cancellable, LookupScope } from './call-options'
import type { InstalledVersion } from './installed-version'
import type { SizeCalculationMethod } from './pack-size'

/**
 * What is here of one container, without asking anybody: which packs, in which versions, how large, and their files. All that
 * code needs which reads packs and does not fetch them.
 */
export interface InstalledAssetPacks {
  /** (+) Absolute path of the folder that holds the packs: where it moved to, when it did, also under this manager. */
  readonly containerDirectory: string

  /** (+) What the app said about its packs. */
  readonly configuration: Configuration

  /** (+) The packs that are here, ordered by id. No disk access. */
  installedAssetPacks(): readonly AssetPack[]

  /**
   * What is here, by what is known without asking anybody; the empty set when the pack is not here (the original's
   * `localStatus(ofAssetPackWithID:)`). It is relative to the last list that was trusted: `upToDate` means that this one has
   * nothing newer.
   */
  localStatus(id: string): Promise<AssetPackStatus>

  /** Whether some version of the pack is here, whole (the original's `assetPackIsAvailableLocally(withID:)`). No disk access. */
  assetPackIsAvailableLocally(id: string): boolean

  /**
   * Version of the pack that is here (the original's `localVersion(ofAssetPackWithID:)`). No disk access.
   *
   * @throws `assetPackNotFound` when it is not here.
   */
  localVersion(id: string): number

  /**
   * Bytes that an installed pack takes (the original's `localSize(ofAssetPackWithID:calculationMethod:)`): `logical` = lengths
   * of its files, `allocated` = what removing it would free.
   *
   * @throws `assetPackNotFound` when it is not here.
   */
  localSize(id: string, method?: SizeCalculationMethod, options?: Cancellable): Promise<number>

  /**
   * (+) What this container takes of its disk, measured now: of each pack the installed version, what is kept of earlier ones
   * and what an unfinished download has brought. Looks at every file, which takes seconds for a million of them.
   *
   * @throws `diskGone`, `diskFailed`; the signal's reason.
   */
  storageUsage(options?: Cancellable): Promise<StorageUsage>

  /**
   * (+) Absolute path of the installed pack's folder, for this moment.
   *
   * @throws `assetPackNotFound` when it is not here.
   */
  installedDirectory(id: string): string

  /** (+) The version that a pack is pinned to; `undefined` when it is not. */
  pinnedVersion(id: string): number | undefined

  /**
   * (+) Versions that are kept beside the active one, the one that was active last first. No disk access.
   *
   * @throws `assetPackNotFound` when the pack is not here.
   */
  keptVersions(id: string): readonly number[]

  /**
   * (+) Every version of a pack that is here: the active one, then those that are kept, the one that was active last first. No
   * disk access.
   *
   * @throws `assetPackNotFound` when the pack is not here.
   */
  localVersions(id: string): readonly InstalledVersion[]

  /**
   * The bytes of a file of an installed pack, by its path in the merged namespace (the original's
   * `contents(at:searchingInAssetPackWithID:options:)`, and with `asLocalizedFor` `contents(at:asLocalizedFor:)`). Of several
   * packs with that path one in the resolved language goes first, then one that is not localized, then other languages; then
   * the lowest id.
   *
   * @throws `fileNotFound`; `invalidArgument` for a language that is no tag.
   */
  contents(path: string, scope?: LookupScope): Promise<Uint8Array>

  /**
   * Opens a file of an installed pack; the caller closes the handle (the original's `descriptor(for:searchingInAssetPackWithID:)`,
   * and with `asLocalizedFor` `descriptor(for:asLocalizedFor:)`). It keeps reading the same version, whatever happens
   * to the pack meanwhile.
   *
   * @throws `fileNotFound`; `invalidArgument` for a language that is no tag.
   */
  descriptor(path: string, scope?: LookupScope): Promise<FileHandle>

  /**
   * The `file:` URL of a file or folder of the merged namespace, for this moment (the original's `url(for:)`, and with
   * `asLocalizedFor` `url(for:asLocalizedFor:)`); well-formed even when no pack holds it: then nothing is there.
   *
   * @throws `fileNotFound` for the root of the namespace, an absolute path, or one with `.`, `..` or a slash at its end;
   * `invalidArgument` for a language that is no tag.
   */
  url(path: string, scope?: Pick<LookupScope, 'asLocalizedFor'>): Promise<URL>

  /**
   * (+) Paths that several installed packs hold, and who holds them: readers that name no pack get the file of the first.
   * Paths that differ in case only count, too, for some disks take them for one. Empty when there is no such path.
   *
   * @throws the signal's reason.
   */
  namespaceConflicts(options?: Cancellable): Promise<readonly NamespaceConflict[]>
}
