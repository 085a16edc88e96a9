import type { Unsubscribe } from '../../src-shared/base/emitter'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackDownload } from '../../src-shared/domain/asset-pack-download'
import { isAssetPackID, parseAssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { AssetPackManifest } from '../../src-shared/domain/asset-pack-manifest'
import type { AssetPackStatus } from '../../src-shared/domain/asset-pack-status'
import { cancelledBecause, type CancellationReason } from '../../src-shared/domain/cancellation-reason'
import type { ContainerMove, ContainerMovePlan } from '../../src-shared/domain/container-move'
import type { ContentRequest } from '../../src-shared/domain/content-request'
import type { NumberedHistoryEntry } from '../../src-shared/domain/download-history'
import type { DownloadLimits } from '../../src-shared/domain/download-limits'
import type { DownloadStatusUpdate } from '../../src-shared/domain/download-status-update'
import { distinctLanguages } from '../../src-shared/domain/language'
import type { LibraryFacts, LibraryUpdate } from '../../src-shared/domain/library'
import type { ChangedFile, ListedFile } from '../../src-shared/domain/pack-files'
import { packTitle } from '../../src-shared/domain/pack-text'
import type { QueueMove } from '../../src-shared/domain/queue-move'
import type { SpeedUpdate } from '../../src-shared/domain/transfer-speed'
import type { ExtensionFailure } from '../extension/managed-downloader-extension'
import type { InstallEstimate, InstallReport } from '../installation/install-request'
import type { SavedPackFile } from '../installation/pack-file-writer'
import type { RepairReport, VerificationReport } from '../installation/verification'
import type { DownloadSnapshot } from '../scheduling/managed-download'
import type { AssetPackManager } from './asset-pack-manager'
import type {
  Cancellable,
  ContainerMoveCallOptions,
  EnsureOptions,
  FileInstallOptions,
  SaveFileOptions,
  VerificationOptions,
} from './call-options'
import { ContainerReader } from './container-reader'
import { historyFeed } from './download-history-feed'
import type { CheckedPackFile } from './file-installs'
import type { ReconciledLanguage } from './language-reconciliation'
import type { AssetPackManagerParts } from './manager-parts'
import { packNotFound } from './pack-not-found'
import { removePack } from './pack-removal'
import { requiredPack } from './required-pack'
import { resolvedLanguage } from './resolved-language'
import { startUp } from './start-up'
import { statusRelativeTo } from './status-query'
import { statusStream } from './status-stream'
import type { UpdateCheck } from './update-checker'

/** The manager of one container: each call goes to the part that knows its answer. What each promises is on the interface. */
export class ContainerManager extends ContainerReader<AssetPackManagerParts> implements AssetPackManager {
  readonly #parts: AssetPackManagerParts
  readonly #lifetime = new AbortController()
  readonly #closed: Promise<void>
  #tellClosed: () => void = () => undefined
  #closing: Promise<void> | undefined

  constructor(parts: AssetPackManagerParts) {
    super(parts)
    this.#parts = parts
    this.#closed = new Promise((resolve) => {
      this.#tellClosed = resolve
    })
    parts.downloads.installs.subscribe(() => {
      parts.housekeeping.tidySoon()
    })
  }

  async planContainerMove(directory: string, options: Cancellable = {}): Promise<ContainerMovePlan> {
    return this.parts.mover.plan(directory, options)
  }

  async moveContainer(directory: string, options: ContainerMoveCallOptions = {}): Promise<ContainerMove> {
    return this.parts.mover.move(directory, options)
  }

  get resolvedLanguage(): string | undefined {
    return resolvedLanguage(this.parts)
  }

  setResolvedLanguage(language: string | undefined): void {
    const { languages, content, periodic } = this.parts
    languages.set(language)
    if (content.isLanguageChange(this.resolvedLanguage)) periodic.checkSoon()
  }

  locallyAvailableLanguages(): readonly string[] {
    return distinctLanguages(this.installedAssetPacks().flatMap(({ language }) => language ?? []))
  }

  async reconcilePreferredLanguages({ signal }: Cancellable = {}): Promise<ReconciledLanguage> {
    return this.parts.reconciliation.run(signal)
  }

  pause(id: string): void {
    this.parts.downloads.pause(parseAssetPackID(id))
  }

  resume(id: string): void {
    this.parts.downloads.resume(parseAssetPackID(id))
  }

  async cancel(id: string): Promise<void> {
    const parsed = parseAssetPackID(id)
    this.parts.content.forget(parsed)
    await this.parts.downloads.cancel(parsed)
  }

  pauseAll(): void {
    for (const { assetPack } of this.parts.downloads.downloads()) this.parts.downloads.pause(assetPack.id)
  }

  resumeAll(): void {
    for (const { assetPack } of this.parts.downloads.downloads()) this.parts.downloads.resume(assetPack.id)
  }

  setPriority(id: string, priority: number): void {
    this.parts.downloads.setPriority(parseAssetPackID(id), priority)
  }

  moveDownload(id: string, move: QueueMove): void {
    this.parts.downloads.move(parseAssetPackID(id), move)
  }

  startNow(id: string): void {
    this.parts.downloads.startNow(parseAssetPackID(id))
  }

  dismissError(id: string): void {
    this.parts.downloads.dismiss(parseAssetPackID(id))
  }

  downloads(): readonly DownloadSnapshot[] {
    return this.parts.downloads.downloads()
  }

  downloadHistory(): readonly NumberedHistoryEntry[] {
    return this.parts.history.entries()
  }

  clearDownloadHistory(): void {
    this.parts.history.clear()
  }

  async checkFile(path: string, { signal }: Cancellable = {}): Promise<CheckedPackFile> {
    return this.parts.fileInstalls.check(path, signal)
  }

  async installFromFile(path: string, options: FileInstallOptions = {}): Promise<AssetPack> {
    return this.parts.fileInstalls.install(path, options)
  }

  async startInstallFromFile(path: string, options: FileInstallOptions = {}): Promise<AssetPack> {
    return this.parts.fileInstalls.start(path, options)
  }

  async saveAsFile(
    assetPack: AssetPack | string,
    path: string,
    { signal = new AbortController().signal, onProgress = () => undefined }: SaveFileOptions = {},
  ): Promise<SavedPackFile> {
    const wanted = typeof assetPack === 'string' ? await this.#newest(assetPack, signal) : assetPack
    return this.parts.saves.save({ assetPack: wanted, path, signal, onProgress })
  }

  get libraryFacts(): LibraryFacts {
    return this.parts.library.facts()
  }

  async manifest({ signal }: Cancellable = {}): Promise<AssetPackManifest> {
    return this.parts.catalog.manifest(signal)
  }

  async refresh({ signal }: Cancellable = {}): Promise<AssetPackManifest> {
    return this.parts.catalog.refresh(signal)
  }

  async allAssetPacks(options: Cancellable = {}): Promise<readonly AssetPack[]> {
    return (await this.manifest(options)).assetPacks
  }

  async assetPack(id: string, { signal }: Cancellable = {}): Promise<AssetPack> {
    return this.#newest(id, signal)
  }

  async status(assetPack: AssetPack | string, options: Cancellable = {}): Promise<AssetPackStatus> {
    const manifest = await this.parts.catalog.knownManifest(options.signal)
    return statusRelativeTo(assetPack, manifest, this.parts)
  }

  async ensureLocalAvailability(
    assetPacks: AssetPack | readonly AssetPack[],
    options: EnsureOptions = {},
  ): Promise<void> {
    return this.parts.requests.ensure(assetPacks, options)
  }

  async startDownload(id: string, options: Pick<EnsureOptions, 'lowSpace' | 'signal'> = {}): Promise<void> {
    return this.parts.requests.start(id, options)
  }

  async scheduleDownload(download: AssetPackDownload, isForeground: boolean): Promise<boolean> {
    return this.parts.requests.schedule(download, isForeground)
  }

  async checkForUpdates({ signal }: Cancellable = {}): Promise<UpdateCheck> {
    return this.parts.updates.check('app', signal)
  }

  async remove(id: string): Promise<void> {
    const parsed = parseAssetPackID(id)
    this.parts.removals.keep(parsed)
    await removePack(parsed, this.parts)
  }

  removeLater(id: string, delayMs: number): void {
    const installed = this.parts.store.installedPack(parseAssetPackID(id))
    if (installed === undefined) return
    const { assetPack } = installed
    this.parts.removals.schedule({ id: assetPack.id, title: packTitle(assetPack) }, delayMs)
  }

  cancelRemoval(id: string): boolean {
    return this.parts.removals.keep(parseAssetPackID(id))
  }

  async rollback(id: string, version?: number): Promise<AssetPack> {
    await this.#stay(id)
    return this.parts.versions.rollback(id, version)
  }

  async pin(id: string, version: number): Promise<void> {
    await this.#stay(id)
    await this.parts.versions.pin(id, version)
  }

  async removeKeptVersions(id: string): Promise<void> {
    await this.parts.versions.removeKept(id)
    this.parts.housekeeping.tidySoon()
  }

  unpin(id: string): void {
    this.parts.versions.unpin(id)
  }

  async verify(id: string, options: VerificationOptions = {}): Promise<VerificationReport> {
    return this.parts.maintenance.verify(id, options)
  }

  async repair(id: string, options: VerificationOptions = {}): Promise<RepairReport> {
    return this.parts.maintenance.repair(id, options)
  }

  statusUpdates(
    id?: string,
    { signal }: Cancellable = {},
  ): AsyncIterableIterator<DownloadStatusUpdate, undefined> {
    return statusStream(this.#parts.downloads.statusUpdates, {
      id: id === undefined ? undefined : parseAssetPackID(id),
      signal: this.#whileOpen(signal),
      cancel: (cancelled) => this.cancel(cancelled),
    })
  }

  library(signal?: AbortSignal): AsyncIterableIterator<LibraryUpdate, undefined> {
    return this.#parts.library.open(this.#whileOpen(signal))
  }

  downloadHistoryUpdates({ signal }: Cancellable = {}): AsyncIterableIterator<
    readonly NumberedHistoryEntry[],
    undefined
  > {
    return historyFeed(this.#parts.history, this.#parts.clock, this.#whileOpen(signal))
  }

  transferSpeeds({ signal }: Cancellable = {}): AsyncIterableIterator<SpeedUpdate, undefined> {
    return this.#parts.speeds.open(this.#whileOpen(signal))
  }

  onInstalled(listener: (report: InstallReport) => void): Unsubscribe {
    return this.#parts.downloads.installs.subscribe(listener)
  }

  onExtensionFailure(listener: (failure: ExtensionFailure) => void): Unsubscribe {
    return this.#parts.extension?.failures.subscribe(listener) ?? (() => undefined)
  }

  limits(): DownloadLimits {
    return this.parts.limits.current
  }

  setLimits(limits: DownloadLimits): void {
    this.parts.limits.set(limits)
  }

  async readRemote(
    assetPack: AssetPack | string,
    path: string,
    { signal }: Cancellable = {},
  ): Promise<Uint8Array> {
    const wanted = typeof assetPack === 'string' ? await this.#newest(assetPack, signal) : assetPack
    return this.parts.remote.read(wanted, path, signal)
  }

  async *files(
    assetPack: AssetPack | string,
    { signal }: Cancellable = {},
  ): AsyncGenerator<readonly ListedFile[], undefined> {
    const wanted =
      typeof assetPack === 'string' ? requiredPack(this.parts.store, assetPack).assetPack : assetPack
    yield* this.parts.lister.pages(wanted, this.#whileOpen(signal))
  }

  async *changedFiles(id: string, { signal }: Cancellable = {}): AsyncIterable<readonly ChangedFile[]> {
    const { assetPack: present } = requiredPack(this.parts.store, id)
    const newest = await this.#newest(id, signal)
    yield* this.parts.lister.changes(present, newest, this.#whileOpen(signal))
  }

  async plan(assetPack: AssetPack, { signal }: Cancellable = {}): Promise<InstallEstimate> {
    const whileOpen = this.#whileOpen(signal)
    // What is on its way out is nothing to build on.
    await this.parts.removals.settled(assetPack.id, whileOpen)
    return this.parts.estimate(assetPack, whileOpen)
  }

  get firstLaunchHasEnded(): boolean {
    return this.parts.firstLaunch.hasEnded
  }

  holdPrefetch(): void {
    this.parts.prefetchHold.set(true)
  }

  releasePrefetch(): void {
    if (this.parts.prefetchHold.set(false)) this.parts.periodic.checkSoon()
  }

  async start(request?: ContentRequest, { signal }: Cancellable = {}): Promise<UpdateCheck> {
    return startUp(this.parts, request, signal)
  }

  whenIdle(): Promise<void> {
    return this.#parts.downloads.whenIdle()
  }

  whenClosed(): Promise<void> {
    return this.#closed
  }

  close(): Promise<void> {
    return this.#end('closed')
  }

  /** Closes because another process wants the packs. */
  giveWay(): Promise<void> {
    return this.#end('gaveWay')
  }

  #end(why: CancellationReason): Promise<void> {
    if (this.#closing === undefined) {
      const reason = cancelledBecause(why)
      this.endCalls()
      this.#lifetime.abort(reason)
      this.#closing = this.#parts.close(reason).finally(this.#tellClosed)
    }
    return this.#closing
  }

  /** @throws `assetPackNotFound`. */
  async #newest(id: string, signal: AbortSignal | undefined): Promise<AssetPack> {
    const found = isAssetPackID(id) ? (await this.parts.catalog.manifest(signal)).assetPack(id) : undefined
    if (found === undefined) throw packNotFound(id)
    return found
  }

  /** Whoever wants a version of a pack does not want it removed; when it is too late for that, it is not here. */
  async #stay(id: string): Promise<void> {
    if (isAssetPackID(id)) await this.parts.removals.stay(id)
  }

  #whileOpen(signal: AbortSignal | undefined): AbortSignal {
    return signal === undefined ? this.#lifetime.signal : AbortSignal.any([this.#lifetime.signal, signal])
  }
}
