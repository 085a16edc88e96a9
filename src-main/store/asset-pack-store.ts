import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type {
  ContainerMove,
  ContainerMovePlan,
  ContainerMoveProgress,
} from '../../src-shared/domain/container-move'
import type { DownloadHistoryEntry, NumberedHistoryEntry } from '../../src-shared/domain/download-history'
import type { SerializedError } from '../../src-shared/domain/errors'
import type { PackIndex } from '../repository/pack-index'

/**
 * Store: what is on this machine. One folder, the container, of which one process at a time is the writer:
 *
 * ```
 * <container>/
 *   packs/<id>/<version>/        read-only files of a pack
 *   packs/<id>/<version>.index   the verified index of exactly these files, compressed or plain
 *   packs/<id>/<version>.json    what state.db says about it, in case state.db is lost
 *   staging/<id>/<version>/      files/ of a version being installed, downloads/ of bundles in flight
 *   staging/<id>/<version>.<n>/  the same of files that are only read once (scratch)
 *   merged/<packs>/              folders of links, for readers that want several packs' files side by side
 *   trash/                       what is being deleted: moved here in one step first
 *   metadata/                    the catalog's verified copy of the repository metadata
 *   state.db                     SQLite: which version is active, journal of switches, downloads, marks, settings
 *   lock                         held by the writer; dies with it; lock.pid names the process
 *   moved-to, arriving           the container has moved to another folder, or is moving here (container-address)
 * ```
 *
 * Promises: whatever the moment of a crash, `open` finds for each pack either the old version whole or the new version
 * whole as the active one. Readers never see files of two versions through one path lookup. What was acknowledged stays
 * true. A file system error is an `AssetPackError` (`outOfSpace`, `notWritable`, `fileInUse`, `diskGone`, `diskFailed`).
 */
export interface AssetPackStore {
  /** The container's absolute path; another one after {@link AssetPackStore.relocate}. */
  readonly directory: string

  /** Every pack that is here, ordered by id. No disk access. */
  installedPacks(): readonly InstalledPack[]
  /** The active version of that pack, ignoring case. No disk access. */
  installedPack(id: AssetPackID): InstalledPack | undefined
  /** The versions before it that are kept, the one that was active last first. No disk access. */
  keptVersions(id: AssetPackID): readonly InstalledPack[]
  /** The index of the active version, read from the container and parsed. */
  installedIndex(installed: InstalledPack): Promise<PackIndex>
  /** The same as bytes: those that the version was committed with. */
  installedIndexBytes(installed: InstalledPack): Promise<Uint8Array>

  /** The place where a version is put together; what an earlier attempt left there is still there. */
  openStaging(id: AssetPackID, version: number): Promise<StagingArea>
  /**
   * A place of its own where something of a version is put together for a moment: nothing is committed from it. Until it
   * is discarded it stays, whatever is collected; what a crash left of it goes with the next collection.
   */
  openScratch(id: AssetPackID, version: number): Promise<StagingArea>
  /** Versions that an earlier attempt left behind. */
  stagedVersions(id: AssetPackID): Promise<readonly number[]>

  /**
   * Makes a completely verified staged version the active one: one rename, one transaction. The caller has synced all
   * files and folders (I-5). Nothing is visible to readers before the transaction; after it the staging area is gone and
   * the version before is a kept one. When it fails the old version is still the active one, and the files are in the
   * staging area again.
   */
  commit(staging: StagingArea, assetPack: AssetPack, indexBytes: Uint8Array): Promise<InstalledPack>

  /**
   * Makes a kept version the active one again, without a network: that `version`, or the one that was active last. What
   * was active until then is a kept version afterwards. Going to an older version pins the pack to it, going to a newer
   * one ends its pin, both in the same transaction as the switch.
   *
   * @throws AssetPackError `versionNotFound` when no such version is kept, or its folder or index is gone; nothing has
   * changed then.
   */
  rollback(id: AssetPackID, version?: number): Promise<InstalledPack>

