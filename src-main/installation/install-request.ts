import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { DownloadPhase } from '../../src-shared/domain/download-status-update'

/** One installation or update, as scheduling asks for it. */
export interface InstallRequest {
  readonly assetPack: AssetPack
  readonly signal: AbortSignal
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

/** What an installation cost. */
export interface InstallReport {
  readonly assetPack: AssetPack
  /** Body bytes of every response, the index included. */
  readonly bytesFetched: number
  /** Plain bytes that did not have to come. */
  readonly bytesReused: number
  readonly requests: number
}

/** What an installation would cost. */
export interface InstallEstimate {
  /** As a pack's `downloadSize` counts: with the index. */
  readonly bytesToFetch: number
  readonly bytesReused: number
  readonly requests: number
  /** Bytes that must be free on the container's volume while it runs. */
  readonly diskBytesNeeded: number
}
