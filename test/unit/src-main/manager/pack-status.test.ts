import { expect, test } from 'vitest'
import { packStatus, type StatusFacts } from '../../../../src-main/manager/pack-status'
import { AssetPackStatus } from '../../../../src-shared/domain/asset-pack-status'

const online = { isListKnown: true, isReachable: true, isDownloading: false }

test.each<[string, StatusFacts, AssetPackStatus]>([
  [
    'not local, offered',
    { ...online, referenceVersion: 2, offeredVersion: 2 },
    AssetPackStatus.of('downloadAvailable'),
  ],
  [
    'not local, offered, on its way',
    { ...online, referenceVersion: 2, offeredVersion: 2, isDownloading: true },
    AssetPackStatus.of('downloadAvailable', 'downloading'),
  ],
  [
    'not local, relative to a version that is no longer offered',
    { ...online, referenceVersion: 1, offeredVersion: 2, isDownloading: true },
    AssetPackStatus.of(),
  ],
  [
    'local, current',
    { ...online, localVersion: 2, referenceVersion: 2, offeredVersion: 2 },
    AssetPackStatus.of('downloaded', 'upToDate'),
  ],
  [
    'local, current relative to a version that is no longer offered',
    { ...online, localVersion: 1, referenceVersion: 1, offeredVersion: 2, isDownloading: true },
    AssetPackStatus.of('downloaded', 'upToDate'),
  ],
  [
    'local, older, update fetchable',
    { ...online, localVersion: 1, referenceVersion: 2, offeredVersion: 2 },
    AssetPackStatus.of('downloaded', 'outOfDate', 'updateAvailable'),
  ],
  [
    'local, older, update on its way',
    { ...online, localVersion: 1, referenceVersion: 2, offeredVersion: 2, isDownloading: true },
    AssetPackStatus.of('downloaded', 'outOfDate', 'updateAvailable', 'downloading'),
  ],
  [
    'local, older, update not fetchable over the present connection',
    { ...online, localVersion: 1, referenceVersion: 2, offeredVersion: 2, isReachable: false },
    AssetPackStatus.of('downloaded', 'outOfDate'),
  ],
  [
    'local, older than a reference that is no longer offered',
    { ...online, localVersion: 1, referenceVersion: 2, offeredVersion: 3 },
    AssetPackStatus.of('downloaded', 'outOfDate'),
  ],
  ['local, no longer offered', { ...online, localVersion: 1 }, AssetPackStatus.of('downloaded', 'obsolete')],
  [
    'local, relative to a value, no longer offered',
    { ...online, localVersion: 1, referenceVersion: 2 },
    AssetPackStatus.of('downloaded', 'obsolete'),
  ],
  [
    'local, no list known',
    { ...online, localVersion: 1, isListKnown: false, isReachable: false },
    AssetPackStatus.of('downloaded', 'upToDate'),
  ],
  ['unknown', { ...online, isListKnown: false }, AssetPackStatus.of()],
])('%s', (_situation, facts, expected) => {
  expect([...packStatus(facts)]).toEqual([...expected])
})
