import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { ContainerMove, ContainerMovePlan } from '../../src-shared/domain/container-move'
import type { NumberedHistoryEntry } from '../../src-shared/domain/download-history'
import { AssetPackError } from '../../src-shared/domain/errors'
import type {
  AssetPackStore,
  DownloadHistoryTable,
  DownloadRecord,
  DownloadRecordTable,
  DurableValues,
  InstalledPack,
  Relocation,
  StagingArea,
} from '../../src-main/store/asset-pack-store'
import {
  keptAfterSwitch,
  pinAfterRollback,
  versionNotActive,
  versionNotKept,
} from '../../src-main/store/kept-versions'
import { versionInUse } from '../../src-main/store/version-dismantling'

/** A store that holds no files, for what scheduling and the manager decide. It outlives the manager that uses it. */
export class MemoryAssetPackStore implements AssetPackStore {
  directory = '/container'
  /** How many versions are kept beside the active one. */
  keptLimit = 1
  readonly downloads: DownloadRecordTable
  readonly history: DownloadHistoryTable
  readonly values: DurableValues
  readonly discarded: string[] = []
  /** Folders that are not empty. */
  readonly occupied = new Set<string>()
  /** How often garbage was collected. */
  collections = 0
  readonly staged = new Map<string, number[]>()
  readonly records = new Map<string, DownloadRecord>()
  readonly #installed = new Map<string, InstalledPack>()
  readonly #kept = new Map<string, readonly InstalledPack[]>()
  readonly #dismantled = new Map<string, InstalledPack>()
  readonly #leased = new Map<symbol, InstalledPack>()
  readonly #pins = new Map<string, number | undefined>()
  readonly #values = new Map<string, string>()

  constructor() {
    this.downloads = {
      all: () => [...this.records.values()].sort((a, b) => a.sequence - b.sequence),
      put: (record) => void this.records.set(assetPackIDKey(record.assetPack.id), record),
      delete: (id) => void this.records.delete(assetPackIDKey(id)),
    }
    let entries: readonly NumberedHistoryEntry[] = []
    this.history = {
      all: () => entries,
      add: (entry) => {
        entries = [{ ...entry, number: (entries[0]?.number ?? 0) + 1 }, ...entries]
      },
      clear: () => {
        entries = []
      },
    }
    this.values = {
      get: (name) => this.#values.get(name),
      set: (name, value) => void this.#values.set(name, value),
    }
  }

  install(assetPack: AssetPack): InstalledPack {
    return this.#activate({ assetPack, directory: this.#place(assetPack), installedAt: 0 })
  }

