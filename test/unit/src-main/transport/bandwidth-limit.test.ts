import { expect, test } from 'vitest'
import { BandwidthLimit } from '../../../../src-main/transport/bandwidth-limit'
import { ManualClock } from '../../../support/manual-clock'

test('tells the moment at which a limit is set, and only that', () => {
  const limit = new BandwidthLimit(new ManualClock(), undefined)
  const unlimited = limit.whileUnlimited
  limit.setBytesPerSecond(undefined)
  const before = unlimited.aborted
  limit.setBytesPerSecond(2_000)
  const limited = limit.whileUnlimited
  limit.setBytesPerSecond(4_000)
  const same = limit.whileUnlimited === limited
  limit.setBytesPerSecond(undefined)
  expect([before, unlimited.aborted, limited.aborted, same, limit.whileUnlimited.aborted]).toEqual([
    false,
    true,
    true,
    true,
    false,
  ])
})

test('is limited from the start when it was made with a rate', () => {
  expect(new BandwidthLimit(new ManualClock(), 1_000).whileUnlimited.aborted).toBe(true)
})

test('a limit that is set in the middle of a transfer counts from its next piece on', async () => {
  const clock = new ManualClock()
  const limit = new BandwidthLimit(clock, undefined)
  const { signal } = new AbortController()
  await limit.take(1e9, signal)
  limit.setBytesPerSecond(1_000)
  let paid = false
  const taking = limit.take(2_000, signal).then(() => {
    paid = true
  })
  await clock.advance(0)
  await clock.advance(1_999)
  const early = paid
  await clock.advance(1)
  await taking
  expect([early, paid]).toEqual([false, true])
})
