import { AsyncQueue } from '../../src-shared/base/async-queue'
import type { AppSettingsChange, AppSettingsState } from '../../src-shared/domain/app-settings'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { AssetPackStatus } from '../../src-shared/domain/asset-pack-status'
import type { ContainerChoice, ContainerMoveUpdate } from '../../src-shared/domain/container-move'
import type { DownloadLimits } from '../../src-shared/domain/download-limits'
import { AssetPackError, type AssetPackErrorCode } from '../../src-shared/domain/errors'
import type { LibraryEntry, LibraryFacts, LibraryUpdate } from '../../src-shared/domain/library'
import type { StorageUsage } from '../../src-shared/domain/storage-usage'
import type { InstalledVersionFacts } from '../../src-shared/domain/installed-version'
import type { ChangedFilesPage, ListedFilesPage } from '../../src-shared/domain/pack-files'
import { packTitle } from '../../src-shared/domain/pack-text'
import type { PackPlan } from '../../src-shared/domain/pack-plan'
import type { VerificationUpdate } from '../../src-shared/domain/verification'
import type { WindowFailure } from '../../src-shared/domain/window-failure'
import type {
  AppFacts,
  AssetPackService,
  DownloadRequest,
  MoveRequest,
  VersionRequest,
} from '../../src-shared/ipc/contract'
import { WindowRequests } from '../../src-main/ipc/window-requests'
import type { WindowRequest } from '../../src-shared/domain/window-request'
import {
  fakeChangePages,
  fakeFilePages,
  fakePlan,
  fakeVersions,
  itemsOf,
  type FakeDetail,
} from './fake-detail'
import { FakeFiles } from './fake-files'
import { inState, movedOn, rolledBack } from './fake-progress'
import { FakeRecords, movedIDs, openedStream, type FakeRecordsOptions } from './fake-records'
import { FakeSettings, type FakeSettingsOptions } from './fake-settings'
import { usualFacts } from './usual-facts'
import { fakeStream } from './fake-stream'
import { usageOf } from './fake-usage'

/** What a {@link FakeLibrary} starts with. */
export interface FakeLibraryOptions extends FakeRecordsOptions {
  readonly entries: readonly LibraryEntry[]
  readonly facts?: Partial<LibraryFacts>
  readonly appFacts?: Partial<AppFacts>
  /** What is known of a pack besides its entry. */
  readonly detail?: FakeDetail
  readonly settings?: FakeSettingsOptions
  readonly limits?: DownloadLimits
}

/** How a window leaves a stream. */
interface Leaving {
  readonly signal?: AbortSignal
}

/**
 * The main process as a window sees it, without one: a library in memory that answers every call the way the manager
 * does, and whose downloads move when {@link FakeLibrary.advance} says so.
 */
export class FakeLibrary implements AssetPackService {
  /** Every request so far, as `name id`. */
  readonly asked: string[] = []
  /** The verification or repair that was asked for last: a test says how it goes. */
  verification: AsyncQueue<VerificationUpdate> = new AsyncQueue()
  /** What the person chooses when asked for another folder. */
  containerChoice: ContainerChoice = { kind: 'none' }
  /** The move that was asked for last: a test says how it goes. */
  containerMove: AsyncQueue<ContainerMoveUpdate> = new AsyncQueue()
  readonly appSettings: FakeSettings
  /** A test asks of the window what menus and notifications would. */
  readonly requests = new WindowRequests()
  /** What is remembered of downloads. */
  readonly records: FakeRecords
  readonly transferSpeeds: FakeRecords['transferSpeeds']
  readonly downloadHistory: FakeRecords['downloadHistory']
  readonly packFiles = new FakeFiles(this.asked, (request) => {
    this.#refuseIfTold(request)
  })
  readonly arrivals = this.packFiles.arrivals
  readonly choosePackFiles = this.packFiles.choosePackFiles
  readonly installPackFile = this.packFiles.installPackFile
  readonly stopReadingFiles = this.packFiles.stopReadingFiles
  readonly savePack = this.packFiles.savePack
  readonly showSavedPack = this.packFiles.showSavedPack
  readonly #entries: Map<AssetPackID, LibraryEntry>
  readonly #appFacts: AppFacts
  readonly #detail: FakeDetail
  /** What downloads left on the disk that are in the queue no longer: bytes by pack. */
  readonly left = new Map<string, number>()
  readonly #refusals = new Map<string, AssetPackErrorCode>()
  readonly #streams = new Set<AsyncQueue<LibraryUpdate>>()
  #facts: LibraryFacts
  #limits: DownloadLimits
  /** What was removed and can be taken back, as it was. */
  readonly #left = new Map<AssetPackID, LibraryEntry>()

