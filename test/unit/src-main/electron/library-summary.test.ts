import { describe, expect, test } from 'vitest'
import type { LibraryEntry } from '../../../../src-shared/domain/library'
import {
  batchProgress,
  noBatch,
  queueCounts,
  type LibraryByID,
} from '../../../../src-main/electron/library-summary'
import { taskbarProgress } from '../../../../src-main/electron/taskbar-progress'
import { aDownload, anEntry, anError } from '../../../support/library-builders'

function library(...entries: readonly LibraryEntry[]): LibraryByID {
  return new Map(entries.map((entry) => [entry.assetPack.id, entry]))
}

const at = (id: string, fraction: number, totalBytes = 100): LibraryEntry =>
  anEntry({ id, download: aDownload({ fractionCompleted: fraction, totalBytes }) })
const here = (id: string): LibraryEntry => anEntry({ id, localVersion: 1 })
const paused = (id: string): LibraryEntry => anEntry({ id, download: aDownload({}, { state: 'paused' }) })

/** The fraction after each of these states of the library. */
function fractions(...states: readonly LibraryByID[]): readonly (number | undefined)[] {
  let batch = noBatch
  return states.map((state) => {
    batch = batchProgress(batch, state)
    return batch.fraction
  })
}

describe('the progress of all downloads', () => {
  test('counts each by its bytes, and what has come as done', () => {
    expect(fractions(library(at('a', 0.5), at('b', 0, 300)), library(here('a'), at('b', 0, 300)))).toEqual([
      0.125, 0.25,
    ])
  })

  test('never goes backwards, whatever joins or leaves', () => {
    const seen = fractions(
      library(at('a', 0.8)),
      library(at('a', 0.8), at('b', 0, 900)),
      library(paused('a'), at('b', 0.1, 900)),
      library(here('a'), at('b', 0.95, 900)),
    )
    expect(seen).toEqual([0.8, 0.8, 0.8, 0.95])
  })

  test('begins anew once nothing was wanted', () => {
    expect(fractions(library(at('a', 0.8)), library(here('a')), library(here('a'), at('b', 0.1)))).toEqual([
      0.8,
      undefined,
      0.1,
    ])
  })

  test('counts what runs or waits, what is paused, and what has failed, but not what somebody cancelled', () => {
    const entries = library(
      at('a', 0),
      paused('b'),
      anEntry({ id: 'c', error: anError('timedOut') }),
      anEntry({ id: 'd', error: anError('cancelled') }),
      here('e'),
    )
    expect(queueCounts(entries)).toEqual({ active: 1, paused: 1, failed: 1 })
  })
})

describe('the bar of the taskbar', () => {
  const state = { active: 1, paused: 0, failed: 0, fraction: 0.583, checking: false }
  test.each([
    ['shows whole hundredths', state, { fraction: 0.58, mode: 'normal' }],
    ['is never full before all is done', { ...state, fraction: 0.999 }, { fraction: 0.99, mode: 'normal' }],
    ['says that something is paused', { ...state, paused: 1 }, { fraction: 0.58, mode: 'paused' }],
    ['says that something has failed', { ...state, paused: 1, failed: 1 }, { fraction: 0.58, mode: 'error' }],
    [
      'is not there while nothing is wanted',
      { ...state, active: 0, fraction: undefined, failed: 1 },
      { fraction: -1, mode: 'none' },
    ],
  ])('%s', (_what, presence, expected) => {
    expect(taskbarProgress(presence)).toEqual(expected)
  })
})
