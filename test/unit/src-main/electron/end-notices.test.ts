import { describe, expect, test } from 'vitest'
import type { LibraryEntry } from '../../../../src-shared/domain/library'
import { endNotices } from '../../../../src-main/electron/end-notices'
import type { LibraryByID } from '../../../../src-main/electron/library-summary'
import { aDownload, anEntry, anError } from '../../../support/library-builders'

const all = { notifyWhenDone: true, notifyWhenNeeded: true, notifyEachPack: true }
const none = { notifyWhenDone: false, notifyWhenNeeded: false, notifyEachPack: false }

function library(...entries: readonly LibraryEntry[]): LibraryByID {
  return new Map(entries.map((entry) => [entry.assetPack.id, entry]))
}

const coming = (id: string): LibraryEntry => anEntry({ id, title: id.toUpperCase(), download: aDownload() })
const here = (id: string): LibraryEntry => anEntry({ id, title: id.toUpperCase(), localVersion: 1 })
const failed = anEntry({ id: 'b', error: anError('hostUnavailable', 'no answer') })

describe('what is told of downloads', () => {
  test.each([
    ['a pack of two that has come', library(here('a'), coming('b')), all, [{ kind: 'pack', title: 'A' }]],
    ['the last one', library(here('a'), here('b')), all, [{ kind: 'done' }]],
    [
      'the last ones, where the end is not wanted',
      library(here('a'), here('b')),
      { ...all, notifyWhenDone: false },
      [
        { kind: 'pack', title: 'A' },
        { kind: 'pack', title: 'B' },
      ],
    ],
    ['the last one, which failed', library(here('a'), failed), all, [{ kind: 'needed' }]],
    ['the same, not wanted', library(here('a'), failed), { ...all, notifyWhenNeeded: false }, []],
    ['nothing new', library(coming('a'), coming('b')), all, []],
    ['anything, where nothing is wanted', library(here('a'), here('b')), none, []],
    ['a download that was cancelled beside another', library(anEntry({ id: 'a' }), coming('b')), all, []],
  ])('of %s', (_what, after, wanted, notices) => {
    expect(endNotices(library(coming('a'), coming('b')), after, wanted)).toEqual(notices)
  })
})