  /**
   * Puts right what is damaged in the active version: takes away what does not belong there, then moves staged files,
   * which the caller has synced, to their places one by one. Readers find each file as it was or as it is staged; open
   * handles keep what they had. When it fails, what was not yet moved is as it was, and still staged.
   *
   * @throws AssetPackError `versionNotFound` when that version is no longer the active one.
   */
  repair(installed: InstalledPack, staging: StagingArea, repair: VersionRepair): Promise<InstalledPack>

  /** The version that the pack is to stay at, while that is the active one. No disk access. */
  pinnedVersion(id: AssetPackID): number | undefined
  /** Lets the pack stay at its active version; durable when it returns. Without one it does nothing. */
  pin(id: AssetPackID): void
  /** Ends that; durable when it returns. */
  unpin(id: AssetPackID): void

  /**
   * Gives up versions that are kept: there is no way back to them from then on. Their files go at once unless somebody
   * reads them.
   */
  giveUpKept(id: AssetPackID): Promise<void>

  /**
   * Deletes files of the active version, because the version that replaces it has no room beside it. The first call takes
   * the pack out of the list, durably and before anything is deleted: it is not here until the new version is
   * committed. The caller has made durable what shall stay of these files. A process that dies before the first file is
   * gone finds the version active again.
   *
   * @throws AssetPackError `fileInUse` while somebody else has a lease on the version, `versionNotFound` when it is
   * neither the active one nor taken apart already; nothing has changed then.
   */
  dismantle(installed: InstalledPack, paths: readonly string[]): Promise<void>
  /** The version of which files were given up, until a commit or a removal ends that. No disk access. */
  dismantledVersion(id: AssetPackID): InstalledPack | undefined

  /**
   * Keeps the files of that version on disk, and a staging area of the same version, whatever is removed or collected,
   * until it is given back.
   *
   * @returns gives it back; calling that twice does nothing.
   */
  lease(installed: InstalledPack): () => void

  /**
   * Takes the pack out of the list durably, kept versions and pin included, then deletes its files, or leaves them to
   * {@link AssetPackStore.collectGarbage} while somebody reads them. Removing what is not here does nothing.
   */
  remove(id: AssetPackID): Promise<void>

  /**
   * Deletes what nobody needs: versions that are neither active nor kept nor leased nor taken apart, staging that no
   * remembered download and no lease wants. What cannot be deleted now stays for the next time.
   */
  collectGarbage(): Promise<void>
  /**
   * Deletes what moves that were interrupted have left in other folders, of those that are there. Where a drive does not answer
   * it takes long, and holds up nothing else. Does nothing more once the store is closed.
   */
  clearUnfinishedMoves(): Promise<void>

  /**
   * What relocating to that folder would take now. Changes nothing.
   *
   * @throws AssetPackError `invalidArgument`, `alreadyExists`, `notWritable` or `outOfSpace` when it cannot be done; the
   * signal's reason.
   */
  planRelocation(directory: string, signal: AbortSignal): Promise<ContainerMovePlan>
  /**
   * Moves the container to another folder or drive. Readers go on: open handles keep what they had, and a path is in the old
   * place until the switch, and in the new one, under {@link AssetPackStore.directory}, from then on. Downloads and values may
   * be changed at any time. Everything else that changes something waits until it has ended.
   *
   * The caller sees to it that no staging area is worked in, and that nobody reads files by paths of before for long.
   *
   * @throws AssetPackError `alreadyExists` when the new folder is not empty, `invalidArgument` when it is the present one or
   * inside of it, `containerLocked`, `notWritable`, `outOfSpace`, `integrityCheckFailed` and what else the disks say; the
   * signal's reason. Then everything is as it was.
   */
  relocate(relocation: Relocation): Promise<ContainerMove>

  /** Downloads that are to go on after a restart. */
  readonly downloads: DownloadRecordTable
  /** Downloads that have ended. */
  readonly history: DownloadHistoryTable
  /** Small durable values: trust marks, whether the first launch has ended. JSON inside. */
  readonly values: DurableValues

  /** Bytes that may still be written on the container's volume. */
  freeBytes(): Promise<number>
  close(): Promise<void>
}

