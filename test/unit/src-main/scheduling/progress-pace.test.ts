import { expect, test } from 'vitest'
import { ProgressPace } from '../../../../src-main/scheduling/progress-pace'
import { ManualClock } from '../../../support/manual-clock'

test('tells at once, then at most ten times a second, and the last thing heard is told', async () => {
  const clock = new ManualClock()
  const start = clock.monotonic()
  const told: number[] = []
  const pace = new ProgressPace(clock, () => told.push(clock.monotonic() - start))
  for (let step = 0; step < 25; step += 1) {
    pace.heard()
    await clock.advance(10)
  }
  await clock.advance(100)
  pace.stop()
  expect([told, clock.pendingTimers]).toEqual([[0, 100, 200, 300], 0])
})

test('U6 tells once a second while nothing is heard', async () => {
  const clock = new ManualClock()
  let told = 0
  const pace = new ProgressPace(clock, () => (told += 1))
  pace.heard()
  await clock.advance(3_500)
  pace.stop()
  await clock.advance(5_000)
  expect(told).toBe(4)
})
