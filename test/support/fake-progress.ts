import { AssetPackStatus } from '../../src-shared/domain/asset-pack-status'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { LibraryDownload, LibraryEntry } from '../../src-shared/domain/library'

const bytesPerSecond = 38_400_000
/** Of the whole bar; checking and installing share the rest. */
const downloadShare = 0.8
const localStepSeconds = 4

/** The pack after its download went on for some seconds: what arrived whole is checked, installed and done. */
export function movedOn(entry: LibraryEntry, download: LibraryDownload, seconds: number): LibraryEntry {
  const { progress } = download
  if (progress.phase === 'downloading' && progress.completedBytes < progress.totalBytes) {
    return { ...entry, download: { ...download, progress: moreBytes(download, seconds) } }
  }
  const fractionCompleted =
    progress.fractionCompleted + ((1 - downloadShare) * seconds) / (2 * localStepSeconds)
  if (fractionCompleted >= 1) return installed(entry)
  const phase = fractionCompleted < (1 + downloadShare) / 2 ? 'verifying' : 'installing'
  const secondsRemaining = ((1 - fractionCompleted) / (1 - downloadShare)) * 2 * localStepSeconds
  return {
    ...entry,
    download: {
      ...download,
      progress: { ...progress, phase, fractionCompleted, bytesPerSecond: 0, secondsRemaining },
    },
  }
}

function moreBytes({ progress }: LibraryDownload, seconds: number): LibraryDownload['progress'] {
  const completedBytes = Math.min(progress.totalBytes, progress.completedBytes + bytesPerSecond * seconds)
  return {
    ...progress,
    completedBytes,
    fractionCompleted: Math.max(
      progress.fractionCompleted,
      (completedBytes / Math.max(1, progress.totalBytes)) * downloadShare,
    ),
    bytesPerSecond,
    secondsRemaining: (progress.totalBytes - completedBytes) / bytesPerSecond + 2 * localStepSeconds,
  }
}

function installed({ assetPack }: LibraryEntry): LibraryEntry {
  return {
    assetPack,
    status: AssetPackStatus.of('downloaded', 'upToDate').rawValue,
    local: {
      version: assetPack.version,
      installedSize: assetPack.installedSize,
      installedAt: 0,
      hasPicture: false,
      isPinned: false,
    },
  }
}

/** The pack with its download running or paused; one without a download stays as it is. */
export function inState(entry: LibraryEntry, state: LibraryDownload['state']): LibraryEntry {
  const { download } = entry
  if (download === undefined) return entry
  const { secondsRemaining: _left, waitingFor: _reason, ...progress } = download.progress
  const phase = state === 'running' && progress.phase === 'waiting' ? 'downloading' : progress.phase
  return { ...entry, download: { ...download, state, progress: { ...progress, phase, bytesPerSecond: 0 } } }
}

/** The entry once its pack has gone to the version that is kept. @throws `versionNotFound`. */
export function rolledBack(
  { local, download: _download, ...entry }: LibraryEntry,
  version: number,
): LibraryEntry {
  if (local?.keptVersion !== version)
    throw new AssetPackError('versionNotFound', 'No earlier version is kept.')
  const status = AssetPackStatus.of('downloaded', 'outOfDate', 'updateAvailable').rawValue
  const keepsNewest = local.version === entry.assetPack.version ? { keepsNewest: true as const } : {}
  return {
    ...entry,
    status,
    local: { ...local, version, isPinned: true, keptVersion: local.version, ...keepsNewest },
  }
}
