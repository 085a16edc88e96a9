import { describe, expect, it } from 'vitest'
import type { LibraryEntry } from '../../../../src-shared/domain/library'
import {
  bytesToDownload,
  groupedEntries,
  sortedEntries,
  type LibrarySort,
} from '../../../../src-renderer/store/library-order'
import { aDownload, anEntry, anError } from '../../../support/library-builders'

const ids = (entries: readonly LibraryEntry[]): readonly string[] =>
  entries.map(({ assetPack }) => assetPack.id)

const entries = [
  anEntry({ id: 'b', title: 'Part 10', localVersion: 1, installedSize: 10, installedAt: 2 }),
  anEntry({
    id: 'a',
    title: 'part 9',
    version: 2,
    localVersion: 1,
    installedSize: 30,
    installedAt: 1,
    downloadSize: 5,
  }),
  anEntry({ id: 'c', title: 'Album', policy: 'prefetch', downloadSize: 7 }),
  anEntry({ id: 'd', title: 'Zebra', policy: 'essential', error: anError('timedOut'), downloadSize: 6 }),
]

function sorted(sort: LibrarySort, isReversed = false): string {
  return ids(sortedEntries(entries, 'en', { sort, isReversed })).join('')
}

describe('the order of the library', () => {
  it('is by need, name, sizes, time or urgency; what that leaves equal is by name', () => {
    const orders = (['needed', 'name', 'size', 'download', 'updated', 'status'] as const).map((sort) =>
      sorted(sort),
    )
    expect(orders).toEqual(['dcab', 'cabd', 'abcd', 'cdab', 'bacd', 'dabc'])
  })

  it('can be the other way round; what it leaves equal stays by name', () => {
    expect([sorted('name', true), sorted('size', true)]).toEqual(['dbac', 'cdba'])
  })
})

describe('bytesToDownload', () => {
  it('are none of a version that is kept here, and else at most a full download', () => {
    const parts = { version: 3, localVersion: 2, downloadSize: 70 }
    expect([
      bytesToDownload(anEntry({ ...parts, keptVersion: 3 })),
      bytesToDownload(anEntry({ ...parts, keptVersion: 1 })),
    ]).toEqual([0, 70])
  })
})

describe('groupedEntries', () => {
  it('puts packs under what they have in common, each group as sorted, and leaves out empty ones', () => {
    const all = sortedEntries([...entries, anEntry({ id: 'e', download: aDownload() })], 'en')
    const groups = (['none', 'policy', 'status'] as const).map((grouping) =>
      groupedEntries(all, grouping).map(({ name, entries: some }) => `${name} ${ids(some).join('')}`),
    )
    expect(groups).toEqual([
      ['all dceab'],
      ['essential d', 'prefetch c', 'onDemand eab'],
      ['attention d', 'updates a', 'active e', 'installed b', 'available c'],
    ])
  })

  it('are none when there is nothing to group', () => {
    expect(groupedEntries([], 'none')).toEqual([])
  })
})
