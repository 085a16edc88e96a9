import { mkdir, readFile, stat } from 'node:fs/promises'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { ContainerMove, ContainerMovePlan } from '../../src-shared/domain/container-move'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { FileLock } from '../platform/file-lock'
import { removeTree } from '../platform/file-system'
import { freeBytesAt } from '../platform/free-space'
import { SerialQueue } from '../platform/serial-queue'
import type { PackIndex } from '../repository/pack-index'
import { decodePackIndex } from '../repository/pack-index-codec'
import type {
  AssetPackStore,
  DownloadHistoryTable,
  DownloadRecordTable,
  DurableValues,
  InstalledPack,
  Relocation,
  StagingArea,
  VersionRepair,
} from './asset-pack-store'
import { withContainerErrors } from './container-errors'
import { lockContainer, type ContainerLockOptions } from './container-arrival'
import { departuresThere, endDepartures } from './container-departure'
import { parseVersionName, type ContainerLayout } from './container-layout'
import { planRelocation, relocateContainer } from './container-relocation'
import { DownloadHistoryRows } from './download-history-rows'
import { DownloadRecords } from './download-records'
import { buryGarbage } from './garbage-collector'
import { InstalledVersions } from './installed-versions'
import { keptAfterSwitch, versionNotActive, versionNotKept, type VersionsBefore } from './kept-versions'
import { Leases } from './leases'
import { mergedGeneration } from './merged-folders'
import { packRow } from './pack-description'
import { recoverContainer } from './recovery'
import { ScratchAreas } from './scratch-areas'
import { DiskStagingArea } from './staging-area'
import type { StateDatabase } from './state-database'
import { bury, discard, emptyTrash } from './trash'
import { dropFiles, droppableFiles, versionInUse } from './version-dismantling'
import { repairVersion } from './version-repair'
import { rollBack } from './version-rollback'
import { switchVersion, type SwitchStep } from './version-switch'
import { namesIn } from './versions-on-disk'

/** What {@link openDiskAssetPackStore} needs. */
export interface DiskAssetPackStoreOptions extends ContainerLockOptions {
  /** How many versions of each pack are kept beside the active one; 1 by default. */
  readonly keptVersions?: number | undefined
  /** False: a move on the same drive copies, too. */
  readonly mayLink?: boolean | undefined
  /** Called before each step of a change, by its number in docs/disk-and-wire.md; crash tests die here. */
  readonly onStep?: (step: SwitchStep) => void
}

/**
 * Opens the container as its one writer, and finishes or undoes what a crash left half done.
 *
 * @throws AssetPackError `containerLocked` while another process holds it, `incompatible` when a newer version made it,
 * `diskGone` when it moved to a folder that is not there, or what the file system says.
 */
export async function openDiskAssetPackStore(
  options: DiskAssetPackStoreOptions,
): Promise<DiskAssetPackStore> {
  const { clock, logger, keptVersions = 1 } = options
  const { layout, lock } = await lockContainer(options)
  return withContainerErrors(layout, async () => {
    try {
      const recovered = await recoverContainer({ layout, clock, logger, keptVersions })
      const opened = { ...options, ...recovered, layout, lock }
      return new DiskAssetPackStore({ ...opened, limit: keptVersions })
    } catch (error) {
      lock.release()
      throw error
    }
  })
}

/** A container that is locked and in order. Its `directory` is the folder by which it was opened. */
interface OpenedContainer extends DiskAssetPackStoreOptions {
  readonly layout: ContainerLayout
  readonly lock: FileLock
  readonly state: StateDatabase
  readonly installed: readonly InstalledPack[]
  /** By pack. */
  readonly kept: ReadonlyMap<string, readonly InstalledPack[]>
  /** By pack. */
  readonly dismantled: ReadonlyMap<string, InstalledPack>
  /** How many versions of each pack are kept. */
  readonly limit: number
  readonly wasRebuilt: boolean
}

/** The container on a disk. Changes of what is installed happen one after the other. */
export class DiskAssetPackStore implements AssetPackStore {
  readonly downloads: DownloadRecordTable
  readonly history: DownloadHistoryTable
  readonly values: DurableValues
  /** The list of packs was lost or damaged when the container was opened, and made anew from what is on disk. */
  readonly wasRebuilt: boolean
  /** Its layout and lock are others once it has moved. */
  #container: OpenedContainer
  readonly #versions: InstalledVersions
  readonly #changes = new SerialQueue()
  readonly #leases = new Leases()
  readonly #scratch: ScratchAreas
  /** Ends when the container has moved, or has not. */
  #moving: Promise<unknown> = Promise.resolve()
  #isClosed = false

  constructor(container: OpenedContainer) {
    const { state } = container
    this.wasRebuilt = container.wasRebuilt
    this.#container = container
    this.#scratch = new ScratchAreas(() => this.#container.layout)
    this.#versions = new InstalledVersions({ ...container, pins: state.pins() })
    this.downloads = new DownloadRecords(state, container.logger)
    this.history = new DownloadHistoryRows(state)
    this.values = {
      get: (name) => state.value(name),
      set: (name, value) => {
        state.setValue(name, value)
      },
    }
  }

