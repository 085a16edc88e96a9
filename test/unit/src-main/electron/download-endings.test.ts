import { describe, expect, test } from 'vitest'
import type { LibraryEntry } from '../../../../src-shared/domain/library'
import { downloadEndings, knownFailures } from '../../../../src-main/electron/download-endings'
import type { LibraryByID } from '../../../../src-main/electron/library-summary'
import { aDownload, anEntry, anError } from '../../../support/library-builders'

function library(...entries: readonly LibraryEntry[]): LibraryByID {
  return new Map(entries.map((entry) => [entry.assetPack.id, entry]))
}

const coming = (id: string): LibraryEntry => anEntry({ id, title: id.toUpperCase(), download: aDownload() })
const paused = (id: string): LibraryEntry => anEntry({ id, download: aDownload({}, { state: 'paused' }) })
const here = (id: string): LibraryEntry => anEntry({ id, title: id.toUpperCase(), localVersion: 1 })
const failed = (id: string): LibraryEntry =>
  anEntry({ id, title: id.toUpperCase(), error: anError('hostUnavailable') })
const cancelled = (id: string): LibraryEntry => anEntry({ id, error: anError('cancelled') })

const a = { id: 'a', title: 'A' }
const b = { id: 'b', title: 'B' }

describe('of two downloads', () => {
  const before = library(coming('a'), coming('b'))
  test.each([
    ['one that has come', library(here('a'), coming('b')), [[a], [], false]],
    ['both that have come', library(here('a'), here('b')), [[a, b], [], true]],
    ['one that has come and one that has failed', library(here('a'), failed('b')), [[a], [b], true]],
    ['one that has come and one that is paused', library(here('a'), paused('b')), [[a], [], false]],
    ['both that were cancelled', library(cancelled('a'), anEntry({ id: 'b' })), [[], [], true]],
    ['both that go on', before, [[], [], false]],
    ['both that are no longer offered', library(), [[], [], true]],
  ] as const)('%s', (_what, after, expected) => {
    const { arrived, failed: failures, isBatchOver } = downloadEndings(before, after, new Map())
    expect([arrived, failures, isBatchOver]).toEqual(expected)
  })
})

describe('a failure', () => {
  const known = knownFailures(new Map(), library(failed('a')))
  const again = (before: LibraryEntry, after: LibraryEntry): readonly string[] => {
    const since = knownFailures(known, library(before))
    return downloadEndings(library(before), library(after), since).failed.map(({ id }) => id)
  }

  test('that was there before anybody could be told is no news', () => {
    expect(downloadEndings(library(failed('a')), library(failed('a')), known).failed).toEqual([])
  })

  test('that the system tries again in vain is no news', () => {
    expect(again(coming('a'), failed('a'))).toEqual([])
  })

  test.each([
    [
      'somebody asked for the pack again',
      anEntry({ id: 'a', download: aDownload({}, { isAskedFor: true }) }),
    ],
    ['the pack had come meanwhile', here('a')],
    ['somebody had seen it and put it away', anEntry({ id: 'a' })],
  ])('is news again when %s', (_what, meanwhile) => {
    expect(again(meanwhile, failed('a'))).toEqual(['a'])
  })

  test.each([
    ['of another kind', anEntry({ id: 'a', error: anError('outOfSpace') })],
    ['of another version', anEntry({ id: 'a', version: 2, error: anError('hostUnavailable') })],
  ])('%s is news', (_what, after) => {
    expect(again(coming('a'), after)).toEqual(['a'])
  })
})
