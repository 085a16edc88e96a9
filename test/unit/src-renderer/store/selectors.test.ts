import { describe, expect, it } from 'vitest'
import type { LibraryEntry, LibraryFacts } from '../../../../src-shared/domain/library'
import {
  downloadGroups,
  heldCount,
  libraryNotice,
  overallProgress,
  updatableEntries,
  updateCount,
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

describe('updatableEntries', () => {
  it('are those that can be updated now', () => {
    expect(ids(updatableEntries(library(...sampleEntries)))).toEqual(['symbols'])
  })
})

describe('updateCount', () => {
  const outdated = { version: 2, localVersion: 1 }

  it('counts what can be updated, what is being updated and what could not be, and nothing twice', () => {
    const entries = library(
      anEntry({ id: 'a', ...outdated }),
      anEntry({ id: 'b', ...outdated, download: aDownload({}, { isUpdate: true }) }),
      anEntry({ id: 'c', ...outdated, error: anError('offline') }),
      anEntry({ id: 'd' }),
      anEntry({ id: 'e', localVersion: 1 }),
    )
    expect([updateCount(entries), heldCount(entries)]).toEqual([3, 0])
  })

  it('leaves out what a person keeps at an older version, until they ask for its update', () => {
    const held = { ...outdated, isPinned: true }
    const resting = library(
      anEntry({ id: 'a', ...held }),
      anEntry({ id: 'b', localVersion: 1, isPinned: true }),
    )
    const asked = library(anEntry({ id: 'a', ...held, download: aDownload({}, { isUpdate: true }) }))
    expect([resting, asked].map((entries) => [updateCount(entries), heldCount(entries)])).toEqual([
      [0, 1],
      [1, 0],
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
      running: 1,
      step: 'downloading',
      waiting: 1,
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
