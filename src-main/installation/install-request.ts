import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { DownloadPhase } from '../../src-shared/domain/download-status-update'

/** One installation or update, as scheduling asks for it. */
export interface InstallRequest {
  readonly assetPack: AssetPack
  readonly signal: AbortSignal
  /**
   * Where not both versions have room, the old one may be taken apart while the new one is put together: slower, with no way
   * back, and the pack is not here meanwhile. An update that has begun so goes on so.
   */
  readonly lowSpace?: boolean | undefined
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
}

/**
 * Why an installation fetched more than the cheapest way would have:
 *
 * - `indexWhole`: only what changed in the index was to come, and it had to come whole
 * - `damagedFiles`: installed files turned out not to be what they should be
 * - `installedUnused`: so much of what is installed was wrong that nothing of it was used in the end
 * - `nothingInCommon`: an earlier version is here, and not a byte of it is of use
 * - `fetchedAgain`: bytes came that were wrong, or had to start over
 */
export type InstallDetour =
  'indexWhole' | 'damagedFiles' | 'installedUnused' | 'nothingInCommon' | 'fetchedAgain'

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
