import { describe, expect, test } from 'vitest'
import type { LibraryEntry } from '../../../../src-shared/domain/library'
import type { LibraryByID } from '../../../../src-main/electron/library-summary'
import { mustStayAwake, SleepBlocker } from '../../../../src-main/electron/sleep-blocker'
import { aDownload, anEntry } from '../../../support/library-builders'

function library(...entries: readonly LibraryEntry[]): LibraryByID {
  return new Map(entries.map((entry) => [entry.assetPack.id, entry]))
}

const needed = anEntry({ id: 'needed', policy: 'essential', download: aDownload() })
const wanted = anEntry({ id: 'wanted', download: aDownload({}, { isAskedFor: true }) })
const prefetched = anEntry({ id: 'prefetched', policy: 'prefetch', download: aDownload() })
const held = anEntry({
  id: 'held',
  policy: 'essential',
  download: aDownload({}, { state: 'waiting', isAskedFor: true }),
})
const paused = anEntry({ id: 'paused', download: aDownload({}, { state: 'paused', isAskedFor: true }) })

describe('the computer', () => {
  test.each([
    ['stays awake', 'a pack that is needed comes', library(needed), false, true],
    ['stays awake', 'a pack that somebody asked for comes', library(prefetched, wanted), false, true],
    ['may sleep', 'only packs come that nobody waits for', library(prefetched), false, false],
    ['may sleep', 'what is wanted waits or is paused', library(held, paused), false, false],
    ['may sleep', 'it runs on its battery', library(needed, wanted), true, false],
    ['may sleep', 'nothing comes', library(), false, false],
  ])('%s while %s', (_what, _why, packs, onBattery, isAwake) => {
    expect(mustStayAwake(packs, onBattery)).toBe(isAwake)
  })
})

test('the system is asked once for the app to stay at work, and once to let go, however often that is said', () => {
  const asked: unknown[] = []
  const blocker = new SleepBlocker({
    start: (type) => asked.push(type),
    stop: (id) => {
      asked.push(id)
      return true
    },
  })
  for (const isWanted of [false, true, true, false, false, true]) blocker.hold(isWanted)
  blocker.hold(false)
  expect(asked).toEqual(['prevent-app-suspension', 1, 'prevent-app-suspension', 3])
})
