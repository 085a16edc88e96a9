import { describe, expect, it } from 'vitest'
import type { LibraryEntry, LibraryFacts } from '../../../../src-shared/domain/library'
import {
  downloadGroups,
  filterCounts,
  libraryNotice,
  overallProgress,
  shownEntries,
  updatableEntries,
} from '../../../../src-renderer/store/selectors'
import { aDownload, anEntry, anError } from '../../../support/library-builders'
import { sampleEntries } from '../../../support/sample-library'

function library(
  ...entries: readonly LibraryEntry[]
): ReadonlyMap<LibraryEntry['assetPack']['id'], LibraryEntry> {
  return new Map(entries.map((entry) => [entry.assetPack.id, entry]))
}

function ids(entries: readonly LibraryEntry[]): readonly string[] {
  return entries.map((entry) => entry.assetPack.id)
}

describe('shownEntries', () => {
  it('puts needed packs first, then recommended ones, then by name with numbers in their order', () => {
    const entries = library(
      anEntry({ id: 'c', title: 'Part 10' }),
      anEntry({ id: 'b', title: 'part 9' }),
      anEntry({ id: 'a', title: 'Zebra', policy: 'essential' }),
      anEntry({ id: 'd', title: 'Album', policy: 'prefetch' }),
    )
    expect(ids(shownEntries(entries, { filter: 'all', search: '' }, 'en'))).toEqual(['a', 'd', 'b', 'c'])
  })

  it('finds by name, id and description, without case and accents, every word', () => {
    const entries = library(
      anEntry({ id: 'cafe-sounds', title: 'Café', summary: 'Cups and voices' }),
      anEntry({ id: 'harbor-sounds', title: 'Harbor' }),
    )
    const found = ['cafe', 'SOUNDS', 'voices cup', 'harbor cups', ' '].map((search) =>
      ids(shownEntries(entries, { filter: 'all', search }, 'en')),
    )
    expect(found).toEqual([
      ['cafe-sounds'],
      ['cafe-sounds', 'harbor-sounds'],
      ['cafe-sounds'],
      [],
      ['cafe-sounds', 'harbor-sounds'],
    ])
  })

  it('counts as an update what can be updated, is being updated, or could not be updated', () => {
    const entries = library(...sampleEntries)
    expect([
      filterCounts(entries),
      ids(shownEntries(entries, { filter: 'updates', search: '' }, 'en')),
      ids(updatableEntries(entries)),
    ]).toEqual([
      { all: 13, installed: 7, updates: 4 },
      ['frostline-maps', 'hd-textures', 'symbols', 'night-pack'],
      ['symbols'],
    ])
  })
})

describe('downloadGroups', () => {
  it('sorts downloads by what they do now', () => {
    const groups = downloadGroups(library(...sampleEntries), 'en')
    expect(
      Object.entries(groups).map(([name, entries]) => [name, ids(entries as readonly LibraryEntry[])]),
    ).toEqual([
      ['running', ['frostline-maps', 'emoji', 'harbor-voices-en']],
      ['waiting', ['flags', 'hd-textures']],
      ['paused', ['mountain-biome']],
      ['failed', ['night-pack', 'season-soundtrack']],
    ])
  })
})

describe('overallProgress', () => {
  it('adds what runs and what waits; nobody waits for what is paused', () => {
    const entries = library(
      anEntry({ id: 'a', download: aDownload({ bytesPerSecond: 1e6, secondsRemaining: 7 }) }),
      anEntry({
        id: 'b',
        download: aDownload(
          { phase: 'waiting', completedBytes: 0, bytesPerSecond: 0, secondsRemaining: undefined },
          { state: 'waiting' },
        ),
      }),
      anEntry({
        id: 'c',
        download: aDownload({ bytesPerSecond: 0, secondsRemaining: undefined }, { state: 'paused' }),
      }),
    )
    expect(overallProgress(entries)).toEqual({
      count: 3,
      remainingBytes: 20e6,
      bytesPerSecond: 1e6,
      secondsRemaining: 15,
    })
  })

  it('gives no time while there is none to believe', () => {
    const stalled = anEntry({ download: aDownload({ bytesPerSecond: 0, secondsRemaining: undefined }) })
    expect(
      [overallProgress(library()), overallProgress(library(stalled))].map(
        (overall) => overall.secondsRemaining,
      ),
    ).toEqual([undefined, undefined])
  })
})

describe('libraryNotice', () => {
  const facts = (parts: Partial<LibraryFacts>): LibraryFacts => ({
    connection: 'online',
    checking: false,
    ...parts,
  })

  it('says the most important thing', () => {
    const notices = [
      facts({}),
      facts({ connection: 'offline', checkError: anError('hostUnavailable') }),
      facts({ connection: 'unreachable', checkError: anError('timedOut') }),
      facts({ connection: 'offline', checkError: anError('metadataExpired') }),
      facts({ checkError: anError('captivePortal') }),
      facts({ checkError: anError('cancelled') }),
    ].map((each) => libraryNotice(each)?.kind)
    expect(notices).toEqual([undefined, 'offline', 'unreachable', 'untrusted', 'checkFailed', undefined])
  })
})