  constructor(options: FakeLibraryOptions) {
    const { entries, facts, appFacts, settings, limits = {}, detail = {} } = options
    this.#detail = detail
    this.appSettings = new FakeSettings(settings)
    this.#limits = limits
    this.records = new FakeRecords(options)
    this.transferSpeeds = this.records.transferSpeeds
    this.downloadHistory = this.records.downloadHistory
    this.#entries = new Map(entries.map((entry) => [entry.assetPack.id, entry]))
    const queue = entries.flatMap(({ assetPack, download }) => (download === undefined ? [] : assetPack.id))
    this.#facts = { queue, connection: 'online', checking: false, freeBytes: 142e9, ...facts }
    this.#appFacts = { ...usualFacts, ...appFacts }
  }

  /** Replaces an entry, or adds one, and tells every window. */
  put(...entries: readonly LibraryEntry[]): void {
    for (const entry of entries) this.#entries.set(entry.assetPack.id, entry)
    this.#tell({ kind: 'changed', entries, removedIDs: [] })
  }

  /** Changes what is known besides packs and tells every window. */
  setFacts(facts: Partial<LibraryFacts>): void {
    this.#facts = { ...this.#facts, ...facts }
    this.#tell({ kind: 'changed', entries: [], removedIDs: [], facts: this.#facts })
  }

  /** Lets the next request of that name fail. */
  refuseNext(request: string, code: AssetPackErrorCode): void {
    this.#refusals.set(request, code)
  }

  /** Breaks every open stream, as if the main process had failed. */
  breakStreams(): void {
    for (const stream of this.#streams) stream.fail(new AssetPackError('internal', 'The stream broke.'))
  }

  /** Moves every running download on by `milliseconds`; what arrives whole is checked, installed and done. */
  advance(milliseconds: number): void {
    const moved = [...this.#entries.values()].flatMap((entry) => {
      const { download } = entry
      return download?.state === 'running' ? [movedOn(entry, download, milliseconds / 1000)] : []
    })
    if (moved.length > 0) this.put(...moved)
  }

  async clearDownloadHistory(): Promise<undefined> {
    this.asked.push('clearDownloadHistory')
    this.records.setHistory([])
  }

