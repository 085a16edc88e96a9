import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type {
  DownloadRecord,
  DownloadRecordTable,
  DurableValues,
  InstalledPack,
  StagingArea,
} from '../../src-main/store/asset-pack-store'

/** What scheduling and the manager's decisions need of a store, in memory. It outlives the manager that uses it. */
export class MemoryAssetPackStore {
  readonly directory = '/container'
  readonly downloads: DownloadRecordTable
  readonly values: DurableValues
  readonly discarded: string[] = []
  readonly staged = new Map<string, number[]>()
  readonly records = new Map<string, DownloadRecord>()
  readonly #installed = new Map<string, InstalledPack>()
  readonly #values = new Map<string, string>()

  constructor() {
    this.downloads = {
      all: () => [...this.records.values()],
      put: (record) => void this.records.set(assetPackIDKey(record.assetPack.id), record),
      delete: (id) => void this.records.delete(assetPackIDKey(id)),
    }
    this.values = {
      get: (name) => this.#values.get(name),
      set: (name, value) => void this.#values.set(name, value),
    }
  }

  install(assetPack: AssetPack): void {
    this.#installed.set(assetPackIDKey(assetPack.id), {
      assetPack,
      directory: `/container/packs/${assetPack.id}/${String(assetPack.version)}`,
      installedAt: 0,
    })
  }

  installedPacks(): readonly InstalledPack[] {
    return [...this.#installed.values()]
  }

  installedPack(id: AssetPackID): InstalledPack | undefined {
    return this.#installed.get(assetPackIDKey(id))
  }

  stagedVersions(id: AssetPackID): Promise<readonly number[]> {
    return Promise.resolve(this.staged.get(assetPackIDKey(id)) ?? [])
  }

  openStaging(id: AssetPackID, version: number): Promise<StagingArea> {
    return Promise.resolve({
      assetPackID: id,
      version,
      filesDirectory: '/container/staging/files',
      downloadsDirectory: '/container/staging/downloads',
      discard: () => {
        this.discarded.push(`${id} ${String(version)}`)
        this.staged.delete(assetPackIDKey(id))
        return Promise.resolve()
      },
    })
  }

  remove(id: AssetPackID): Promise<void> {
    this.#installed.delete(assetPackIDKey(id))
    return Promise.resolve()
  }

  freeBytes(): Promise<number> {
    return Promise.resolve(1_000_000)
  }
}
