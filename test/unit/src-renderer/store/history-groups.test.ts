import { expect, test } from 'vitest'
import type { NumberedHistoryEntry } from '../../../../src-shared/domain/download-history'
import {
  historyGroups,
  nextDay,
  standingFailures,
  startOfDay,
} from '../../../../src-renderer/store/history-groups'
import { anEntry, anError } from '../../../support/library-builders'
import { anID } from '../../../support/pack-builder'

const now = new Date(2026, 10, 30, 9).getTime()
const midnight = new Date(2026, 10, 30).getTime()

const ended = (
  number: number,
  id: string,
  rest: Partial<NumberedHistoryEntry> = {},
): NumberedHistoryEntry => ({
  number,
  id: anID(id),
  title: id,
  version: 1,
  outcome: 'finished',
  endedAt: now,
  seconds: 1,
  bytesFetched: 1,
  requests: 1,
  bytesReused: 0,
  detours: [],
  ...rest,
})

test('what ended since midnight is of today', () => {
  const history = [ended(2, 'a', { endedAt: midnight }), ended(1, 'b', { endedAt: midnight - 1 })]
  expect(historyGroups(history, [], startOfDay(now))).toEqual({ today: [history[0]], earlier: [history[1]] })
})

test('a day begins and ends at midnight by the clocks on the wall', () => {
  const tomorrow = new Date(2026, 11, 1).getTime()
  expect([startOfDay(now), startOfDay(midnight), nextDay(now), nextDay(midnight)]).toEqual([
    midnight,
    midnight,
    tomorrow,
    tomorrow,
  ])
})

test('a failure that still stands is told elsewhere; an earlier one of the same pack is told here', () => {
  const failed = { outcome: 'failed', error: anError('offline') } as const
  const history = [ended(3, 'a', failed), ended(2, 'b', failed), ended(1, 'a', failed)]
  const standing = anEntry({ id: 'a', error: anError('offline') })
  const failures = standingFailures(history, new Map([[anID('a'), standing]]))
  const { today } = historyGroups(history, failures, midnight)
  expect([failures, today.map(({ number }) => number)]).toEqual([[3], [2, 1]])
})
