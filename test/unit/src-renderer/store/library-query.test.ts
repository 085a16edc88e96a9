import { describe, expect, it } from 'vitest'
import type { LibraryEntry } from '../../../../src-shared/domain/library'
import {
  filterCounts,
  foundCount,
  foundEntries,
  type LibraryFilter,
} from '../../../../src-renderer/store/library-query'
import { anEntry } from '../../../support/library-builders'
import { sampleEntries } from '../../../support/sample-library'

function library(
  ...entries: readonly LibraryEntry[]
): ReadonlyMap<LibraryEntry['assetPack']['id'], LibraryEntry> {
  return new Map(entries.map((entry) => [entry.assetPack.id, entry]))
}

function found(
  entries: ReadonlyMap<LibraryEntry['assetPack']['id'], LibraryEntry>,
  filters: readonly LibraryFilter[],
  search = '',
): readonly string[] {
  return foundEntries(entries, { filters, search }, 'en').entries.map(({ assetPack }) => assetPack.id)
}

describe('foundEntries', () => {
  it('puts needed packs first, then recommended ones, then by name with numbers in their order', () => {
    const entries = library(
      anEntry({ id: 'c', title: 'Part 10' }),
      anEntry({ id: 'b', title: 'part 9' }),
      anEntry({ id: 'a', title: 'Zebra', policy: 'essential' }),
      anEntry({ id: 'd', title: 'Album', policy: 'prefetch' }),
    )
    expect(found(entries, [])).toEqual(['a', 'd', 'b', 'c'])
  })

  it('counts as an update what can be updated, is being updated, or could not be updated', () => {
    expect(found(library(...sampleEntries), ['updates'])).toEqual([
      'frostline-maps',
      'hd-textures',
      'symbols',
      'night-pack',
    ])
  })

  it('lets pass what passes one filter of each kind', () => {
    const entries = library(
      anEntry({ id: 'a', localVersion: 1, policy: 'essential' }),
      anEntry({ id: 'b', localVersion: 1 }),
      anEntry({ id: 'c', policy: 'prefetch' }),
      anEntry({ id: 'd' }),
    )
    expect([
      found(entries, ['installed', 'notInstalled']),
      found(entries, ['installed', 'onDemand']),
      found(entries, ['notInstalled', 'essential', 'prefetch']),
    ]).toEqual([['a', 'c', 'b', 'd'], ['b'], ['c']])
  })

  it('searches only what passes the filters', () => {
    const entries = library(anEntry({ id: 'map-one', localVersion: 1 }), anEntry({ id: 'map-two' }))
    expect(found(entries, ['installed'], 'map')).toEqual(['map-one'])
  })
})

describe('filterCounts', () => {
  it('say what each filter would leave beside the chosen ones of the other kind', () => {
    const entries = library(
      anEntry({ id: 'a', localVersion: 1, policy: 'essential' }),
      anEntry({ id: 'b', localVersion: 1 }),
      anEntry({ id: 'c' }),
    )
    const counts = (chosen: readonly LibraryFilter[], search = ''): readonly number[] => {
      const { installed, notInstalled, essential, onDemand } = filterCounts(entries, {
        filters: chosen,
        search,
      })
      return [installed, notInstalled, essential, onDemand]
    }
    expect([counts([]), counts(['installed']), counts(['onDemand']), counts([], 'a')]).toEqual([
      [2, 1, 1, 2],
      [2, 1, 1, 1],
      [1, 1, 1, 2],
      [1, 0, 1, 0],
    ])
  })
})

describe('foundCount', () => {
  it('is how many packs are shown', () => {
    const entries = library(
      anEntry({ id: 'map-one', localVersion: 1 }),
      anEntry({ id: 'map-two' }),
      anEntry({ id: 'x' }),
    )
    const count = (filters: readonly LibraryFilter[], search: string): number =>
      foundCount(entries, { filters, search })
    expect([count([], ''), count([], 'map'), count(['installed'], 'map'), count(['installed'], 'x')]).toEqual(
      [3, 2, 1, 0],
    )
  })
})