  installedPacks(): readonly InstalledPack[] {
    return [...this.#installed.values()].sort((a, b) => (a.assetPack.id < b.assetPack.id ? -1 : 1))
  }

  installedPack(id: AssetPackID): InstalledPack | undefined {
    return this.#installed.get(assetPackIDKey(id))
  }

  keptVersions(id: AssetPackID): readonly InstalledPack[] {
    return this.#kept.get(assetPackIDKey(id)) ?? []
  }

  async rollback(id: AssetPackID, version?: number): Promise<InstalledPack> {
    const kept = this.keptVersions(id)
    const target = kept.find(({ assetPack }) => version === undefined || assetPack.version === version)
    if (target === undefined) throw versionNotKept(id, version, kept)
    const pinnedVersion = pinAfterRollback(target.assetPack.version, { active: this.installedPack(id) })
    this.#pins.set(assetPackIDKey(id), pinnedVersion)
    return this.#activate(target)
  }

  /** There are no files that could be damaged. */
  repair(installed: InstalledPack): Promise<InstalledPack> {
    return Promise.resolve(installed)
  }

  giveUpKept(id: AssetPackID): Promise<void> {
    this.#kept.delete(assetPackIDKey(id))
    return Promise.resolve()
  }

  /** There are no files that could be given up: only the pack leaves the list. */
  dismantle(installed: InstalledPack): Promise<void> {
    const { id, version } = installed.assetPack
    const key = assetPackIDKey(id)
    const isLeased = [...this.#leased.values()].some(({ directory }) => directory === installed.directory)
    if (isLeased) return Promise.reject(versionInUse(installed))
    if (this.#dismantled.get(key)?.assetPack.version === version) return Promise.resolve()
    if (this.#installed.get(key)?.assetPack.version !== version)
      return Promise.reject(versionNotActive(installed.assetPack))
    return this.remove(id).then(() => void this.#dismantled.set(key, installed))
  }

  dismantledVersion(id: AssetPackID): InstalledPack | undefined {
    return this.#dismantled.get(assetPackIDKey(id))
  }

  pinnedVersion(id: AssetPackID): number | undefined {
    const pinned = this.#pins.get(assetPackIDKey(id))
    return pinned === this.installedPack(id)?.assetPack.version ? pinned : undefined
  }

  pin(id: AssetPackID): void {
    const version = this.installedPack(id)?.assetPack.version
    if (version !== undefined) this.#pins.set(assetPackIDKey(id), version)
  }

  unpin(id: AssetPackID): void {
    this.#pins.delete(assetPackIDKey(id))
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

  openScratch(id: AssetPackID, version: number): Promise<StagingArea> {
    return this.openStaging(id, version)
  }

  /** Hears of each pack that is removed. */
  onRemoved: (id: AssetPackID) => void = () => undefined

  remove(id: AssetPackID): Promise<void> {
    this.onRemoved(id)
    this.#installed.delete(assetPackIDKey(id))
    this.#kept.delete(assetPackIDKey(id))
    this.#dismantled.delete(assetPackIDKey(id))
    this.unpin(id)
    return Promise.resolve()
  }

  /** How many leases were not given back. */
  get leases(): number {
    return this.#leased.size
  }

  /** There are no files that could go: it is only noted. */
  lease(installed: InstalledPack): () => void {
    const lease = Symbol('lease')
    this.#leased.set(lease, installed)
    return () => {
      this.#leased.delete(lease)
    }
  }

  installedIndex(): Promise<never> {
    return Promise.reject(new Error('a memory store has no indexes'))
  }

  installedIndexBytes(): Promise<never> {
    return this.installedIndex()
  }

  /** What an installer would do; the scripted one calls {@link MemoryAssetPackStore.install} instead. */
  commit(_staging: StagingArea, assetPack: AssetPack): Promise<InstalledPack> {
    return Promise.resolve(this.install(assetPack))
  }

  collectGarbage(): Promise<void> {
    this.collections += 1
    return Promise.resolve()
  }

  clearUnfinishedMoves(): Promise<void> {
    return Promise.resolve()
  }

  planRelocation(directory: string): Promise<ContainerMovePlan> {
    if (directory === this.directory) return Promise.reject(sameFolder(directory))
    if (this.occupied.has(directory))
      return Promise.reject(new AssetPackError('alreadyExists', `${directory} is not empty.`))
    const { bytes, files } = this.#content
    return Promise.resolve({
      directory,
      bytes,
      files,
      mustCopy: true,
      needBytes: bytes,
      freeBytes: 1_000_000,
    })
  }

  /** There are no files that would have to move. */
  async relocate({ directory, signal, whileStill, onProgress }: Relocation): Promise<ContainerMove> {
    signal.throwIfAborted()
    if (directory === this.directory) throw sameFolder(directory)
    const from = this.directory
    const { bytes, files } = this.#content
    await whileStill(() => {
      signal.throwIfAborted()
      this.directory = directory
      const moved = (pack: InstalledPack): InstalledPack => ({
        ...pack,
        directory: this.#place(pack.assetPack),
      })
      for (const [key, pack] of this.#installed) this.#installed.set(key, moved(pack))
      for (const [key, packs] of this.#kept) this.#kept.set(key, packs.map(moved))
      return Promise.resolve()
    })
    onProgress?.({ completedBytes: bytes, totalBytes: bytes, completedFiles: files, totalFiles: files })
    return { from, directory, bytes, files, wasCopied: true }
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  freeBytes(): Promise<number> {
    return Promise.resolve(1_000_000)
  }

  get #content(): { readonly bytes: number; readonly files: number } {
    const packs = this.installedPacks()
    return { bytes: packs.reduce((sum, pack) => sum + pack.assetPack.installedSize, 0), files: packs.length }
  }

  #place({ id, version }: AssetPack): string {
    return `${this.directory}/packs/${id}/${String(version)}`
  }

  #activate(installed: InstalledPack): InstalledPack {
    const { id, version } = installed.assetPack
    const before = { active: this.installedPack(id), kept: this.keptVersions(id), limit: this.keptLimit }
    this.#kept.set(assetPackIDKey(id), keptAfterSwitch(version, before))
    this.#installed.set(assetPackIDKey(id), installed)
    this.#dismantled.delete(assetPackIDKey(id))
    return installed
  }
}

function sameFolder(path: string): AssetPackError {
  return new AssetPackError('invalidArgument', `${path} is the folder of the packs.`, { details: { path } })
}
