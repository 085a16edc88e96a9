import { expect, test } from 'vitest'
import type { InstallProgress } from '../../../../src-main/installation/install-request'
import { InstallTally } from '../../../../src-main/installation/install-tally'

const totals = {
  bytesToFetch: 40,
  requests: 1,
  bytesReused: 0,
  bytesStaged: 10,
  diskBytesNeeded: 0,
  installedBytes: 100,
  spareBytes: 5,
}

test('counts what is put aside among what is to be placed, and what earlier attempts did as done', () => {
  const told: InstallProgress[] = []
  const tally = new InstallTally((progress) => told.push(progress))
  tally.begin({ totals, totalsFromStart: { ...totals, bytesToFetch: 60, bytesStaged: 0 } })
  tally.fetched(40)
  tally.placed(90)
  const before = tally.isAllPlaced
  tally.placed(5)
  expect([before, tally.isAllPlaced, told.at(-1)]).toEqual([
    false,
    true,
    {
      phase: 'downloading',
      fetchedBytes: 60,
      totalFetchBytes: 60,
      placedBytes: 105,
      totalPlacedBytes: 105,
    },
  ])
})

test('counts the index among what has come, as plans and reports do', () => {
  const told: InstallProgress[] = []
  const tally = new InstallTally((progress) => told.push(progress))
  tally.indexCame(7)
  tally.begin({ totals, totalsFromStart: totals })
  tally.fetched(10)
  expect(told.map(({ fetchedBytes, totalFetchBytes }) => [fetchedBytes, totalFetchBytes])).toEqual([
    [7, 47],
    [17, 47],
  ])
})
