import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackDownload } from '../../src-shared/domain/asset-pack-download'
import type { DownloadState } from '../../src-shared/domain/download-state'
import type { DownloadProgress, DownloadStatusUpdate } from '../../src-shared/domain/download-status-update'

/** What installs asset packs for a `DownloadManager`: an `AssetPackManager` is one. */
export interface AssetPackQueue {
  /**
   * Puts the pack into the queue, in its newest version; durable when it resolves.
   *
   * @returns false when that version is installed already.
   * @throws `assetPackNotFound` when the pack is not offered.
   */
  scheduleDownload(download: AssetPackDownload, isForeground: boolean): Promise<boolean>
  /** Takes the pack's download out of the queue; resolves once what came is gone. */
  cancel(id: string): Promise<void>
  /** What is in the queue, in the order of asking. */
  downloads(): readonly QueuedAssetPack[]
  /** Everything that becomes of every download, until the signal aborts. */
  statusUpdates(
    id: undefined,
    options: { readonly signal: AbortSignal },
  ): AsyncIterable<DownloadStatusUpdate<AssetPack, DownloadProgress>>
}

/** A pack's download in its queue. */
export interface QueuedAssetPack {
  readonly assetPack: AssetPack
  readonly state: DownloadState
  readonly origin: string
  readonly priority: number
}
