import type { Unsubscribe } from '../../src-shared/base/emitter'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackDownload } from '../../src-shared/domain/asset-pack-download'
import type { AssetPackManifest } from '../../src-shared/domain/asset-pack-manifest'
import type { AssetPackStatus } from '../../src-shared/domain/asset-pack-status'
import type { ContainerMove, ContainerMovePlan } from '../../src-shared/domain/container-move'
import type { ContentRequest } from '../../src-shared/domain/content-request'
import type { NumberedHistoryEntry } from '../../src-shared/domain/download-history'
import type { DownloadLimits } from '../../src-shared/domain/download-limits'
import type { DownloadStatusUpdate } from '../../src-shared/domain/download-status-update'
import type { LibraryFacts, LibraryUpdate } from '../../src-shared/domain/library'
import type { ChangedFile, ListedFile } from '../../src-shared/domain/pack-files'
import type { SpeedUpdate } from '../../src-shared/domain/transfer-speed'
import type { ExtensionFailure } from '../extension/managed-downloader-extension'
import type { InstallEstimate, InstallReport } from '../installation/install-request'
import type { RepairReport, VerificationReport } from '../installation/verification'
import type { AssetPacksInFiles } from './asset-packs-in-files'
import type {
  Cancellable,
  ContainerMoveCallOptions,
  EnsureOptions,
  VerificationOptions,
} from './call-options'
import type { InstalledAssetPacks } from './installed-asset-packs'
import type { LocalizedAssetPacks } from './localized-asset-packs'
import type { QueuedAssetPacks } from './queued-asset-packs'
import type { UpdateCheck } from './update-checker'

/**
 * The asset packs of one container: lists, fetches, updates, removes and reads them (the original's `AssetPackManager`).
 *
 * `createAssetPackManager` opens one. Every call is safe to make twice; what may take long takes a `signal`, except for changes
 * of what is here (`remove`, `cancel`, `rollback`, `pin`, `removeKeptVersions`): they take their turn, which a move of all packs
 * may hold up, and are then carried out. Pack names are compared ignoring case. Failures are `AssetPackError`s.
 */
