import { Emitter } from '../../src-shared/base/emitter'
import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { isRunning } from '../../src-shared/domain/download-state'
import { AssetPackError, toAssetPackError } from '../../src-shared/domain/errors'
import type { InstallProgress, InstallReport, InstallRequest } from '../installation/install-request'
import type { Clock } from '../platform/clock'
import type { Logger } from '../platform/logger'
import type { AssetPackStore } from '../store/asset-pack-store'
import { stagedDownloads } from '../store/staged-downloads'
import { isDeferrable } from './download-queue'
import type { DownloadTable } from './download-table'
import type { ManagedDownload } from './managed-download'
import { idleMeter, restartedMeter, sampledMeter } from './progress-meter'
import { ProgressPace } from './progress-pace'

/** What does the work of one download. */
export interface PackInstaller {
  /** Fetches, verifies and commits. After the signal aborts it changes nothing more that readers can see. */
  install(request: InstallRequest): Promise<InstallReport>
}

/** What happened since it was told last. */
export interface Traffic {
  /** Bytes that came over the network. */
  readonly arrivedBytes: number
  /** Bytes that were written to disk. */
  readonly writtenBytes: number
}

/** What an {@link AttemptRunner} works with. */
export interface AttemptRunnerOptions {
  readonly table: DownloadTable
  readonly installer: PackInstaller
  readonly store: Pick<AssetPackStore, 'installedPack' | 'stagedVersions' | 'openStaging'>
  readonly clock: Clock
  readonly logger: Logger
  /** An attempt failed and nobody had stopped it; the download is still running. */
  readonly onFailure: (
    download: ManagedDownload,
    error: AssetPackError,
    signal: AbortSignal,
  ) => Promise<void> | void
  /** Something that stood in the way of another attempt has ended. */
  readonly onFree: () => void
}

/**
 * Runs attempts. What happens to the files of one pack happens one after the other: an attempt that was told to stop, the
 * throwing away of what it left, the next attempt.
 */
export class AttemptRunner {
  /** What each finished installation cost. */
  readonly installs: Emitter<InstallReport>
  /** What all attempts do to the network and the disk. */
  readonly traffic: Emitter<Traffic>
  readonly #options: AttemptRunnerOptions
  /** What still happens to a pack's files, by pack. */
  readonly #occupied = new Map<string, Promise<void>>()
  readonly #attempts = new Map<ManagedDownload, () => void>()

  constructor(options: AttemptRunnerOptions) {
    this.#options = options
    const onListenerError = (error: unknown): void => {
      options.logger.log('error', 'A listener failed', { error: toAssetPackError(error).message })
    }
    this.installs = new Emitter(onListenerError)
    this.traffic = new Emitter(onListenerError)
  }

  /** Whether nothing happens to any pack's files. */
  get isIdle(): boolean {
    return this.#occupied.size === 0
  }

  /** Whether another attempt of that pack must wait. */
  isOccupied(id: AssetPackID): boolean {
    return this.#occupied.has(assetPackIDKey(id))
  }

