import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { InstallDetour } from '../../src-shared/domain/download-history'
import type { DownloadPhase } from '../../src-shared/domain/download-status-update'

export type { InstallDetour }

/** An `.assetpack` file that an installation takes its bundles from. */
export interface PackFileUse {
  /** Absolute. */
  readonly path: string
  /** Whether what the file lacks or holds damaged may come over the network. */
  readonly mayUseNetwork: boolean
  /**
   * The index that the signed list vouched for when the file was accepted: it counts once the list no longer names that
   * version at all. Absent in what an earlier release accepted.
   */
  readonly indexSha256?: string | undefined
}

/** One installation or update, as scheduling asks for it. */
export interface InstallRequest {
  readonly assetPack: AssetPack
  readonly signal: AbortSignal
  /**
   * Where not both versions have room, the old one may be taken apart while the new one is put together: slower, with no way
   * back, and the pack is not here meanwhile. An update that has begun so goes on so.
   */
  readonly lowSpace?: boolean | undefined
  /** Absent = the bundles come over the network. */
  readonly file?: PackFileUse | undefined
  /** Aborts when its transfers step back for others no longer; see `DownloadRequest.whileGivingWay`. */
  readonly whileGivingWay?: AbortSignal | undefined
  /** Called often; whoever listens coalesces. */
  readonly onProgress: (progress: InstallProgress) => void
}

/** Where an installation stands: plain facts, no rates. */
export interface InstallProgress {
  readonly phase: Exclude<DownloadPhase, 'waiting'>
  /** Bytes fetched so far, what an earlier attempt fetched included. */
  readonly fetchedBytes: number
  /** Bytes to fetch in all; 0 until the plan is made. */
  readonly totalFetchBytes: number
  /** Plain bytes verified and placed so far, reused ones included. */
  readonly placedBytes: number
  /** Plain bytes of the whole pack. */
  readonly totalPlacedBytes: number
  /** Body bytes that came in this attempt; only ever rises. */
  readonly arrivedBytes: number
  /** Bytes that this attempt wrote to disk: what came, what was unpacked, what was copied; only ever rises. */
  readonly writtenBytes: number
  /** Requests of this attempt that have been answered. */
  readonly requests: number
  /** Times in a row that a transfer was begun anew since something came, of the transfer that had to most often. */
  readonly retries: number
}

/** What an installation cost. */
export interface InstallReport {
  readonly assetPack: AssetPack
  /** Body bytes that it was to fetch at first, the index included, and what earlier attempts had brought. */
  readonly bytesPlanned: number
  /** Body bytes of every response, the index included. */
  readonly bytesFetched: number
  /** Of these, what was of no use. */
  readonly bytesWasted: number
  /** Plain bytes that did not have to come. */
  readonly bytesReused: number
  readonly requests: number
  /** Empty when it was the cheapest way. */
  readonly detours: readonly InstallDetour[]
}

/** What an installation would cost. */
export interface InstallEstimate {
  /** As a pack's `downloadSize` counts: with the index. */
  readonly bytesToFetch: number
  readonly bytesReused: number
  readonly requests: number
  /** Bytes that must be free on the container's volume while it runs. */
  readonly diskBytesNeeded: number
  /** The same in low-space mode; present when the free space is too little without, and there is an old version. */
  readonly lowSpaceBytesNeeded?: number
  /** What that fetches at most, counted as `bytesToFetch`: what two rounds need comes twice. Present with it. */
  readonly lowSpaceBytesToFetch?: number
}