export interface AssetPackManager
  extends InstalledAssetPacks, LocalizedAssetPacks, QueuedAssetPacks, AssetPacksInFiles {
  /** (+) How the repository can be reached, as far as is known, and when it was asked last: whether the list may be stale. */
  readonly libraryFacts: LibraryFacts

  /**
   * The packs that the repository offers for this system (the original's `manifest`). May ask the host; without one it is the
   * last good list.
   *
   * @throws when there is no list at all, or the host's list cannot be trusted.
   */
  manifest(options?: Cancellable): Promise<AssetPackManifest>

  /** (+) Asks the host for the list now, and for nothing else. */
  refresh(options?: Cancellable): Promise<AssetPackManifest>

  /** The packs of {@link AssetPackManager.manifest}, ordered by id (the original's `allAssetPacks`). */
  allAssetPacks(options?: Cancellable): Promise<readonly AssetPack[]>

  /**
   * The newest version of a pack (the original's `assetPack(withID:)`).
   *
   * @throws `assetPackNotFound` when it is not offered.
   */
  assetPack(id: string, options?: Cancellable): Promise<AssetPack>

  /**
   * What is here and what is offered, relative to a pack value or, for an id, to the newest version (the original's
   * `status(relativeTo:)` and `status(ofAssetPackWithID:)`). Asks the host where it can; changes nothing.
   *
   * @throws `assetPackNotFound` for an id that is neither here nor on a list that is known.
   */
  status(assetPack: AssetPack | string, options?: Cancellable): Promise<AssetPackStatus>

  /**
   * Makes sure that a pack, or each of several, is here; resolves when it is (the original's
   * `ensureLocalAvailability(of:requireLatestVersion:)`, and of a set `ensureLocalAvailability(of:requireLatestVersions:)`).
   * Any installed version will do unless `requireLatestVersion` is set; then a pin of an older version ends. An explicit
   * request: it goes before automatic work, also on battery or a metered network, and waits for a network when there is none.
   *
   * @throws for one pack its error; for several {@link LocalAvailabilityError}; `invalidArgument` for what is no pack, such as a
   * name. The signal's reason when it aborts: a download that nobody else wants is then paused, and nothing that arrived is lost.
   */
  ensureLocalAvailability(
    assetPacks: AssetPack | readonly AssetPack[],
    options?: EnsureOptions,
  ): Promise<void>

  /**
   * (+) Registers a download of the newest version and returns once it is durable in the queue; follow it with
   * {@link AssetPackManager.statusUpdates}. Does nothing when the newest version is here; ends the pack's pin when not.
   *
   * @throws `assetPackNotFound` when the pack is not offered.
   */
  startDownload(id: string, options?: Pick<EnsureOptions, 'lowSpace' | 'signal'>): Promise<void>

  /**
   * (+) The same for a download value, as a `DownloadManager` that was made with this manager does it: in the background, when
   * conditions are good, or in the foreground.
   *
   * @returns false when the newest version is here.
   * @throws `assetPackNotFound` when the pack is not offered.
   */
  scheduleDownload(download: AssetPackDownload, isForeground: boolean): Promise<boolean>

  /**
   * Asks the host, registers updates of what is here and not pinned, removes what is no longer offered (the original's
   * `checkForUpdates()`). Resolves when the updates are registered, not when they have come. The app asks for them: its extension
   * is not asked, except about what a content request brings that still waits for its first list.
   */
  checkForUpdates(options?: Cancellable): Promise<UpdateCheck>

  /**
   * Deletes the installed pack, kept versions included (the original's `remove(assetPackWithID:)`); a running download of it is
   * cancelled first. Removing what is not here does nothing.
   */
  remove(id: string): Promise<void>

  /**
   * (+) Removes the pack after `delayMs`, or earlier when the manager is closed. Until then its files can be read, windows show it
   * as removed, and {@link AssetPackManager.cancelRemoval} takes it back at no cost; asking for the pack by name or file, or for
   * those of its language, does so, too; what would come by itself does not. A process that dies meanwhile has removed nothing.
   * What is not here is not removed.
   * @throws `invalidArgument` unless `delayMs` is a finite number from 0 on; `wrongUse` once the manager is closed.
   */
  removeLater(id: string, delayMs: number): void

  /** (+) Takes {@link AssetPackManager.removeLater} back. @returns whether the pack stays because of it. */
  cancelRemoval(id: string): boolean

  /**
   * (+) Goes back to an older version that is kept, at once and without a network. A running download of the pack is cancelled
   * first. The version left behind is kept.
   *
   * Going to an older version pins the pack to it: no check for updates undoes that. Going forward again ends the pin.
   *
   * @param version - A kept version, also a newer one. Absent: the newest of those that are older than the active one, so that
   * no call goes forward that does not say so.
   * @returns the version that is active now.
   * @throws `assetPackNotFound` when the pack is not here, `versionNotFound` when no such version is kept (its details have
   * the `keptVersions`), or its files are no longer all there.
   */
  rollback(id: string, version?: number): Promise<AssetPack>

  /**
   * (+) Keeps a pack at a version that is here, the active or a kept one, which becomes the active one: neither checks for
   * updates nor content requests move it. A running download of it is cancelled first. Asking for the newest version by
   * name ends the pin.
   *
   * @throws `assetPackNotFound` when the pack is not here, `versionNotFound` when that version is not.
   */
  pin(id: string, version: number): Promise<void>

  /**
   * (+) Deletes the versions of a pack that are kept to go back to; the active one stays. What somebody reads goes when they
   * have ended. A pack without kept versions stays as it is.
   *
   * @throws `assetPackNotFound` when the pack is not here.
   */
  removeKeptVersions(id: string): Promise<void>

  /** (+) Lets updates come again, from the next check on. @throws `assetPackNotFound` when the pack is not here. */
  unpin(id: string): void

  /**
   * (+) Reads every file of an installed pack and compares it with what was signed: nothing is changed, and nothing is asked
   * for over the network unless the pack's own index is damaged. Works offline.
   *
   * @throws `assetPackNotFound` when the pack is not here; the signal's reason.
   */
  verify(id: string, options?: VerificationOptions): Promise<VerificationReport>

  /**
   * (+) Verifies an installed pack and fetches what is damaged or missing, and nothing else; takes away what does not belong
   * there. Readers find each file as it was or as it was signed. An explicit request: it does not wait for conditions.
   *
   * @returns what was wrong, and what mending it cost.
   * @throws `assetPackNotFound` when the pack is not here, or is no longer offered and its index is damaged; `offline`,
   * `remoteNotFound`, `outOfSpace` and what else fetching can fail with: then everything is as it was.
   */
  repair(id: string, options?: VerificationOptions): Promise<RepairReport>

  /**
   * The updates of one download (the original's `statusUpdates(forAssetPackWithID:)`), or of all (`statusUpdates`). Nothing
   * that happens after this call is missed, however late the first read comes; a slow reader finds the newest progress instead
   * of a backlog. The stream of one id ends after `finished` or `failed`; each ends when `signal` aborts or the manager is
   * closed.
   */
  statusUpdates(id?: string, options?: Cancellable): AsyncIterableIterator<DownloadStatusUpdate, undefined>

  /** (+) What windows show: a snapshot, then what changed, at most ten times a second. Ends like a status stream. */
  library(signal?: AbortSignal): AsyncIterableIterator<LibraryUpdate, undefined>

  /**
   * (+) {@link AssetPackManager.downloadHistory} now and after every change, at most four times a second. Ends like a status
   * stream.
   */
  downloadHistoryUpdates(
    options?: Cancellable,
  ): AsyncIterableIterator<readonly NumberedHistoryEntry[], undefined>

  /**
   * (+) How fast all downloads together are: at first the last ten minutes, then each second as it ends. It is remembered
   * whether somebody reads or not. Ends like a status stream.
   */
  transferSpeeds(options?: Cancellable): AsyncIterableIterator<SpeedUpdate, undefined>

  /** (+) Hears what each finished installation cost. */
  onInstalled(listener: (report: InstallReport) => void): Unsubscribe

  /**
   * (+) Hears of what goes wrong with the app's `ManagedDownloaderExtension`: once for each kind of failure and version of a
   * pack. What the extension was asked about then counts as `true`.
   */
  onExtensionFailure(listener: (failure: ExtensionFailure) => void): Unsubscribe

  /** (+) How much downloads may use of the machine: as it was set last, else as the configuration says. */
  limits(): DownloadLimits

  /** (+) Replaces the limits, for transfers in flight too; durable when it returns. @throws `invalidArgument`. */
  setLimits(limits: DownloadLimits): void

  /**
   * (+) The bytes of one file of a pack that is not installed, or of the version that is offered while another one is here.
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
  readRemote(assetPack: AssetPack | string, path: string, options?: Cancellable): Promise<Uint8Array>

  /**
   * (+) The files of one version of a pack, by path in code-unit order, in pages of at most a thousand: a large pack does not
   * hold up the thread. A version that is here is listed without a network; of one that is only offered the index is
   * fetched, and kept. Leaving the iteration early ends the work.
   *
   * @param assetPack - For an id, the installed version.
   * @throws `assetPackNotFound` when that version is neither here nor offered, `indexInvalid` when its index is damaged;
   * `offline` and what else fetching can fail with; the signal's reason.
   */
  files(
    assetPack: AssetPack | string,
    options?: Cancellable,
  ): AsyncGenerator<readonly ListedFile[], undefined>

  /**
   * (+) The files that an update of an installed pack would change, add and remove, as {@link AssetPackManager.files} lists them.
   *
   * @throws `assetPackNotFound` when the pack is not here or not offered; what listing either version throws.
   */
  changedFiles(id: string, options?: Cancellable): AsyncIterable<readonly ChangedFile[]>

  /** (+) What installing a pack would fetch, reuse and need on disk. */
  plan(assetPack: AssetPack, options?: Cancellable): Promise<InstallEstimate>

  /**
   * (+) What moving all packs to that folder would take now. Changes nothing.
   *
   * @throws what {@link AssetPackManager.moveContainer} would throw, as far as it can be known before.
   */
  planContainerMove(directory: string, options?: Cancellable): Promise<ContainerMovePlan>

  /**
   * (+) Moves all packs to another folder or drive, while this manager has them open. On one drive each file gets a second name,
   * else everything is copied, read again and compared; the old folder is cleared last, and keeps a record of where they went,
   * so that it may go on being the one that is named.
   *
   * What reads or checks files on the spot ends first; downloads stop, and go on afterwards with all that had come. Files can
   * be read all the time: an open handle goes on, and a path that is looked up after the switch is in the new folder. Changes
   * of what is installed wait until it has ended; requests and pauses are taken at once.
   *
   * @param directory - Empty, or not there yet.
   * @throws `alreadyExists` when it is not empty, `invalidArgument` when it is the present one or inside of it,
   * `containerLocked` when another process holds it, `notWritable`, `outOfSpace` (`needBytes` and `freeBytes` in its details),
   * `diskGone`, `integrityCheckFailed` when the new drive gives back something else; the signal's reason, up to the switch.
   * Then everything is as it was.
   */
  moveContainer(directory: string, options?: ContainerMoveCallOptions): Promise<ContainerMove>

  /**
   * (+) Whether the first launch of the app on this container has ended: the packs of the `install` request were registered, and
   * each essential one of them is here, has failed for good or was cancelled; by whichever process. Until then
   * `initialDownloadRestrictions` are in force; what they kept back comes by the next check.
   */
  readonly firstLaunchHasEnded: boolean

  /**
   * (+) For an app that asks first which recommended packs are wanted: until {@link AssetPackManager.releasePrefetch} none with the
   * policy `prefetch` comes by itself that is not here in some version, in whichever process. What is essential, asked for by
   * name, or in the queue already comes as ever. Durable when it returns.
   */
  holdPrefetch(): void

  /**
   * (+) Lets come what {@link AssetPackManager.holdPrefetch} kept back, by a check that begins now; what was cancelled meanwhile
   * stays away. Durable when it returns.
   */
  releasePrefetch(): void

  /**
   * (+) Does what the original's system does by itself: goes on with what was interrupted, asks the host, registers the
   * essential packs, then the prefetch packs of the content request, and updates of what is here. Without a host it waits for
   * the next check. The app's extension, if it has one, is asked about each of them first. Resolves when all is registered.
   *
   * A request is acted on once: it is remembered until all its packs are registered, also by the next process. So is a change
   * of the resolved language, which every list is compared with from now on: a `languageChange` that needs no asking.
   * Updates that come by themselves begin as soon as a list has them, also one that came because the app asked for something.
   *
   * @param request - Absent: `install` at the first launch, `update` after the app's version changed, else `periodic`.
   */
  start(request?: ContentRequest, options?: Cancellable): Promise<UpdateCheck>

  /**
   * (+) Resolves when no download runs and none can start at this moment. One that waits, for its next try after a failure or for
   * the network, does not count, since that can take days: {@link AssetPackManager.downloads} has it, and
   * {@link AssetPackManager.ensureLocalAvailability} waits for a pack until it is here or has failed.
   */
  whenIdle(): Promise<void>

  /** (+) Resolves when the manager has been closed: by its owner, or, in the background, because another process wants the packs. */
  whenClosed(): Promise<void>

  /**
   * (+) Ends streams, downloads and connections and gives the container free. Interrupted downloads go on at the next start.
   * Calls that run meanwhile end with `cancelled`, later ones with `wrongUse`; a stream that is opened then has ended.
   * `cancellationReason` tells such a `cancelled` (`closed`, or `gaveWay` where another process took the packs) from that of a
   * caller.
   */
  close(): Promise<void>
}
