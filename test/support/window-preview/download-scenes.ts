import type { NumberedHistoryEntry } from '../../../src-shared/domain/download-history'
import type { DownloadProgress } from '../../../src-shared/domain/download-status-update'
import type { SpeedPoint } from '../../../src-shared/domain/transfer-speed'
import type { FakeLibraryOptions } from '../fake-library'
import { aDownload, anEntry, anError, withoutRoom } from '../library-builders'
import { parseAssetPackID } from '../../../src-shared/domain/asset-pack-id'

const [megabyte, gigabyte] = [1e6, 1e9]

const running: Partial<DownloadProgress> = {
  completedBytes: 2.4 * gigabyte,
  totalBytes: 4.1 * gigabyte,
  placedBytes: 3.1 * gigabyte,
  totalPlacedBytes: 6.3 * gigabyte,
  fractionCompleted: 0.58,
  bytesPerSecond: 38.4 * megabyte,
  diskBytesPerSecond: 112 * megabyte,
  secondsRemaining: 125,
  segments: [
    { phase: 'downloading', share: 0.9, fraction: 0.59 },
    { phase: 'verifying', share: 0.095, fraction: 0.49 },
    { phase: 'installing', share: 0.005, fraction: 0 },
  ],
}

const waiting = (reason: DownloadProgress['waitingFor'], totalBytes: number): Partial<DownloadProgress> => ({
  phase: 'waiting',
  waitingFor: reason,
  completedBytes: 0,
  totalBytes,
  fractionCompleted: 0,
  bytesPerSecond: 0,
  secondsRemaining: undefined,
})

const maps = {
  id: 'frostline-maps',
  title: 'Frostline Map Pack',
  policy: 'essential',
  version: 24,
  localVersion: 23,
  downloadSize: 4.1 * gigabyte,
} as const

const shortage = { diskBytesNeeded: 4.2e9, freeBytes: 3e9, bytesToFetch: 640e6 }

const queueEntries = [
  anEntry({
    id: 'harbor-voices-en',
    title: 'Harbor Voices (English)',
    policy: 'prefetch',
    version: 2,
    downloadSize: 1.8 * gigabyte,
    download: aDownload(waiting('queue', 1.8 * gigabyte), { state: 'waiting' }),
  }),
  anEntry({
    id: 'flags',
    title: 'Flags of the World',
    version: 3,
    downloadSize: 11.8 * megabyte,
    // It ran until something else was to start at once.
    download: aDownload(
      { ...waiting('queue', 11.8 * megabyte), completedBytes: 4.3 * megabyte, fractionCompleted: 0.36 },
      { state: 'waiting' },
    ),
  }),
  anEntry({
    id: 'hd-textures',
    title: 'HD Textures',
    policy: 'prefetch',
    version: 12,
    localVersion: 11,
    downloadSize: 3.7 * gigabyte,
    download: aDownload(
      { ...waiting('quietHours', 3.7 * gigabyte), waitingUntil: '07:00' },
      { state: 'waiting', isUpdate: true },
    ),
  }),
  anEntry({
    id: 'season-soundtrack',
    title: 'Season Soundtrack',
    version: 2,
    localVersion: 1,
    downloadSize: 640 * megabyte,
    ...withoutRoom(shortage, 'waiting'),
  }),
]

const failedEntry = anEntry({
  id: 'night-pack',
  title: 'Night Pack',
  version: 14,
  localVersion: 13,
  error: anError('integrityCheckFailed', 'Chunk 7 of bundle 3 does not match its SHA-256.'),
})

/** Speed as a line brings it: in waves, with a pause of some seconds. */
const speeds: readonly SpeedPoint[] = Array.from({ length: 600 }, (_, second) => {
  if (second > 565 && second < 577) return { network: 0, disk: 0, isPaused: true, limit: 45e6 }
  const network = Math.round((30 + 9 * Math.sin(second / 5) + 5 * Math.sin(second / 1.7)) * megabyte)
  return { network, disk: Math.round(network * (1.25 + 0.2 * Math.sin(second / 3))), limit: 45e6 }
})

const now = Date.now()
const minute = 60_000

function ended(
  number: number,
  id: string,
  title: string,
  facts: Partial<NumberedHistoryEntry>,
): NumberedHistoryEntry {
  return {
    number,
    id: parseAssetPackID(id),
    title,
    version: 5,
    outcome: 'finished',
    endedAt: now - number * 7 * minute,
    seconds: 540,
    bytesFetched: 14.2 * gigabyte,
    requests: 214,
    bytesReused: 0,
    detours: [],
    ...facts,
  }
}

const history: readonly NumberedHistoryEntry[] = [
  ended(1, 'base-content', 'Base Content', { fromVersion: 4, bytesReused: 9.1 * gigabyte }),
  ended(2, 'night-pack', 'Night Pack', {
    outcome: 'failed',
    error: anError('hostUnavailable'),
    version: 14,
    fromVersion: 13,
  }),
  ended(3, 'flags', 'Flags of the World', { outcome: 'cancelled', version: 3 }),
  ended(4, 'symbols', 'Interface Symbols', {
    version: 2,
    fromVersion: 1,
    seconds: 3,
    bytesFetched: 2.2 * megabyte,
    bytesReused: 4.9 * megabyte,
    requests: 3,
    detours: ['indexWhole', 'fetchedAgain'],
    endedAt: now - 3 * 24 * 60 * minute,
  }),
]

const restingEntries = [
  anEntry({ id: 'base-content', title: 'Base Content', version: 5, localVersion: 5 }),
  anEntry({ id: 'symbols', title: 'Interface Symbols', version: 2, localVersion: 2 }),
  anEntry({ id: 'night-pack', title: 'Night Pack', version: 14, localVersion: 13 }),
]

const runningEntry = anEntry({ ...maps, download: aDownload(running, { isUpdate: true }) })

/** The Downloads screen in its states. */
export const downloadScenes: Readonly<Record<string, FakeLibraryOptions>> = {
  downloads: { entries: [runningEntry, ...queueEntries, ...restingEntries], speeds, history },
  downloadsStalled: {
    entries: [
      anEntry({
        ...maps,
        download: aDownload(
          { ...running, bytesPerSecond: 0, stall: { seconds: 24, attempt: 2 } },
          { isUpdate: true },
        ),
      }),
      ...queueEntries.slice(0, 1),
      failedEntry,
    ],
    speeds: [...speeds.slice(0, 575), ...Array<SpeedPoint>(24).fill({ network: 0, disk: 0 })],
  },
  downloadsPaused: {
    entries: [
      anEntry({ ...maps, download: aDownload(running, { isUpdate: true, state: 'paused' }) }),
      ...restingEntries,
    ],
    speeds: speeds.slice(0, 577),
    history,
  },
  downloadsDone: { entries: restingEntries, speeds, history },
}