  get directory(): string {
    return this.#container.layout.directory
  }

  installedPacks(): readonly InstalledPack[] {
    return this.#versions.all()
  }

  installedPack(id: AssetPackID): InstalledPack | undefined {
    return this.#versions.active(id)
  }

  keptVersions(id: AssetPackID): readonly InstalledPack[] {
    return this.#versions.kept(id)
  }

  async installedIndex(installed: InstalledPack): Promise<PackIndex> {
    return decodePackIndex(await this.installedIndexBytes(installed))
  }

  async installedIndexBytes({ assetPack: { id, version } }: InstalledPack): Promise<Uint8Array> {
    for (;;) {
      const { layout } = this.#container
      try {
        return await withContainerErrors(layout, () => readFile(layout.packIndex(id, version)))
      } catch (error) {
        // Where the container has moved meanwhile, it was looked for in its place of before.
        if (layout === this.#container.layout) throw error
      }
    }
  }

  lease({ assetPack }: InstalledPack): () => void {
    return this.#leases.take(assetPackIDKey(assetPack.id), assetPack.version)
  }

  openStaging(id: AssetPackID, version: number): Promise<StagingArea> {
    return this.#inPlace(async (layout) => {
      const area = new DiskStagingArea(layout, id, version)
      // Where the container's disk is gone, no folder of that name may appear on another one.
      await stat(layout.staging)
      await mkdir(area.filesDirectory, { recursive: true })
      await mkdir(area.downloadsDirectory, { recursive: true })
      return area
    })
  }

  openScratch(id: AssetPackID, version: number): Promise<StagingArea> {
    return this.#inPlace(() => this.#scratch.open(id, version))
  }

  stagedVersions(id: AssetPackID): Promise<readonly number[]> {
    return this.#inPlace(async (layout) => {
      const names = await namesIn(layout.stagedVersions(id))
      return names.flatMap((name) => parseVersionName(name) ?? []).sort((a, b) => a - b)
    })
  }

  commit(staging: StagingArea, assetPack: AssetPack, indexBytes: Uint8Array): Promise<InstalledPack> {
    return this.#change(async () => {
      const active = this.installedPack(assetPack.id)
      if (active?.assetPack.version === assetPack.version) {
        await this.#discardUsed(staging)
        return active
      }
      const before = this.#before(assetPack.id)
      const kept = keptAfterSwitch(assetPack.version, before)
      // Its files are about to be replaced: until they are it is nothing to go back to.
      this.#keep(assetPack.id, keptAfterSwitch(assetPack.version, { ...before, active: undefined }))
      const options = { ...this.#container, onStep: this.#onStep, kept }
      const installed = await switchVersion(options, staging, assetPack, indexBytes)
      this.#versions.activate(installed, kept)
      this.#onStep('I-7 done')
      await this.#discardUsed(staging)
      return installed
    })
  }

  rollback(id: AssetPackID, version?: number): Promise<InstalledPack> {
    return this.#change(async () => {
      const before = this.#before(id)
      const target = before.kept.find(
        ({ assetPack }) => version === undefined || assetPack.version === version,
      )
      if (target === undefined) throw versionNotKept(id, version, before.kept)
      const options = { ...this.#container, onStep: this.#onStep }
      const { installed, kept, pinnedVersion } = await rollBack(options, target, before)
      this.#versions.activate(installed, kept)
      this.#versions.setPin(id, pinnedVersion)
      this.#onStep('K-2 done')
      return installed
    })
  }

  repair(installed: InstalledPack, staging: StagingArea, repair: VersionRepair): Promise<InstalledPack> {
    const { id, version } = installed.assetPack
    return this.#change(async () => {
      const active = this.installedPack(id)
      if (active?.assetPack.version !== version) throw versionNotActive(installed.assetPack)
      const repaired = await repairVersion(
        { ...this.#container, onStep: this.#onStep },
        active,
        staging,
        repair,
      )
      this.#versions.activate(repaired, this.keptVersions(id))
      this.#onStep('R-5 done')
      await this.#discardUsed(staging)
      return repaired
    })
  }

  giveUpKept(id: AssetPackID): Promise<void> {
    return this.#change(async () => {
      const { layout } = this.#container
      const given = this.keptVersions(id)
      this.#keep(id, [])
      for (const { assetPack, directory } of given) {
        if (!this.#leases.isTaken(assetPackIDKey(id), assetPack.version)) await discard(layout, directory)
      }
    })
  }

  dismantle(installed: InstalledPack, paths: readonly string[]): Promise<void> {
    const { id, version } = installed.assetPack
    const key = assetPackIDKey(id)
    return this.#change(async () => {
      if (this.#leases.isTaken(key, version)) throw versionInUse(installed)
      const files = await droppableFiles(installed, paths)
      if (this.dismantledVersion(id)?.assetPack.version !== version) {
        if (!this.#versions.isActive(key, version)) throw versionNotActive(installed.assetPack)
        this.#onStep('L-1')
        this.#container.state.dismantle(packRow(installed))
        this.#versions.dismantle(installed)
      }
      await dropFiles(this.#onStep, installed, files)
    })
  }

  dismantledVersion(id: AssetPackID): InstalledPack | undefined {
    return this.#versions.dismantled(id)
  }

  pinnedVersion(id: AssetPackID): number | undefined {
    return this.#versions.pinned(id)
  }

  pin(id: AssetPackID): void {
    const version = this.installedPack(id)?.assetPack.version
    if (version !== undefined) this.#setPin(id, version)
  }

  unpin(id: AssetPackID): void {
    this.#setPin(id, undefined)
  }

  async remove(id: AssetPackID): Promise<void> {
    const key = assetPackIDKey(id)
    const { logger } = this.#container
    const onHeld = (error: unknown): undefined => {
      logger.log('warn', 'The files of a removed pack cannot be deleted yet', { key, reason: String(error) })
    }
    const grave = await this.#change(async () => {
      if (this.installedPack(id) === undefined && !this.#versions.isDismantled(key)) return undefined
      const { layout, state } = this.#container
      state.deletePack(key)
      this.#versions.forget(key)
      // The collector takes the files when nobody reads them any more.
      return this.#leases.isTaken(key) ? undefined : bury(layout, layout.packVersions(id)).catch(onHeld)
    })
    if (grave !== undefined) await removeTree(grave).catch(onHeld)
  }

  async collectGarbage(): Promise<void> {
    await this.#change(async () => {
      await buryGarbage({
        ...this.#container,
        isNeeded: (key, version) =>
          this.#versions.isNeeded(key, version) || this.#leases.isTaken(key, version),
        isWanted: (key, version) =>
          this.#leases.isTaken(key, version) ||
          this.#versions.isDismantled(key) ||
          (!this.#versions.isActive(key, version) && this.#isDownloading(key)),
        isScratchOpen: (name) => this.#scratch.isOpen(name),
        mergedGeneration: mergedGeneration(this.installedPacks()),
      })
    })
    await this.#inPlace((layout) => emptyTrash(layout, this.#container.logger))
  }

  async clearUnfinishedMoves(): Promise<void> {
    const there = await this.#inPlace(({ directory }) => departuresThere(directory))
    if (there.size === 0 || this.#isClosed) return
    await this.#change(() => endDepartures(this.directory, this.#container.logger, there))
  }

  planRelocation(directory: string, signal: AbortSignal): Promise<ContainerMovePlan> {
    return this.#inPlace((layout) => planRelocation(layout, directory, signal))
  }

  relocate(relocation: Relocation): Promise<ContainerMove> {
    const { directory: named, mayLink = true } = this.#container
    const moved = this.#change(() => {
      const onSwitched = (layout: ContainerLayout, lock: FileLock): void => {
        this.#container = { ...this.#container, layout, lock }
        this.#versions.relocate(layout)
      }
      const container = { ...this.#container, named, mayLink, onStep: this.#onStep, onSwitched }
      return relocateContainer(container, relocation)
    })
    this.#moving = moved.catch(() => undefined)
    return moved
  }

  freeBytes(): Promise<number> {
    return withContainerErrors(this.#container.layout, () => freeBytesAt(this.directory))
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    this.#isClosed = true
    await this.#changes.whenIdle()
    this.#container.state.close()
    this.#container.lock.release()
  }

  readonly #onStep = (step: SwitchStep): void => {
    this.#container.onStep?.(step)
  }

  #change<T>(work: () => Promise<T>): Promise<T> {
    if (this.#isClosed) return Promise.reject(new AssetPackError('wrongUse', 'The container is closed.'))
    return this.#changes.run(() => withContainerErrors(this.#container.layout, work))
  }

  /** What is not a change, but must not meet a move. */
  async #inPlace<T>(work: (layout: ContainerLayout) => Promise<T>): Promise<T> {
    await this.#moving
    const { layout } = this.#container
    return withContainerErrors(layout, () => work(layout))
  }

  /** The version is active by now, whatever becomes of its staging area; the collector takes what stays. */
  async #discardUsed(staging: StagingArea): Promise<void> {
    await staging.discard().catch((error: unknown) => {
      const { assetPackID, version } = staging
      this.#container.logger.log('warn', 'A used staging area cannot be deleted yet', {
        assetPackID,
        version,
        reason: String(error),
      })
    })
  }

  #before(id: AssetPackID): VersionsBefore {
    return { active: this.installedPack(id), kept: this.keptVersions(id), limit: this.#container.limit }
  }

  #keep(id: AssetPackID, kept: readonly InstalledPack[]): void {
    if (kept.length === this.keptVersions(id).length) return
    this.#container.state.setKept(assetPackIDKey(id), kept.map(packRow))
    this.#versions.setKept(id, kept)
  }

  #setPin(id: AssetPackID, version: number | undefined): void {
    this.#container.state.setPin(assetPackIDKey(id), version)
    this.#versions.setPin(id, version)
  }

  #isDownloading(key: string): boolean {
    return this.downloads.all().some(({ assetPack }) => assetPackIDKey(assetPack.id) === key)
  }
}