/** How a container moves while it is open. */
export interface Relocation {
  /** The folder that is to hold it: empty, or not there yet. */
  readonly directory: string
  /** Ends it, up to the switch. */
  readonly signal: AbortSignal
  /** Called after each file, and each MiB of it. */
  readonly onProgress?: ((progress: ContainerMoveProgress) => void) | undefined
  /** Does the last of it while nobody else writes in the container's `metadata` and `logs`. */
  readonly whileStill: (work: () => Promise<void>) => Promise<void>
}

/** One pack that is here. */
export interface InstalledPack {
  readonly assetPack: AssetPack
  /** Absolute path of the folder with its files. */
  readonly directory: string
  /** Wall time in milliseconds at which it became the active version, last. */
  readonly installedAt: number
  /** SHA-256 of its index, as it was verified; absent when an earlier release installed it. */
  readonly indexSha256?: string | undefined
}

/** What a repair changes. Paths are from the pack's folder, with `/`. */
export interface VersionRepair {
  /** What does not belong there: files, folders with all in them, links. */
  readonly removed: readonly string[]
  /** Files whose right content is staged. */
  readonly files: readonly string[]
  /** The verified index, when the one beside the version is damaged. */
  readonly indexBytes?: Uint8Array | undefined
}

/** A version being put together. */
export interface StagingArea {
  readonly assetPackID: AssetPackID
  readonly version: number
  /** Absolute path of the folder that becomes the pack's folder. Exists. */
  readonly filesDirectory: string
  /** Absolute path of a folder for bundles in flight. Exists. */
  readonly downloadsDirectory: string
  /** Deletes the area and all in it. */
  discard(): Promise<void>
}

/** Who wanted a download: an explicit request (`foreground`) goes before what the system does by itself. */
export type DownloadOrigin = 'essential' | 'foreground' | 'prefetch' | 'update'

/** A download as it is remembered across restarts. */
export interface DownloadRecord {
  readonly assetPack: AssetPack
  /** -100 to 100. */
  readonly priority: number
  readonly origin: DownloadOrigin
  /** The user paused it: it stays paused after a restart. */
  readonly paused: boolean
  /** Whoever asked for it agreed to low-space mode, should there be no room otherwise. */
  readonly lowSpace?: boolean | undefined
  /** The `.assetpack` file that it comes from; absent = the network. */
  readonly file?:
    | {
        readonly path: string
        readonly mayUseNetwork: boolean
        /** Its index, when it was accepted. */
        readonly indexSha256?: string | undefined
      }
    | undefined
  /** Present after it failed for good, until it is asked for again or dismissed. */
  readonly error?: SerializedError | undefined
  /** What the last attempt failed with; absent once something more has come. */
  readonly lastFailure?: SerializedError | undefined
  /** Order of asking; rises. */
  readonly sequence: number
  /** What its attempts cost, those that ended before the record was written; absent when that is nothing. */
  readonly costs?: DownloadCosts | undefined
  /** Where it had come to when the record was written; absent while that is nowhere. */
  readonly reached?: ReachedProgress | undefined
}

/** How far a download has come, as people are shown it until an attempt of another process knows more. */
export interface ReachedProgress {
  /** Of `totalFetchBytes`. */
  readonly fetchedBytes: number
  readonly totalFetchBytes: number
  /** 0 to 1, over all phases. */
  readonly fraction: number
}

/** What the attempts of a download cost. */
export interface DownloadCosts {
  /** For which an attempt ran. */
  readonly milliseconds: number
  /** Body bytes that came. */
  readonly bytesFetched: number
  readonly requests: number
  /** Not all that the download needs is counted here: a file had it, or a download before it that failed. */
  readonly isRest?: true | undefined
}

/** At most one record per pack. Every change is durable when the call returns. */
export interface DownloadRecordTable {
  all(): readonly DownloadRecord[]
  put(record: DownloadRecord): void
  delete(id: AssetPackID): void
}

/** The newest two hundred downloads that have ended. Every change is durable when the call returns. */
export interface DownloadHistoryTable {
  /** Newest first. */
  all(): readonly NumberedHistoryEntry[]
  add(entry: DownloadHistoryEntry): void
  clear(): void
}

/** Small durable values by name. Every change is durable when the call returns. */
export interface DurableValues {
  get(name: string): string | undefined
  set(name: string, value: string): void
}
