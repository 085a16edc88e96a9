import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type {
  AssetPackStore,
  DownloadRecord,
  DownloadRecordTable,
  DurableValues,
  InstalledPack,
  StagingArea,
} from '../../src-main/store/asset-pack-store'

/** A store that holds no files, for what scheduling and the manager decide. It outlives the manager that uses it. */
export class MemoryAssetPackStore implements AssetPackStore {
  readonly directory = '/container'
  readonly downloads: DownloadRecordTable
  readonly values: DurableValues
  readonly discarded: string[] = []
  /** How often garbage was collected. */
  collections = 0
  readonly staged = new Map<string, number[]>()
  readonly records = new Map<string, DownloadRecord>()
  readonly #installed = new Map<string, InstalledPack>()
  readonly #values = new Map<string, string>()

  constructor() {
    this.downloads = {
      all: () => [...this.records.values()].sort((a, b) => a.sequence - b.sequence),
      put: (record) => void this.records.set(assetPackIDKey(record.assetPack.id), record),
      delete: (id) => void this.records.delete(assetPackIDKey(id)),
    }
    this.values = {
      get: (name) => this.#values.get(name),
      set: (name, value) => void this.#values.set(name, value),
    }
  }

  install(assetPack: AssetPack): InstalledPack {
    const directory = `/container/packs/${assetPack.id}/${String(assetPack.version)}`
    const installed = { assetPack, directory, installedAt: 0 }
    this.#installed.set(assetPackIDKey(assetPack.id), installed)
    return installed
  }

  installedPacks(): readonly InstalledPack[] {
    return [...this.#installed.values()].sort((a, b) => (a.assetPack.id < b.assetPack.id ? -1 : 1))
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

  /** There are no files that could go. */
  lease(): () => void {
    return () => undefined
  }

  installedIndex(): Promise<never> {
    return Promise.reject(new Error('a memory store has no indexes'))
  }

  /** What an installer would do; the scripted one calls {@link MemoryAssetPackStore.install} instead. */
  commit(_staging: StagingArea, assetPack: AssetPack): Promise<InstalledPack> {
    return Promise.resolve(this.install(assetPack))
  }

  collectGarbage(): Promise<void> {
    this.collections += 1
    return Promise.resolve()
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  freeBytes(): Promise<number> {
    return Promise.resolve(1_000_000)
  }
}
