import { AssetPackDownload } from '../../src-shared/domain/asset-pack-download'
import type { ContentRequest } from '../../src-shared/domain/content-request'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { URLDownload } from '../../src-shared/domain/url-download'
import type { AssetPackDownloads } from './asset-pack-downloads'
import type { DelegateLine } from './delegate-line'
import type { DownloadManagerDelegate, SchedulableDownload } from './download-manager-delegate'
import type { DownloadRecord, DownloadRecords } from './download-records'
import type { ExclusiveControl, ExclusiveControlOptions } from './exclusive-control'
import type { QueueRunner } from './queue-runner'

/** How a download is scheduled. */
export interface ScheduleOptions {
  /** Why it is scheduled, where the system asks for content: essential downloads only go with `install` and `update`. */
  readonly contentRequest?: ContentRequest | undefined
}

/** What a {@link DownloadManager} works with. */
export interface DownloadManagerParts {
  readonly records: DownloadRecords
  readonly runner: QueueRunner
  readonly control: ExclusiveControl
  readonly delegates: DelegateLine
  /** Absent = files only. */
  readonly assetPacks: AssetPackDownloads | undefined
  readonly close: () => Promise<void>
}

/**
 * A queue of downloads that outlasts the app (the original's `BADownloadManager`), made by `createDownloadManager`. Each
 * download is one URL that becomes one file, which the delegate takes; or an asset pack, which it hands on to the
 * `AssetPackManager` that it was made with.
 *
 * Several processes may open one folder: they share the queue, one of them transfers, and its delegate hears; one in the
 * background (`isBackground`) gives way to the others. What is scheduled is on the disk when the promise resolves, goes on
 * after a restart from the byte it came to, and waits as long as it must for what passes: no network, a busy host.
 *
 * Downloads in the background wait for a free, powered connection; at most four run at once.
 */
export class DownloadManager {
  readonly #parts: DownloadManagerParts
  #closing: Promise<void> | undefined

  private constructor(parts: DownloadManagerParts) {
    this.#parts = parts
  }

  /** @internal What `createDownloadManager` makes. */
  static of(parts: DownloadManagerParts): DownloadManager {
    return new DownloadManager(parts)
  }

  /** Who hears what becomes of downloads (`BADownloadManager.delegate`). A new one hears what was kept for somebody to listen. */
  get delegate(): DownloadManagerDelegate | undefined {
    return this.#parts.delegates.delegate
  }

  set delegate(delegate: DownloadManagerDelegate | undefined) {
    this.#parts.delegates.delegate = delegate
    this.#parts.runner.delegateChanged()
  }

  /**
   * (+) Whether it is this process that transfers files, and whose delegate hears of them: not while another one that has the
   * folder open does.
   */
  get isTransferring(): boolean {
    return this.#parts.runner.isTransferring
  }

