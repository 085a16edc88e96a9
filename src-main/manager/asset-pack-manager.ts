import type { Unsubscribe } from '../../src-shared/base/emitter'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackDownload } from '../../src-shared/domain/asset-pack-download'
import { isAssetPackID, parseAssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { AssetPackManifest } from '../../src-shared/domain/asset-pack-manifest'
import type { AssetPackStatus } from '../../src-shared/domain/asset-pack-status'
import type { ContentRequest } from '../../src-shared/domain/content-request'
import type { NumberedHistoryEntry } from '../../src-shared/domain/download-history'
import type { DownloadLimits } from '../../src-shared/domain/download-limits'
import type { DownloadStatusUpdate } from '../../src-shared/domain/download-status-update'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { LibraryFacts, LibraryUpdate } from '../../src-shared/domain/library'
import type { ExtensionFailure } from '../extension/managed-downloader-extension'
import type { ChangedFile, ListedFile } from '../../src-shared/domain/pack-files'
import { packTitle } from '../../src-shared/domain/pack-text'
import type { SpeedUpdate } from '../../src-shared/domain/transfer-speed'
import type { InstallEstimate, InstallReport } from '../installation/install-request'
import type { RepairReport, VerificationReport } from '../installation/verification'
import { AssetPacksInFiles } from './asset-packs-in-files'
import type { Cancellable, EnsureOptions, VerificationOptions } from './call-options'
import { historyFeed } from './download-history-feed'
import { LocalAvailabilityError } from './local-availability-error'
import type { AssetPackManagerParts } from './manager-parts'
import { packNotFound } from './pack-not-found'
import { requiredPack } from './required-pack'
import { removePack } from './pack-removal'
import { settledAvailability } from './settled-availability'
import { startUp } from './start-up'
import { statusRelativeTo } from './status-query'
import { statusStream } from './status-stream'
import type { UpdateCheck } from './update-checker'

/**
 * The asset packs of one container: lists, fetches, updates, removes and reads them (the original's `AssetPackManager`).
 *
 * Made by `createAssetPackManager`. Every call is safe to make twice; whatever may take long takes a `signal`. Pack names
 * are compared ignoring case. Failures are `AssetPackError`s.
 */
export class AssetPackManager extends AssetPacksInFiles {
  readonly #parts: AssetPackManagerParts
  readonly #lifetime = new AbortController()
  #closing: Promise<void> | undefined

  /** @internal `createAssetPackManager` makes one. */
  constructor(parts: AssetPackManagerParts) {
    super(parts)
    this.#parts = parts
    parts.downloads.installs.subscribe(() => {
      parts.housekeeping.tidySoon()
    })
  }

  /** How the repository can be reached, as far as is known, and when it was asked last: whether the list may be stale. */
  get libraryFacts(): LibraryFacts {
    return this.#parts.library.facts()
  }

  /**
   * The packs that the repository offers for this system. May ask the host; without one it is the last good list.
   *
   * @throws when there is no list at all, or the host's list cannot be trusted.
   */
  manifest({ signal }: Cancellable = {}): Promise<AssetPackManifest> {
    return this.#parts.catalog.manifest(signal)
  }

  /** Asks the host for the list now, and for nothing else. */
  refresh({ signal }: Cancellable = {}): Promise<AssetPackManifest> {
    return this.#parts.catalog.refresh(signal)
  }

  /** The packs of {@link AssetPackManager.manifest}, ordered by id. */
  async allAssetPacks(options: Cancellable = {}): Promise<readonly AssetPack[]> {
    return (await this.manifest(options)).assetPacks
  }

  /**
   * The newest version of a pack.
   *
   * @throws `assetPackNotFound` when it is not offered.
   */
  async assetPack(id: string, options: Cancellable = {}): Promise<AssetPack> {
    const found = isAssetPackID(id) ? (await this.manifest(options)).assetPack(id) : undefined
    if (found === undefined) throw packNotFound(id)
    return found
  }

  /**
   * What is here and what is offered, relative to a pack value or, for an id, to the newest version. Asks the host where
   * it can; changes nothing.
   *
   * @throws `assetPackNotFound` for an id that is neither here nor on a list that is known.
   */
  async status(assetPack: AssetPack | string, options: Cancellable = {}): Promise<AssetPackStatus> {
    const manifest = await this.#parts.catalog.knownManifest(options.signal)
    return statusRelativeTo(assetPack, manifest, this.#parts)
  }

  /**
   * Makes sure that a pack, or each of several, is here; resolves when it is. Any installed version will do unless
   * `requireLatestVersion` is set; then a pin of an older version ends. An explicit request: it goes before automatic
   * work, also on battery or a metered network, and waits for a network when there is none.
   *
   * @throws for one pack its error; for several {@link LocalAvailabilityError}. The signal's reason when it aborts: a
   * download that nobody else wants is then paused, and nothing that arrived is lost.
   */
  async ensureLocalAvailability(
    assetPacks: AssetPack | readonly AssetPack[],
    options: EnsureOptions = {},
  ): Promise<void> {
    options.signal?.throwIfAborted()
    const several = 'id' in assetPacks ? [assetPacks] : assetPacks
    const { successes, failures } = await settledAvailability(several, (assetPack) =>
      this.#parts.requests.ensure(assetPack, options),
    )
    options.signal?.throwIfAborted()
    const [failure] = failures.values()
    if (failure === undefined) return
    throw 'id' in assetPacks ? failure : new LocalAvailabilityError(successes, failures)
  }

  /**
   * Registers a download of the newest version and returns once it is durable in the queue; follow it with
   * {@link AssetPackManager.statusUpdates}. Does nothing when the newest version is here; ends the pack's pin when not.
   *
   * @throws `assetPackNotFound` when the pack is not offered.
   */
  startDownload(id: string, options: Pick<EnsureOptions, 'lowSpace' | 'signal'> = {}): Promise<void> {
    return this.#parts.requests.start(id, options)
  }

  /**
   * (+) The same for a download value, as a `DownloadManager` that was made with this manager does it: in the background, when
   * conditions are good, or in the foreground.
   *
   * @returns false when the newest version is here.
   * @throws `assetPackNotFound` when the pack is not offered.
   */
  scheduleDownload(download: AssetPackDownload, isForeground: boolean): Promise<boolean> {
    return this.#parts.requests.schedule(download, isForeground)
  }

  /**
   * Asks the host, registers updates of what is here and not pinned, removes what is no longer offered. Resolves when the
   * updates are registered, not when they have come. The app asks for them: its extension is not asked, except about what a
   * content request brings that still waits for its first list.
   */
  checkForUpdates({ signal }: Cancellable = {}): Promise<UpdateCheck> {
    return this.#parts.updates.check('app', signal)
  }

  /** Deletes the installed pack, kept versions included; a running download of it is cancelled first. Removing what is not here does nothing. */
  async remove(id: string): Promise<void> {
    const parsed = parseAssetPackID(id)
    this.#parts.removals.keep(parsed)
    await removePack(parsed, this.#parts)
  }

  /**
   * (+) Removes the pack after `delayMs`, or earlier when the manager is closed. Until then its files can be read, windows show it
   * as removed, and {@link AssetPackManager.cancelRemoval} takes it back at no cost; asking for the pack by name or file, or for
   * those of its language, does so, too. A process that dies meanwhile has removed nothing. What is not here is not removed.
   * @throws `invalidArgument` unless `delayMs` is a finite number from 0 on; `cancelled` once the manager is closed.
   */
  removeLater(id: string, delayMs: number): void {
    const installed = this.#parts.store.installedPack(parseAssetPackID(id))
    if (installed === undefined) return
    const { assetPack } = installed
    this.#parts.removals.schedule({ id: assetPack.id, title: packTitle(assetPack) }, delayMs)
  }

  /** (+) Takes {@link AssetPackManager.removeLater} back. @returns whether the pack stays because of it. */
  cancelRemoval(id: string): boolean {
    return this.#parts.removals.keep(parseAssetPackID(id))
  }

  /**
   * Goes back to the version that was active before, at once and without a network. A running download of the pack is
   * cancelled first. The version left behind is kept, so that a second call goes forward again.
   *
   * Going to an older version pins the pack to it: no check for updates undoes that. Going forward again ends the pin.
   *
   * @returns the version that is active now.
   * @throws `assetPackNotFound` when the pack is not here, `versionNotFound` when no version is kept, or
   * its files are no longer all there.
   */
  rollback(id: string): Promise<AssetPack> {
    this.#keep(id)
    return this.#parts.versions.rollback(id)
  }

  /**
   * Keeps a pack at a version that is here, the active or a kept one, which becomes the active one: neither checks for
   * updates nor content requests move it. A running download of it is cancelled first. Asking for the newest version by
   * name ends the pin.
   *
   * @throws `assetPackNotFound` when the pack is not here, `versionNotFound` when that version is not.
   */
  pin(id: string, version: number): Promise<void> {
    this.#keep(id)
    return this.#parts.versions.pin(id, version)
  }

  /**
   * (+) Deletes the versions of a pack that are kept to go back to; the active one stays. What somebody reads goes when they
   * have ended. A pack without kept versions stays as it is.
   *
   * @throws `assetPackNotFound` when the pack is not here.
   */
  async removeKeptVersions(id: string): Promise<void> {
    await this.#parts.versions.removeKept(id)
    this.#parts.housekeeping.tidySoon()
  }

  /** Lets updates come again, from the next check on. @throws `assetPackNotFound` when the pack is not here. */
  unpin(id: string): void {
    this.#parts.versions.unpin(id)
  }

  /**
   * Reads every file of an installed pack and compares it with what was signed: nothing is changed, and nothing is asked
   * for over the network unless the pack's own index is damaged. Works offline.
   *
   * @throws `assetPackNotFound` when the pack is not here; the signal's reason.
   */
  verify(id: string, options: VerificationOptions = {}): Promise<VerificationReport> {
    return this.#parts.maintenance.verify(id, options)
  }

  /**
   * Verifies an installed pack and fetches what is damaged or missing, and nothing else; takes away what does not belong
   * there. Readers find each file as it was or as it was signed. An explicit request: it does not wait for conditions.
   *
   * @returns what was wrong, and what mending it cost.
   * @throws `assetPackNotFound` when the pack is not here, or is no longer offered and its index is damaged; `offline`,
   * `remoteNotFound`, `outOfSpace` and what else fetching can fail with: then everything is as it was.
   */
  repair(id: string, options: VerificationOptions = {}): Promise<RepairReport> {
    return this.#parts.maintenance.repair(id, options)
  }

  /**
   * The updates of one download, or of all. Nothing that happens after this call is missed, however late the first read
   * comes; a slow reader finds the newest progress instead of a backlog. The stream of one id ends after `finished` or
   * `failed`; each ends when `signal` aborts or the manager is closed.
   */
  statusUpdates(
    id?: string,
    { signal }: Cancellable = {},
  ): AsyncIterableIterator<DownloadStatusUpdate, undefined> {
    const parsed = id === undefined ? undefined : parseAssetPackID(id)
    return statusStream(this.#parts.downloads.statusUpdates, parsed, this.#whileOpen(signal))
  }

  /** What windows show: a snapshot, then what changed, at most ten times a second. Ends like a status stream. */
  library(signal?: AbortSignal): AsyncIterableIterator<LibraryUpdate, undefined> {
    return this.#parts.library.open(this.#whileOpen(signal))
  }

  /** (+) {@link AssetPackManager.downloadHistory} now and after every change, at most four times a second. Ends like a status stream. */
  downloadHistoryUpdates(
    signal?: AbortSignal,
  ): AsyncIterableIterator<readonly NumberedHistoryEntry[], undefined> {
    return historyFeed(this.#parts.history, this.#parts.clock, this.#whileOpen(signal))
  }

  /**
   * (+) How fast all downloads together are: at first the last ten minutes, then each second as it ends. It is remembered
   * whether somebody reads or not. Ends like a status stream.
   */
  transferSpeeds(signal?: AbortSignal): AsyncIterableIterator<SpeedUpdate, undefined> {
    return this.#parts.speeds.open(this.#whileOpen(signal))
  }

  /** Hears what each finished installation cost. */
  onInstalled(listener: (report: InstallReport) => void): Unsubscribe {
    return this.#parts.downloads.installs.subscribe(listener)
  }

  /**
   * (+) Hears of what goes wrong with the app's `ManagedDownloaderExtension`: once for each kind of failure and version of a
   * pack. What the extension was asked about then counts as `true`.
   */
  onExtensionFailure(listener: (failure: ExtensionFailure) => void): Unsubscribe {
    return this.#parts.extension?.failures.subscribe(listener) ?? (() => undefined)
  }

  /** How much downloads may use of the machine: as it was set last, else as the configuration says. */
  limits(): DownloadLimits {
    return this.#parts.limits.current
  }

  /** Replaces the limits, for transfers in flight too; durable when it returns. @throws `invalidArgument`. */
  setLimits(limits: DownloadLimits): void {
    this.#parts.limits.set(limits)
  }

  /**
   * The bytes of one file of a pack that is not installed, or of the version that is offered while another one is here.
   * Fetches the pack's index, which is kept, and what of its bundles the file needs, other frames included where the file
   * leans on them; verifies all of it; uses what installed versions of the pack have. Nothing is installed. An explicit
   * request: it does not wait for conditions, and obeys the limit of the rate.
   *
   * @param assetPack - For an id, its newest version.
   * @param path - As in the pack, compared exactly.
   * @throws `assetPackNotFound` when the pack, or that version of it, is not offered; `fileNotFound`; `limitExceeded` for a
   * file of more than 64 MiB, which takes an installation; `integrityCheckFailed` when the host sends other bytes than
   * were signed, also when asked again; `offline`, `remoteNotFound`, `remoteChanged` and what else fetching can fail with;
   * the signal's reason.
   */
  async readRemote(
    assetPack: AssetPack | string,
    path: string,
    { signal }: Cancellable = {},
  ): Promise<Uint8Array> {
    const wanted = typeof assetPack === 'string' ? await this.assetPack(assetPack, { signal }) : assetPack
    return this.#parts.remote.read(wanted, path, signal)
  }

  /**
   * (+) The files of one version of a pack, by path in code-unit order, in pages of at most a thousand: a large pack does not
   * hold up the thread. A version that is here is listed without a network; of one that is only offered the index is
   * fetched, and kept. Leaving the iteration early ends the work.
   *
   * @param assetPack - For an id, the installed version.
   * @throws `assetPackNotFound` when that version is neither here nor offered, `indexInvalid` when its index is damaged;
   * `offline` and what else fetching can fail with; the signal's reason.
   */
  async *files(
    assetPack: AssetPack | string,
    { signal }: Cancellable = {},
  ): AsyncGenerator<readonly ListedFile[], undefined> {
    const wanted =
      typeof assetPack === 'string' ? requiredPack(this.#parts.store, assetPack).assetPack : assetPack
    yield* this.#parts.lister.pages(wanted, this.#whileOpen(signal))
  }

  /**
   * (+) The files that an update of an installed pack would change, add and remove, as {@link AssetPackManager.files} lists them.
   *
   * @throws `assetPackNotFound` when the pack is not here or not offered; what listing either version throws.
   */
  async *changedFiles(id: string, options: Cancellable = {}): AsyncIterable<readonly ChangedFile[]> {
    const { assetPack: present } = requiredPack(this.#parts.store, id)
    const newest = await this.assetPack(id, options)
    yield* this.#parts.lister.changes(present, newest, this.#whileOpen(options.signal))
  }

  /** What installing a pack would fetch, reuse and need on disk. */
  plan(assetPack: AssetPack, { signal }: Cancellable = {}): Promise<InstallEstimate> {
    return this.#parts.estimate(assetPack, this.#whileOpen(signal))
  }

  /**
   * Whether the first launch of the app on this container has ended: the packs of the `install` request were registered, and
   * each essential one of them is here, has failed for good or was cancelled; by whichever process. Until then
   * `initialDownloadRestrictions` are in force; what they kept back comes by the next check. (+)
   */
  get firstLaunchHasEnded(): boolean {
    return this.#parts.firstLaunch.hasEnded
  }

  /**
   * Does what the system does by itself: goes on with what was interrupted, asks the host, registers the essential packs,
   * then the prefetch packs of the content request, and updates of what is here. Without a host it waits for the next
   * check. The app's extension, if it has one, is asked about each of them first. Resolves when all is registered.
   *
   * A request is acted on once: it is remembered until all its packs are registered, also by the next process. So is a change
   * of the resolved language, which every list is compared with from now on: a `languageChange` that needs no asking.
   *
   * @param request - Absent: `install` at the first launch, `update` after the app's version changed, else `periodic`.
   */
  start(request?: ContentRequest, { signal }: Cancellable = {}): Promise<UpdateCheck> {
    return startUp(this.#parts, request, signal)
  }

  /** Resolves when no download runs and none can start without something new happening. */
  whenIdle(): Promise<void> {
    return this.#parts.downloads.whenIdle()
  }

  /** Ends streams, downloads and connections and gives the container free. Interrupted downloads go on at the next start. */
  close(): Promise<void> {
    if (this.#closing === undefined) {
      this.#lifetime.abort(new AssetPackError('cancelled', 'The manager was closed.'))
      this.#closing = this.#parts.close()
    }
    return this.#closing
  }

  /** Whoever wants a version of a pack does not want it removed. */
  #keep(id: string): void {
    if (isAssetPackID(id)) this.#parts.removals.keep(id)
  }

  #whileOpen(signal: AbortSignal | undefined): AbortSignal {
    return signal === undefined ? this.#lifetime.signal : AbortSignal.any([this.#lifetime.signal, signal])
  }
}
