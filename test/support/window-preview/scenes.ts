import { parseAssetPackID } from '../../../src-shared/domain/asset-pack-id'
import { packSummary, packTitle } from '../../../src-shared/domain/pack-text'
import type { FakeLibraryOptions } from '../fake-library'
import { aDownload, anEntry, anError, withoutRoom } from '../library-builders'
import { sampleEntries } from '../sample-library'
import { detailScenes } from './detail-scenes'
import { downloadScenes } from './download-scenes'

const resting = sampleEntries.flatMap(({ download, error, ...entry }) =>
  download === undefined && error === undefined ? [entry] : [],
)

const firstRunEntries = sampleEntries.map((entry) =>
  entry.assetPack.policy.kind === 'essential'
    ? anEntry({
        id: entry.assetPack.id,
        title: packTitle(entry.assetPack),
        policy: 'essential',
        downloadSize: entry.assetPack.downloadSize,
        installedSize: entry.assetPack.installedSize,
        download: aDownload({
          completedBytes: entry.assetPack.downloadSize * 0.4,
          totalBytes: entry.assetPack.downloadSize,
          fractionCompleted: 0.32,
          bytesPerSecond: 38.4e6,
        }),
      })
    : anEntry({
        id: entry.assetPack.id,
        title: packTitle(entry.assetPack),
        summary: packSummary(entry.assetPack) ?? '',
        downloadSize: entry.assetPack.downloadSize,
        installedSize: entry.assetPack.installedSize,
        policy: entry.assetPack.policy.kind,
      }),
)

const longWords = {
  title:
    'Donaudampfschifffahrtsgesellschaftskapitän’s Complete Collection of Everything That Floats, Volume 7',
  summary: 'Sentences without end about boats, ships, barges and the people on them. '.repeat(8),
  version: 123_456_789,
  downloadSize: 987.6e9,
  installedSize: 876.5e9,
}
const longDownload = aDownload({
  completedBytes: 888.8e9,
  totalBytes: 987.6e9,
  fractionCompleted: 0.999,
  bytesPerSecond: 999.9e6,
  secondsRemaining: 1e6,
})

const longEntries = [
  anEntry({ ...longWords, id: 'resting' }),
  anEntry({ ...longWords, id: 'running', localVersion: 123_456_788, download: longDownload }),
  anEntry({ ...longWords, id: 'paused', download: { ...longDownload, state: 'paused' } }),
  anEntry({ ...longWords, id: 'outdated', localVersion: 123_456_788, policy: 'prefetch' }),
  anEntry({ ...longWords, id: 'current', localVersion: 123_456_789 }),
  anEntry({
    ...longWords,
    id: 'failed',
    localVersion: 123_456_788,
    error: anError('downloadEssentialNotPermitted', 'A/path/without/end'.repeat(30)),
  }),
  anEntry({ id: 'x'.repeat(64), downloadSize: 1, installedSize: 1 }),
]

const waitingEntries = (['hostUnavailable', 'timedOut', 'downloadEssentialNotPermitted'] as const).map(
  (code) =>
    anEntry({
      id: code,
      title: `After ${code}`,
      download: aDownload(
        { phase: 'waiting', waitingFor: 'retry', waitingBecause: code, bytesPerSecond: 0 },
        { state: 'waiting' },
      ),
    }),
)

const shortage = {
  diskBytesNeeded: 4.2e9,
  freeBytes: 1.1e9,
  bytesToFetch: 820e6,
  lowSpace: { diskBytesNeeded: 310e6, bytesToFetch: 874e6 },
}
const { lowSpace: _lowSpace, ...shortageWithoutOffer } = shortage
const update = { version: 24, localVersion: 23, keptVersion: 22 }

const lowSpaceEntries = [
  anEntry({ ...update, id: 'failed', title: 'Frostline Map Pack', ...withoutRoom(shortage) }),
  anEntry({ ...update, id: 'waiting', title: 'Harbor Voices', ...withoutRoom(shortage, 'waiting') }),
  anEntry({ ...update, id: 'not-enough', title: 'HD Textures', ...withoutRoom(shortageWithoutOffer) }),
  anEntry({ ...longWords, id: 'long', localVersion: 123_456_788, ...withoutRoom(shortage) }),
  anEntry({ ...longWords, id: 'long-waiting', localVersion: 7, ...withoutRoom(shortage, 'waiting') }),
]

/** What the preview can show, by name. */
export const scenes: Readonly<Record<string, FakeLibraryOptions>> = {
  ...downloadScenes,
  library: { entries: sampleEntries },
  resting: { entries: resting },
  empty: { entries: [] },
  kept: {
    entries: [
      anEntry({ id: 'kept', title: 'Harbor Voices', version: 3, localVersion: 3, keptVersion: 2 }),
      anEntry({
        id: 'pinned',
        title: 'Map Pack',
        version: 3,
        localVersion: 2,
        keptVersion: 3,
        isPinned: true,
      }),
      anEntry({ ...longWords, id: 'long', localVersion: 123_456_788, keptVersion: 7, isPinned: true }),
    ],
  },
  long: { entries: longEntries },
  thousand: {
    entries: Array.from({ length: 1_000 }, (_, index) =>
      anEntry({ id: `pack-${String(index)}`, title: `Level ${String(index)}`, version: 2, localVersion: 2 }),
    ),
  },
  waiting: { entries: waitingEntries },
  ...detailScenes,
  lowSpace: { entries: lowSpaceEntries, facts: { freeBytes: shortage.freeBytes } },
  firstRun: { entries: firstRunEntries, facts: { isFirstLaunch: true } },
  welcome: {
    entries: firstRunEntries,
    facts: { isFirstLaunch: true, isPrefetchHeld: true },
  },
  fullWelcome: {
    entries: firstRunEntries,
    facts: { isFirstLaunch: true, isPrefetchHeld: true, freeBytes: 5e9 },
  },
  noRoom: { entries: sampleEntries, facts: { freeBytes: 3e9 } },
  leaving: {
    entries: resting,
    facts: { leaving: [{ id: parseAssetPackID('flags'), title: 'Flags of the World' }] },
  },
  offline: { entries: sampleEntries, facts: { connection: 'offline' } },
  unreachable: {
    entries: resting,
    facts: {
      connection: 'unreachable',
      checkError: anError('hostUnavailable', 'connect ECONNREFUSED 127.0.0.1:8080'),
    },
  },
  untrusted: {
    entries: resting,
    facts: {
      checkError: anError(
        'signatureInvalid',
        'The signature of timestamp.json does not match the trusted keys.',
      ),
    },
  },
}
