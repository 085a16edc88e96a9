import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { Clock } from '../platform/clock'
import { acquireFileLock, type FileLock } from '../platform/file-lock'
import { moveIntoPlace, publishFile, syncDirectory } from '../platform/file-system'
import { withFileSystemErrors } from '../platform/file-system-errors'
import { freeBytesAt } from '../platform/free-space'
import type { Logger } from '../platform/logger'
import type { PackIndex } from '../repository/pack-index'
import { decodePackIndex } from '../repository/pack-index-codec'
import type {
  AssetPackStore,
  DownloadRecordTable,
  DurableValues,
  InstalledPack,
  StagingArea,
} from './asset-pack-store'
import { ContainerLayout, parseVersionName } from './container-layout'
import { DownloadRecords } from './download-records'
import { collectContainerGarbage } from './garbage-collector'
import { packRow } from './pack-description'
import { recoverContainer } from './recovery'
import { DiskStagingArea } from './staging-area'
import type { StateDatabase } from './state-database'
import { discard } from './trash'

/** What {@link openDiskAssetPackStore} needs. */
export interface DiskAssetPackStoreOptions {
  /** The container; created when it is missing. */
  readonly directory: string
  readonly clock: Clock
  readonly logger: Logger
  /** Called before each step of a commit, by its number in docs/disk-and-wire.md; crash tests die here. */
  readonly onStep?: (step: string) => void
}

/**
 * Opens the container as its one writer, and finishes or undoes what a crash left half done.
 *
 * @throws AssetPackError `containerLocked`, `incompatible`, or what the file system says.
 */
export async function openDiskAssetPackStore(
  options: DiskAssetPackStoreOptions,
): Promise<DiskAssetPackStore> {
  const layout = new ContainerLayout(options.directory)
  await withFileSystemErrors(options.directory, async () => {
    for (const folder of [layout.packs, layout.staging, layout.trash])
      await mkdir(folder, { recursive: true })
  })
  const lock = await acquireFileLock(layout.lock)
  try {
    const recovered = await recoverContainer({ layout, clock: options.clock, logger: options.logger })
    return new DiskAssetPackStore(options, layout, lock, recovered.state, recovered.installed)
  } catch (error) {
    lock.release()
    throw error
  }
}

/** The container on a disk. */
export class DiskAssetPackStore implements AssetPackStore {
  readonly directory: string
  readonly downloads: DownloadRecordTable
  readonly values: DurableValues
  readonly #options: DiskAssetPackStoreOptions
  readonly #layout: ContainerLayout
  readonly #lock: FileLock
  readonly #state: StateDatabase
  readonly #installed: Map<string, InstalledPack>
  #isClosed = false

  constructor(
    options: DiskAssetPackStoreOptions,
    layout: ContainerLayout,
    lock: FileLock,
    state: StateDatabase,
    installed: readonly InstalledPack[],
  ) {
    this.directory = options.directory
    this.#options = options
    this.#layout = layout
    this.#lock = lock
    this.#state = state
    this.#installed = new Map(installed.map((pack) => [assetPackIDKey(pack.assetPack.id), pack]))
    this.downloads = new DownloadRecords(state, options.logger)
    this.values = {
      get: (name) => state.value(name),
      set: (name, value) => {
        state.setValue(name, value)
      },
    }
  }

  installedPacks(): readonly InstalledPack[] {
    return [...this.#installed.values()].sort((a, b) => (a.assetPack.id < b.assetPack.id ? -1 : 1))
  }

  installedPack(id: AssetPackID): InstalledPack | undefined {
    return this.#installed.get(assetPackIDKey(id))
  }

  installedIndex({ assetPack }: InstalledPack): Promise<PackIndex> {
    const path = this.#layout.packIndex(assetPack.id, assetPack.version)
    return withFileSystemErrors(path, async () => decodePackIndex(await readFile(path)))
  }

  async openStaging(id: AssetPackID, version: number): Promise<StagingArea> {
    const area = new DiskStagingArea(this.#layout, id, version)
    await withFileSystemErrors(area.filesDirectory, async () => {
      await mkdir(area.filesDirectory, { recursive: true })
      await mkdir(area.downloadsDirectory, { recursive: true })
    })
    return area
  }

  async stagedVersions(id: AssetPackID): Promise<readonly number[]> {
    const names = await readdir(this.#layout.stagedVersions(id)).catch(() => [])
    return names.flatMap((name) => parseVersionName(name) ?? []).sort((a, b) => a - b)
  }

  async commit(staging: StagingArea, assetPack: AssetPack, indexBytes: Uint8Array): Promise<InstalledPack> {
    const { id, version } = assetPack
    const active = this.#installed.get(assetPackIDKey(id))
    if (active?.assetPack.version === version) {
      await staging.discard()
      return active
    }
    const target = this.#layout.packFiles(id, version)
    const installedAt = this.#options.clock.now()
    const row = packRow(assetPack, installedAt)
    const installed = { assetPack, directory: target, installedAt }
    await withFileSystemErrors(target, async () => {
      await mkdir(this.#layout.packVersions(id), { recursive: true })
      await syncDirectory(this.#layout.packs)
      await publishFile(this.#layout.packIndex(id, version), indexBytes, this.#options.clock)
      await publishFile(
        this.#layout.packDescription(id, version),
        Buffer.from(row.description),
        this.#options.clock,
      )
      // A folder in the way belongs to no active version: an earlier attempt died between the rename and the end.
      await discard(this.#layout, target)
      this.#step('I-6 journal')
      this.#state.beginSwitch(row)
      this.#step('I-6 rename')
      await moveIntoPlace(staging.filesDirectory, target, this.#options.clock)
      await syncDirectory(this.#layout.packVersions(id))
      await syncDirectory(join(staging.filesDirectory, '..'))
      this.#step('I-7')
      this.#state.finishSwitch(row)
    })
    this.#installed.set(row.key, installed)
    this.#step('I-7 done')
    await staging.discard()
    return installed
  }

  async remove(id: AssetPackID): Promise<void> {
    if (this.#installed.get(assetPackIDKey(id)) === undefined) return
    this.#state.deletePack(assetPackIDKey(id))
    this.#installed.delete(assetPackIDKey(id))
    await discard(this.#layout, this.#layout.packVersions(id))
  }

  collectGarbage(): Promise<void> {
    return collectContainerGarbage({
      layout: this.#layout,
      isActive: (key, version) => this.#installed.get(key)?.assetPack.version === version,
      isWanted: (key) => this.downloads.all().some(({ assetPack }) => assetPackIDKey(assetPack.id) === key),
    })
  }

  freeBytes(): Promise<number> {
    return freeBytesAt(this.directory)
  }

  close(): Promise<void> {
    if (!this.#isClosed) {
      this.#isClosed = true
      this.#state.close()
      this.#lock.release()
    }
    return Promise.resolve()
  }

  #step(name: string): void {
    this.#options.onStep?.(name)
  }
}
