import { describe, expect, it } from 'vitest'
import { parseAssetPackID } from '../../../../src-shared/domain/asset-pack-id'
import { limitsFor, welcomePlan, type PackChoices } from '../../../../src-renderer/store/welcome-choices'
import type { LibraryEntry } from '../../../../src-shared/domain/library'
import { aDownload, anEntry } from '../../../support/library-builders'

const size = { downloadSize: 10, installedSize: 30 }
const needed = [
  anEntry({
    ...size,
    id: 'base',
    policy: 'essential',
    download: aDownload({ completedBytes: 4, totalBytes: 10 }),
  }),
  anEntry({ ...size, id: 'here', policy: 'essential', localVersion: 1 }),
]
const offered = [
  anEntry({
    ...size,
    id: 'voices',
    policy: 'prefetch',
    download: aDownload({ completedBytes: 0, totalBytes: 10 }),
  }),
  anEntry({ ...size, id: 'maps' }),
]

function choices(chosen: Readonly<Record<string, boolean>>): PackChoices {
  return new Map(Object.entries(chosen).map(([id, isWanted]) => [parseAssetPackID(id), isWanted]))
}

describe('welcomePlan', () => {
  it('takes what is recommended and leaves what is optional, until somebody says otherwise', () => {
    expect(welcomePlan(needed, offered, choices({}), 1_000)).toEqual({
      startIDs: ['voices'],
      cancelIDs: [],
      skippedCount: 1,
      downloadBytes: 16,
      diskBytes: 70,
      missingBytes: undefined,
    })
  })

  it('cancels what comes by itself and is not wanted, and counts it no longer', () => {
    expect(welcomePlan(needed, offered, choices({ voices: false, maps: true }), 69)).toEqual({
      startIDs: ['maps'],
      cancelIDs: ['voices'],
      skippedCount: 0,
      downloadBytes: 16,
      diskBytes: 70,
      missingBytes: 1,
    })
  })

  it('counts what has been put in place as on the disk, where it is no longer free', () => {
    const base = (completedBytes: number, placedBytes: number): LibraryEntry =>
      anEntry({
        ...{ id: 'base', policy: 'essential', downloadSize: 4_000, installedSize: 6_000 },
        download: aDownload({ completedBytes, placedBytes, totalBytes: 4_000, totalPlacedBytes: 6_000 }),
      })
    const plans = [
      welcomePlan([base(0, 0)], [], choices({}), 11_000),
      welcomePlan([base(3_000, 4_500)], [], choices({}), 6_500),
    ]
    expect(plans.map(({ diskBytes, missingBytes }) => [diskBytes, missingBytes])).toEqual([
      [10_000, undefined],
      [2_500, undefined],
    ])
  })

  it('cancels what is recommended and not wanted also where it has not come into the queue yet', () => {
    const kept = [anEntry({ ...size, id: 'kept', policy: 'prefetch' }), anEntry({ ...size, id: 'optional' })]
    expect(welcomePlan(needed, kept, choices({ kept: false }), 1_000).cancelIDs).toEqual(['kept'])
  })
})

describe('limitsFor', () => {
  it('lets updates come always, by night, or when asked for', () => {
    expect((['always', 'night', 'request'] as const).map(limitsFor)).toEqual([
      { quietHours: undefined, updatesOnRequest: undefined },
      { quietHours: { from: '07:00', to: '22:00' }, updatesOnRequest: undefined },
      { quietHours: undefined, updatesOnRequest: true },
    ])
  })
})
