import { expect, test } from 'vitest'
import { prepareSearchSoon } from '../../../../src-renderer/store/search-preparation'
import type { LibraryEntry } from '../../../../src-shared/domain/library'
import { anEntry } from '../../../support/library-builders'
import { ManualClock } from '../../../support/manual-clock'

/** So many packs, and how many of them have been read for the search. */
function packs(count: number): { readonly entries: readonly LibraryEntry[]; readonly read: () => number } {
  const seen = new Set<string>()
  const entries = Array.from({ length: count }, (_, number) => {
    const entry = anEntry({ id: `pack-${String(number)}` })
    const { id } = entry.assetPack
    const assetPack = Object.defineProperty({ ...entry.assetPack }, 'userInfo', {
      get: () => {
        seen.add(id)
        return {}
      },
    })
    return { ...entry, assetPack }
  })
  return { entries, read: () => seen.size }
}

test('packs are read for the search a portion at a time, after the person has seen them', async () => {
  const clock = new ManualClock()
  const { entries, read } = packs(90)
  prepareSearchSoon(entries, clock)
  const counts: number[] = []
  for (const pause of [900, 100, 20, 20, 1_000]) {
    await clock.advance(pause)
    counts.push(read())
  }
  expect([counts, clock.pendingTimers]).toEqual([[0, 40, 80, 90, 90], 0])
})

test('it ends when it is told to', async () => {
  const clock = new ManualClock()
  const { entries, read } = packs(90)
  const stop = prepareSearchSoon(entries, clock)
  await clock.advance(1_000)
  stop()
  await clock.advance(1_000)
  expect([read(), clock.pendingTimers]).toEqual([40, 0])
})
