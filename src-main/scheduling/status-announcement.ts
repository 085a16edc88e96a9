import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { isRunning, type DownloadEvent, type DownloadState } from '../../src-shared/domain/download-state'
import type { DownloadProgress, DownloadStatusUpdate } from '../../src-shared/domain/download-status-update'
import type { ManagedDownload } from './managed-download'

/** A status update as the queue tells it. */
export type DownloadAnnouncement = DownloadStatusUpdate<AssetPack, DownloadProgress>

/** What the status stream says after `event` brought `download` from `before` to where it is. */
export function announcement(
  download: ManagedDownload,
  before: DownloadState,
  event: DownloadEvent,
): DownloadAnnouncement {
  const { assetPack } = download
  switch (event.kind) {
    case 'began':
      return { kind: 'began', assetPack }
    case 'installed':
      return { kind: 'finished', assetPack }
    case 'failed':
      return { kind: 'failed', assetPack, error: event.error }
    case 'paused':
      return { kind: 'paused', assetPack, progress: download.progress }
    case 'held':
      // The system pauses what conditions forbid; what makes room or tries again only waits.
      return isRunning(before) && ['network', 'metered', 'power', 'quietHours'].includes(event.reason)
        ? { kind: 'paused', assetPack, progress: download.progress }
        : { kind: 'downloading', assetPack, progress: download.progress }
    case 'scheduled':
    case 'advanced':
      return { kind: 'downloading', assetPack, progress: download.progress }
  }
}
