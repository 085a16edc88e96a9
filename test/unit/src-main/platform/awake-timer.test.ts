import { expect, test } from 'vitest'
import { scheduleAwake } from '../../../../src-main/platform/awake-timer'
import { ManualClock } from '../../../support/manual-clock'

const minute = 60_000

test('a timer for an answer of somebody else starts anew after a sleep, whether timers count it or not', async () => {
  for (const timersCount of [false, true]) {
    const clock = new ManualClock()
    const fired: number[] = []
    scheduleAwake(clock, minute, () => fired.push(clock.now()))
    await clock.advance(50_000)
    clock.sleep(60 * minute, { timersCount })
    await clock.advance(0)
    const atWaking = fired.length
    await clock.advance(minute)
    expect([atWaking, fired.length]).toEqual([0, 1])
  }
})

test('it fires in time on a busy machine, and not once it is taken back', async () => {
  const clock = new ManualClock()
  let fired = 0
  scheduleAwake(clock, minute, () => (fired += 1))
  const cancel = scheduleAwake(clock, minute, () => (fired += 100))
  clock.sleep(minute + 5_000, { timersCount: true })
  cancel()
  await clock.advance(0)
  expect([fired, clock.pendingTimers]).toEqual([1, 0])
})
