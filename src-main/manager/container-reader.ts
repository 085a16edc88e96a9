import type { FileHandle } from 'node:fs/promises'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { isAssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { AssetPackStatus } from '../../src-shared/domain/asset-pack-status'
import type { Configuration } from '../../src-shared/domain/configuration'
import type { StorageUsage } from '../../src-shared/domain/storage-usage'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { NamespaceConflict } from '../store/namespace'
import { measureStorage } from '../store/storage-measurement'
import type { Cancellable, LookupScope } from './call-options'
import type { InstalledAssetPacks } from './installed-asset-packs'
import type { InstalledVersion } from './installed-version'
import type { AssetPackManagerParts } from './manager-parts'
import { packSize, type SizeCalculationMethod } from './pack-size'
import { requiredPack } from './required-pack'
import { offlineStatus } from './status-query'

/** What reading a container takes. */
type ReadingParts = Pick<
  AssetPackManagerParts,
  'configuration' | 'store' | 'catalog' | 'access' | 'versions' | 'reader' | 'namespace'
>

/** Reads one container. */
export class ContainerReader<Parts extends ReadingParts = ReadingParts> implements InstalledAssetPacks {
  readonly #parts: Parts
  #isClosed = false

  constructor(parts: Parts) {
    this.#parts = parts
  }

  /** @throws `wrongUse` once the manager has been closed: every call goes through here. */
  protected get parts(): Parts {
    if (this.#isClosed) throw new AssetPackError('wrongUse', 'The manager was closed. Make a new one.')
    return this.#parts
  }

  /** From now on every call is refused. */
  protected endCalls(): void {
    this.#isClosed = true
  }

  get containerDirectory(): string {
    return this.#parts.store.directory
  }

  get configuration(): Configuration {
    return this.#parts.configuration
  }

  installedAssetPacks(): readonly AssetPack[] {
    return this.parts.store.installedPacks().map(({ assetPack }) => assetPack)
  }

  async localStatus(id: string): Promise<AssetPackStatus> {
    return Promise.resolve(offlineStatus(id, this.parts))
  }

  assetPackIsAvailableLocally(id: string): boolean {
    const { store } = this.parts
    return isAssetPackID(id) && store.installedPack(id) !== undefined
  }

  localVersion(id: string): number {
    return requiredPack(this.parts.store, id).assetPack.version
  }

  async localSize(
    id: string,
    method: SizeCalculationMethod = 'logical',
    options: Cancellable = {},
  ): Promise<number> {
    const { signal } = options
    return this.parts.access.use(() => packSize(this.installedDirectory(id), method, signal), signal)
  }

  async storageUsage({ signal }: Cancellable = {}): Promise<StorageUsage> {
    return measureStorage(this.parts.store, signal)
  }

  installedDirectory(id: string): string {
    return requiredPack(this.parts.store, id).directory
  }

  pinnedVersion(id: string): number | undefined {
    return this.parts.versions.pinned(id)
  }

  keptVersions(id: string): readonly number[] {
    return this.parts.versions.kept(id)
  }

  localVersions(id: string): readonly InstalledVersion[] {
    return this.parts.versions.here(id)
  }

  async contents(path: string, scope: LookupScope = {}): Promise<Uint8Array> {
    return this.parts.reader.contents(path, scope)
  }

  async descriptor(path: string, scope: LookupScope = {}): Promise<FileHandle> {
    return this.parts.reader.descriptor(path, scope)
  }

  async url(path: string, scope: Pick<LookupScope, 'asLocalizedFor'> = {}): Promise<URL> {
    return this.parts.reader.url(path, scope)
  }

  async namespaceConflicts({ signal }: Cancellable = {}): Promise<readonly NamespaceConflict[]> {
    return this.parts.namespace.conflicts(signal)
  }
}
