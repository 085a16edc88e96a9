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
      phase: 'verifying',
      fetchedBytes: 60,
      totalFetchBytes: 60,
      placedBytes: 105,
      totalPlacedBytes: 105,
      arrivedBytes: 0,
      writtenBytes: 95,
      requests: 0,
      retries: 0,
    },
  ])
})

test('counts the rounds of an update in little space as one whole, which ends with the last', () => {
  const told: InstallProgress[] = []
  const tally = new InstallTally((progress) => told.push(progress))
  const standing = {
    versionBytes: 300,
    placedElsewhereBytes: 50,
    fetchedBeforeBytes: 5,
    laterBytesToFetch: 70,
    isLast: false,
  }
  tally.enterRound(standing)
  tally.begin({ totals, totalsFromStart: totals })
  tally.fetched(40)
  tally.placed(90)
  tally.placed(5)
  tally.enter('installing')
  tally.enterRound({ ...standing, laterBytesToFetch: 0 })
  tally.begin({ totals: { ...totals, bytesToFetch: 60, bytesStaged: 100 }, totalsFromStart: totals })
  tally.fetched(60)
  tally.enterRound({ ...standing, placedElsewhereBytes: 0, laterBytesToFetch: 0, isLast: true })
  tally.begin({ totals: { ...totals, bytesToFetch: 0, bytesStaged: 300 }, totalsFromStart: totals })
  tally.enter('installing')
  expect(
    told.map(
      (one) =>
        `${one.phase}: ${String(one.fetchedBytes)} of ${String(one.totalFetchBytes)}, ${String(one.placedBytes)} of ${String(one.totalPlacedBytes)}`,
    ),
  ).toEqual([
    'downloading: 5 of 115, 60 of 300',
    'downloading: 45 of 115, 60 of 300',
    'downloading: 45 of 115, 150 of 300',
    'downloading: 45 of 115, 155 of 300',
    'downloading: 45 of 115, 155 of 300',
    'downloading: 45 of 105, 155 of 300',
    'verifying: 105 of 105, 155 of 300',
    'verifying: 105 of 105, 300 of 300',
    'installing: 105 of 105, 300 of 300',
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

test('is downloading until all has come, and then checks what is not yet in place', () => {
  const told: InstallProgress[] = []
  const tally = new InstallTally((progress) => told.push(progress))
  tally.enter('downloading')
  tally.begin({ totals, totalsFromStart: totals })
  tally.fetched(40)
  tally.fetched(-40)
  tally.fetched(40)
  tally.enter('installing')
  expect(told.map(({ phase }) => phase)).toEqual([
    'downloading',
    'downloading',
    'verifying',
    'downloading',
    'verifying',
    'installing',
  ])
})

test('tells what really came and what was written apart from what is done', () => {
  const told: InstallProgress[] = []
  const tally = new InstallTally((progress) => told.push(progress))
  tally.begin({ totals, totalsFromStart: totals })
  tally.arrived(30)
  tally.fetched(40)
  tally.placed(50)
  tally.shared(45)
  expect(told.map(({ arrivedBytes, writtenBytes }) => [arrivedBytes, writtenBytes])).toEqual([
    [0, 0],
    [30, 30],
    [30, 80],
    [30, 80],
  ])
})

test('tells how often a transfer was begun anew in a row, until something comes', () => {
  const told: InstallProgress[] = []
  const tally = new InstallTally((progress) => told.push(progress))
  tally.retried(1)
  tally.retried(2)
  tally.retried(1)
  tally.arrived(10)
  tally.fetched(10)
  expect(told.map(({ retries }) => retries)).toEqual([1, 2, 2, 0])
})
