import { expect, test } from 'vitest'
import type { WaitingReason } from '../../../../src-shared/domain/download-status-update'
import { segmentWidths } from '../../../../src-renderer/format/phase-segments'
import { canStartNow, startsAfter } from '../../../../src-renderer/format/queue-reason'
import { aDownload, anEntry, aPack } from '../../../support/library-builders'

const waiting = (id: string, waitingFor: WaitingReason = 'queue') =>
  anEntry({ id, download: aDownload({ phase: 'waiting', waitingFor }, { state: 'waiting' }) })
const running = (id: string) => aPack({ id })

test('what waits can start now, unless it needs a network or space', () => {
  const reasons = ['queue', 'metered', 'power', 'retry', 'quietHours', 'network', 'diskSpace'] as const
  expect(reasons.filter((reason) => canStartNow(waiting('a', reason)))).toEqual(reasons.slice(0, 5))
})

test('a pack starts after the one before it that waits for its turn, else after the only one that runs', () => {
  const [first, held, last] = [waiting('first'), waiting('held', 'metered'), waiting('last')]
  const queue = [first, held, last]
  expect([
    startsAfter(last, queue, [running('x')])?.id,
    startsAfter(first, queue, [running('x')])?.id,
    startsAfter(first, queue, [running('x'), running('y')]),
    startsAfter(first, queue, []),
  ]).toEqual(['first', 'x', undefined, undefined])
})

test('every part of a bar is wide enough to be seen, and together they are all of it', () => {
  const widths = segmentWidths([
    { phase: 'downloading', share: 0.995, fraction: 0 },
    { phase: 'verifying', share: 0, fraction: 0 },
    { phase: 'installing', share: 0.005, fraction: 0 },
  ])
  expect(widths.map((width) => Number(width.toFixed(3)))).toEqual([0.892, 0.054, 0.054])
})