  /** Resolves when nothing happens to any pack's files. */
  async whenIdle(): Promise<void> {
    while (!this.isIdle) await Promise.all(this.#occupied.values())
  }

  /** Starts an attempt of a download that waits. */
  start(download: ManagedDownload): void {
    const controller = new AbortController()
    const pace = new ProgressPace(this.#options.clock, () => {
      this.#tellProgress(download)
    })
    this.#attempts.set(download, () => {
      pace.stop()
      controller.abort(new AssetPackError('cancelled', 'The download was stopped.'))
    })
    download.meter = restartedMeter(download.meter)
    download.costs.begin(this.#options.clock.monotonic())
    if (download.file !== undefined) download.costs.areOfRest()
    download.fromVersion ??= this.#options.store.installedPack(download.assetPack.id)?.assetPack.version
    this.#options.table.apply(download, { kind: 'began' })
    const attempt = this.#attempt(download, controller.signal, pace).finally(() => {
      pace.stop()
      this.#attempts.delete(download)
    })
    void this.#occupy(download.assetPack.id, attempt)
  }

  /** Tells the attempt of a download to stop, if one runs; it ends a little later. */
  stop(download: ManagedDownload): void {
    const stop = this.#attempts.get(download)
    if (stop === undefined) return
    download.stopping = true
    download.costs.end(this.#options.clock.monotonic())
    stop()
  }

  /** Throws away what arrived of a pack, once nothing else happens to its files; resolves when it is gone. */
  discard(id: AssetPackID): Promise<void> {
    return this.#occupy(id, this.#discardAfter(this.#occupied.get(assetPackIDKey(id)), id))
  }

  /** Tells every attempt to stop, remembers what it cost, and waits until all have. */
  async close(): Promise<void> {
    for (const [download, stop] of this.#attempts) {
      download.costs.end(this.#options.clock.monotonic())
      stop()
      this.#rememberCosts(download)
    }
    await Promise.all(this.#occupied.values())
  }

  async #attempt(download: ManagedDownload, signal: AbortSignal, pace: ProgressPace): Promise<void> {
    let told: Traffic = { arrivedBytes: 0, writtenBytes: 0 }
    try {
      // A listener that heard of the start may have stopped it at once.
      signal.throwIfAborted()
      const report = await this.#options.installer.install({
        assetPack: download.assetPack,
        lowSpace: download.lowSpace,
        file: download.file,
        whileGivingWay: download.whileGivingWay,
        signal,
        onProgress: (progress) => {
          if (signal.aborted || !isRunning(download.state)) return
          const { arrivedBytes, writtenBytes } = progress
          this.traffic.emit({
            arrivedBytes: arrivedBytes - told.arrivedBytes,
            writtenBytes: writtenBytes - told.writtenBytes,
          })
          told = { arrivedBytes, writtenBytes }
          this.#progressed(download, progress, pace)
        },
      })
      const { bytesFetched, bytesPlanned, requests } = report
      download.costs.spent({ bytesFetched, requests })
      download.costs.end(this.#options.clock.monotonic())
      download.costs.cameWhole(bytesPlanned)
      this.#installed(download, report)
    } catch (error) {
      download.costs.end(this.#options.clock.monotonic())
      // Whoever stopped the attempt has said why.
      if (!signal.aborted) await this.#options.onFailure(download, toAssetPackError(error), signal)
    }
  }

  #progressed(download: ManagedDownload, progress: InstallProgress, pace: ProgressPace): void {
    const { arrivedBytes, requests } = progress
    download.costs.spent({ bytesFetched: arrivedBytes, requests })
    download.meter = sampledMeter(download.meter, progress, this.#options.clock.monotonic())
    const hasPlaced = progress.placedBytes > download.placedBytes
    if (hasPlaced) {
      download.placedBytes = progress.placedBytes
      download.failures = 0
    }
    if (hasPlaced || arrivedBytes > 0) this.#forgetFailure(download)
    if (download.state.kind === progress.phase) pace.heard()
    else this.#options.table.apply(download, { kind: 'advanced', phase: progress.phase })
  }

  #forgetFailure(download: ManagedDownload): void {
    if (download.lastFailure === undefined) return
    download.lastFailure = undefined
    this.#options.table.write(download)
  }

  /** Their loss would be no reason to fail. */
  #rememberCosts(download: ManagedDownload): void {
    try {
      this.#options.table.write(download)
    } catch (error) {
      const { id } = download.assetPack
      this.#options.logger.log('warn', 'What a download cost so far is not remembered', {
        id,
        code: toAssetPackError(error).code,
      })
    }
  }

  #tellProgress(download: ManagedDownload): void {
    if (!isRunning(download.state)) return
    download.meter = idleMeter(download.meter, this.#options.clock.monotonic(), this.#isHeldBack(download))
    const { assetPack, progress } = download
    this.#options.table.statusUpdates.emit({ kind: 'downloading', assetPack, progress })
    this.#options.table.changes.emit(assetPack.id)
  }

  /** Its transfers may have given their connections to those of another download. */
  #isHeldBack(download: ManagedDownload): boolean {
    const others = [...this.#attempts.keys()].filter((other) => other !== download && isRunning(other.state))
    return isDeferrable(download.origin) && others.some(({ origin }) => !isDeferrable(origin))
  }

  #installed(download: ManagedDownload, report: InstallReport): void {
    const { table } = this.#options
    const { assetPack } = report
    // A commit that was already under way when the download was cancelled or replaced stands, but does not end another.
    download.report = report
    const isCurrent = table.get(assetPack.id) === download && download.assetPack.version === assetPack.version
    this.installs.emit(report)
    if (isCurrent) table.apply(download, { kind: 'installed' })
    else table.changes.emit(assetPack.id)
  }

  /** Never rejects. */
  #occupy(id: AssetPackID, work: Promise<void>): Promise<void> {
    const { table, logger, onFree } = this.#options
    const key = assetPackIDKey(id)
    const occupied = work
      .catch((error: unknown) => {
        logger.log('error', 'A download failed unexpectedly', { id, error: toAssetPackError(error).message })
      })
      .then(() => {
        if (this.#occupied.get(key) !== occupied) return
        this.#occupied.delete(key)
        const download = table.get(id)
        if (download !== undefined) download.stopping = false
        onFree()
      })
    this.#occupied.set(key, occupied)
    return occupied
  }

  async #discardAfter(before: Promise<void> | undefined, id: AssetPackID): Promise<void> {
    await before
    const { store, table } = this.#options
    for (const version of await stagedDownloads(store, id)) {
      // Asked for again meanwhile: the new request may use what is there.
      if (table.get(id) !== undefined) return
      await (await store.openStaging(id, version)).discard()
    }
  }
}