  /**
   * Puts a download into the queue; it begins in the background when conditions are good
   * (`BADownloadManager.scheduleDownload(_:)`).
   *
   * @throws `downloadAlreadyScheduled` when the queue has one of that identifier, `downloadEssentialNotPermitted` for an essential
   * one outside an `install` or `update` content request, `assetPackNotFound` for a pack that is not offered.
   */
  async scheduleDownload(download: SchedulableDownload, options: ScheduleOptions = {}): Promise<void> {
    this.#checkOpen()
    checkEssential(download, options)
    if (download instanceof AssetPackDownload) {
      const packs = this.#packsFor(download)
      const present = packs.find(download)
      if (present !== undefined && present.state !== 'failed') throw alreadyScheduled(download)
      await packs.schedule(download, false)
      return
    }
    if (!this.#parts.records.add(download, false)) throw alreadyScheduled(download)
    this.#parts.runner.look()
  }

  /**
   * Begins a download now, whatever the connection costs, or lets one that is in the queue begin now
   * (`BADownloadManager.startForegroundDownload(_:)`). Those in the background give way to it.
   *
   * @throws `downloadAlreadyScheduled` when the queue has another one of that identifier, `downloadAlreadyFailed` when it has
   * failed and the delegate has not heard of that yet, `downloadEssentialNotPermitted` for an essential one that is not in the
   * queue, `assetPackNotFound` for a pack that is not offered.
   */
  async startForegroundDownload(download: SchedulableDownload): Promise<void> {
    this.#checkOpen()
    if (download instanceof AssetPackDownload) {
      const packs = this.#packsFor(download)
      if (packs.find(download) === undefined) checkEssential(download, {})
      await packs.schedule(download, true)
      return
    }
    const { records, runner } = this.#parts
    const present = records.find(download)
    if (present === undefined) {
      checkEssential(download, {})
      if (!records.add(download, true)) throw alreadyScheduled(download)
      runner.look()
      return
    }
    checkSame(present, download)
    if (present.state === 'failed') throw alreadyFailed(download)
    records.setForeground(present.sequence)
    runner.hurry(present.sequence)
  }

  /**
   * Takes a download out of the queue (`BADownloadManager.cancel(_:)`); what came of it is gone when the promise resolves, or,
   * where another process transfers, within a second. The delegate hears `downloadFailed` with `cancelled`.
   *
   * Cancelling twice, or what has ended, is fine; the original fails then (101, 113).
   *
   * @returns whether there was something to cancel.
   */
  async cancel(download: SchedulableDownload): Promise<boolean> {
    this.#checkOpen()
    if (download instanceof AssetPackDownload) return this.#packsFor(download).cancel(download)
    const { records, runner } = this.#parts
    const present = records.find(download)
    if (present?.download.equals(download) !== true) return false
    records.setCancelled(present.sequence)
    await runner.takeOut(present)
    return true
  }

  /**
   * What is in the queue, in the order of asking, files first, each in its present state (`BADownloadManager.fetchCurrentDownloads()`).
   * Finished and failed files stay until the delegate has heard of them, failed packs until they are asked for again.
   */
  async fetchCurrentDownloads(): Promise<readonly SchedulableDownload[]> {
    this.#checkOpen()
    const { records, assetPacks } = this.#parts
    const files = records.all().filter(({ isCancelled }) => !isCancelled)
    return [...files.map(({ download }) => download), ...(assetPacks?.current() ?? [])]
  }

  /**
   * Runs `work` while no other process, and nobody else in this one, has control
   * (`BADownloadManager.withExclusiveControl(before:_:)`): to look at the queue and change it by what was seen. Control ends with
   * `work`, or with its process however that ends.
   *
   * It keeps out whoever asks for control as well; single calls go through without it.
   *
   * ```ts
   * await downloads.withExclusiveControl(async () => {
   *   const current = await downloads.fetchCurrentDownloads()
   *   if (current.length === 0) await downloads.scheduleDownload(voices)
   * })
   * ```
   *
   * @returns what `work` returns.
   * @throws `containerLocked` when somebody else still has control at `before` (now = does not wait), `wrongUse` from inside
   * `work`, the signal's reason, or what `work` throws.
   */
  async withExclusiveControl<T>(
    work: () => T | Promise<T>,
    options: ExclusiveControlOptions = {},
  ): Promise<T> {
    this.#checkOpen()
    return this.#parts.control.run(work, options)
  }

  /** (+) Resolves when no file is transferred here, the delegate has heard all, and nothing can start without something new happening. */
  whenIdle(): Promise<void> {
    return this.#parts.runner.whenIdle()
  }

  /** (+) Stops all transfers and waits until they have stopped; the next start goes on. The process may end from then on. */
  close(): Promise<void> {
    this.#closing ??= this.#parts.close()
    return this.#closing
  }

  #packsFor(download: AssetPackDownload): AssetPackDownloads {
    const { assetPacks } = this.#parts
    if (assetPacks !== undefined) return assetPacks
    throw new AssetPackError(
      'downloadInvalid',
      `"${download.identifier}" is an asset pack, and this download manager knows of none. Make it with assetPacks.`,
      { details: { identifier: download.identifier } },
    )
  }

  #checkOpen(): void {
    if (this.#closing !== undefined)
      throw new AssetPackError('wrongUse', 'The download manager was closed. Make a new one.')
  }
}

function checkEssential(download: SchedulableDownload, { contentRequest }: ScheduleOptions): void {
  if (!download.isEssential || contentRequest === 'install' || contentRequest === 'update') return
  throw new AssetPackError(
    'downloadEssentialNotPermitted',
    `The download "${download.identifier}" is essential, which goes with an install or update request only. Schedule removingEssential() of it.`,
    { details: { identifier: download.identifier } },
  )
}

function checkSame(present: DownloadRecord, download: URLDownload): void {
  if (!present.download.equals(download)) throw alreadyScheduled(download)
}

function alreadyScheduled({ identifier }: SchedulableDownload): AssetPackError {
  return new AssetPackError(
    'downloadAlreadyScheduled',
    `There is a download "${identifier}" in the queue already. Cancel it first, or wait for its end.`,
    { details: { identifier } },
  )
}

function alreadyFailed({ identifier }: URLDownload): AssetPackError {
  return new AssetPackError(
    'downloadAlreadyFailed',
    `The download "${identifier}" has failed. Set a delegate, which hears why, or cancel it; then schedule it again.`,
    { details: { identifier } },
  )
}