  async moveDownload({ id, move }: MoveRequest): Promise<undefined> {
    this.#entry(`moveDownload ${'id' in move ? `${move.kind} ${move.id}` : move.kind}`, id)
    const isWaiting = (other: AssetPackID): boolean => this.#entries.get(other)?.download?.state === 'waiting'
    this.setFacts({ queue: movedIDs(this.#facts.queue ?? [], id, move, isWaiting) })
  }

  async startNow(id: AssetPackID): Promise<undefined> {
    this.put(inState(this.#entry('startNow', id), 'running'))
    const others = (this.#facts.queue ?? []).filter((other) => other !== id)
    this.setFacts({ queue: [id, ...others] })
  }

  async appFacts(): Promise<AppFacts> {
    return this.#appFacts
  }

  async drawn(): Promise<undefined> {
    this.asked.push('drawn')
  }

  async reportFailure({ code, place }: WindowFailure): Promise<undefined> {
    this.asked.push(`reportFailure ${code} at ${place}`)
  }

  library(_argument: undefined, { signal }: Leaving = {}): AsyncIterable<LibraryUpdate> {
    const snapshot = { kind: 'snapshot', entries: [...this.#entries.values()], facts: this.#facts } as const
    return openedStream<LibraryUpdate>(this.#streams, snapshot, signal)
  }

  async checkForUpdates(): Promise<{ updatingIDs: AssetPackID[]; removedIDs: AssetPackID[] }> {
    this.asked.push('checkForUpdates')
    return { updatingIDs: [], removedIDs: [] }
  }

  async limits(): Promise<DownloadLimits> {
    return this.#limits
  }

  async setLimits(limits: DownloadLimits): Promise<undefined> {
    this.asked.push('setLimits')
    this.#refuseIfTold('setLimits')
    this.#limits = limits
  }

  settings(_argument: undefined, { signal }: Leaving = {}): AsyncIterable<AppSettingsState> {
    return this.appSettings.states(signal)
  }

  windowRequests(_argument: undefined, { signal }: Leaving = {}): AsyncIterable<WindowRequest> {
    return this.requests.stream(signal ?? new AbortController().signal)
  }

  async changeSettings(change: AppSettingsChange): Promise<undefined> {
    await this.appSettings.change(change)
    if (change.welcomed === true) this.setFacts({ isPrefetchHeld: undefined })
  }

  async startDownload({ id, lowSpace = false }: DownloadRequest): Promise<undefined> {
    const request = lowSpace ? 'startDownload in low-space' : 'startDownload'
    const { error: _error, shortage: _shortage, ...entry } = this.#entry(request, id)
    const { downloadSize: totalBytes } = entry.assetPack
    const progress = {
      phase: 'downloading',
      completedBytes: 0,
      totalBytes,
      fractionCompleted: 0,
      bytesPerSecond: 0,
    } as const
    this.put({ ...entry, download: { state: 'running', isUpdate: entry.local !== undefined, progress } })
  }

  async pause(id: AssetPackID): Promise<undefined> {
    this.put(inState(this.#entry('pause', id), 'paused'))
  }

  async resume(id: AssetPackID): Promise<undefined> {
    this.put(inState(this.#entry('resume', id), 'running'))
  }

  async cancel(id: AssetPackID): Promise<undefined> {
    this.asked.push(`cancel ${id}`)
    this.#refuseIfTold('cancel')
    const found = this.#entries.get(id)
    if (found !== undefined) {
      const { download: _download, error: _error, shortage: _shortage, ...entry } = found
      this.put(entry)
    }
    // What arrived is gone a little later than the download from the list.
    await Promise.resolve()
    this.left.delete(id)
  }

  async remove(id: AssetPackID): Promise<undefined> {
    const before = this.#entry('remove', id)
    const { local: _local, download: _download, ...entry } = before
    this.#left.set(id, before)
    this.put({ ...entry, status: AssetPackStatus.of('downloadAvailable').rawValue })
    this.#tellLeaving()
  }

  async undoRemove(id: AssetPackID): Promise<boolean> {
    this.#entry('undoRemove', id)
    const before = this.#left.get(id)
    this.#left.delete(id)
    if (before !== undefined) this.put(before)
    this.#tellLeaving()
    return before !== undefined
  }

  /** Lets the time pass in which what was removed can be taken back; a window may hear of it a moment later. */
  forgetRemoved({ isTold = true } = {}): void {
    this.#left.clear()
    if (isTold) this.#tellLeaving()
  }

  async rollback({ id, version }: VersionRequest): Promise<undefined> {
    this.put(rolledBack(this.#entry(`rollback ${String(version)}`, id), version))
  }

  async pin({ id, version }: VersionRequest): Promise<undefined> {
    const { local, ...entry } = this.#entry(`pin ${String(version)}`, id)
    if (local !== undefined) this.put({ ...entry, local: { ...local, version, isPinned: true } })
  }

  async plan(id: AssetPackID): Promise<PackPlan> {
    return fakePlan(this.#entry('plan', id), this.#detail, this.#left.has(id))
  }

  async localVersions(id: AssetPackID): Promise<readonly InstalledVersionFacts[]> {
    return fakeVersions(this.#entry('localVersions', id), this.#detail)
  }

  files({ id, version }: VersionRequest, { signal }: Leaving = {}): AsyncIterable<ListedFilesPage> {
    return itemsOf(signal, () => {
      this.#entry(`files ${String(version)}`, id)
      return fakeFilePages(this.#detail)
    })
  }

  changedFiles(id: AssetPackID, { signal }: Leaving = {}): AsyncIterable<ChangedFilesPage> {
    return itemsOf(signal, () => {
      this.#entry('changedFiles', id)
      return fakeChangePages(this.#detail)
    })
  }

  async unpin(id: AssetPackID): Promise<undefined> {
    const { local, ...entry } = this.#entry('unpin', id)
    if (local !== undefined) this.put({ ...entry, local: { ...local, isPinned: false } })
  }

  verify(id: AssetPackID, { signal }: Leaving = {}): AsyncIterable<VerificationUpdate> {
    return this.#verification('verify', id, signal)
  }

  repair(id: AssetPackID, { signal }: Leaving = {}): AsyncIterable<VerificationUpdate> {
    return this.#verification('repair', id, signal)
  }

  async storageUsage(): Promise<StorageUsage> {
    this.asked.push('storageUsage')
    // What can be taken back has its files where they were.
    const entries = [...this.#entries.values()].map((entry) => this.#left.get(entry.assetPack.id) ?? entry)
    return usageOf(entries, this.left, this.#appFacts.containerDirectory)
  }

  async removeKeptVersions(id: AssetPackID): Promise<undefined> {
    const { local, ...entry } = this.#entry('removeKeptVersions', id)
    if (local === undefined) return
    const { keptVersion: _kept, ...left } = local
    this.put({ ...entry, local: left })
  }

  async showContainer(): Promise<undefined> {
    this.asked.push('showContainer')
  }

  async chooseContainerDirectory(): Promise<ContainerChoice> {
    this.asked.push('chooseContainerDirectory')
    return this.containerChoice
  }

  moveContainer(choice: number, { signal }: Leaving = {}): AsyncIterable<ContainerMoveUpdate> {
    this.asked.push(`moveContainer ${String(choice)}`)
    this.containerMove = fakeStream(this.asked, 'moveContainer', signal)
    return this.containerMove
  }

  async dismissError(id: AssetPackID): Promise<undefined> {
    const { error: _error, shortage: _shortage, ...entry } = this.#entry('dismissError', id)
    this.put(entry)
  }

  async pauseAll(): Promise<undefined> {
    this.asked.push('pauseAll')
    for (const entry of this.#entries.values()) this.put(inState(entry, 'paused'))
  }

  async resumeAll(): Promise<undefined> {
    this.asked.push('resumeAll')
    for (const entry of this.#entries.values()) {
      if (entry.download?.state === 'paused') this.put(inState(entry, 'running'))
    }
  }

  async showInFolder(id: AssetPackID): Promise<undefined> {
    this.#entry('showInFolder', id)
  }

  #tellLeaving(): void {
    const leaving = [...this.#left.values()].map(({ assetPack }) => ({
      id: assetPack.id,
      title: packTitle(assetPack),
    }))
    this.setFacts({ leaving: leaving.length === 0 ? undefined : leaving })
  }

  #verification(
    request: string,
    id: AssetPackID,
    signal: AbortSignal | undefined,
  ): AsyncIterable<VerificationUpdate> {
    const updates = fakeStream<VerificationUpdate>(this.asked, `${request} ${id}`, signal)
    try {
      this.#entry(request, id)
      this.verification = updates
    } catch (error) {
      updates.fail(error)
    }
    return updates
  }

  #entry(request: string, id: AssetPackID): LibraryEntry {
    this.asked.push(`${request} ${id}`)
    this.#refuseIfTold(request)
    const entry = this.#entries.get(id)
    if (entry === undefined) throw new AssetPackError('assetPackNotFound', `There is no pack "${id}".`)
    return entry
  }

  #refuseIfTold(request: string): void {
    const refusal = this.#refusals.get(request)
    this.#refusals.delete(request)
    if (refusal !== undefined) throw new AssetPackError(refusal, `Refused for a test: ${refusal}.`)
  }

  #tell(update: LibraryUpdate): void {
    for (const stream of this.#streams) stream.push(update)
  }
}
