import { describe, expect, test } from 'vitest'
import { silentLogger } from '../../../../src-main/platform/logger'
import { WakefulConditions } from '../../../../src-main/platform/wakeful-conditions'
import { ManualClock } from '../../../support/manual-clock'
import { ManualConditions } from '../../../support/manual-conditions'

const hour = 3_600_000

class Machine {
  readonly clock = new ManualClock()
  readonly base = new ManualConditions()
  readonly conditions = new WakefulConditions({ base: this.base, clock: this.clock, logger: silentLogger })
  /** The count of wakes with each change. */
  readonly heard: (number | undefined)[] = []

  constructor() {
    this.conditions.subscribe(({ wakes }) => this.heard.push(wakes))
  }
}

describe('a sleep that nobody announces', () => {
  test('is seen where timers stand still meanwhile, with the next beat', async () => {
    const { clock, heard } = new Machine()
    await clock.advance(hour)
    clock.sleep(8 * hour)
    await clock.advance(10_000)
    await clock.advance(hour)
    expect(heard).toEqual([1])
  })

  test('is seen where timers count it, too, before any of them that is due later', async () => {
    const { clock, heard } = new Machine()
    await clock.advance(hour)
    const seenByTimer: unknown[] = []
    clock.schedule(20_000, () => seenByTimer.push([...heard]))
    clock.sleep(8 * hour, { timersCount: true })
    await clock.advance(0)
    expect([heard, seenByTimer]).toEqual([[1], [[1]]])
  })

  test('is seen at once by whoever asks, and by all before the answer', () => {
    const { clock, conditions, heard } = new Machine()
    clock.sleep(hour)
    expect([conditions.current().wakes, heard]).toEqual([1, [1]])
  })

  test('is seen each time', async () => {
    const { clock, heard } = new Machine()
    for (let night = 0; night < 3; night += 1) {
      clock.sleep(hour)
      await clock.advance(hour)
    }
    expect(heard).toEqual([1, 2, 3])
  })
})

test('D-17 a clock on the wall that is set, forwards or back, is no sleep; nor is a moment of it', async () => {
  const { clock, heard } = new Machine()
  for (const jump of [24 * hour, -24 * hour, 365 * 24 * hour]) {
    clock.setWall(jump)
    await clock.advance(60_000)
  }
  clock.sleep(9_000)
  await clock.advance(60_000)
  clock.sleep(9_000, { timersCount: true })
  await clock.advance(60_000)
  expect(heard).toEqual([])
})

test('a sleep that is announced is not seen a second time, whoever sees it first', async () => {
  const { clock, base, heard } = new Machine()
  base.set({ asleep: true })
  clock.sleep(hour)
  base.wake()
  await clock.advance(hour)
  clock.sleep(hour)
  await clock.advance(12_000)
  base.wake()
  await clock.advance(hour)
  // That it is about to sleep, that it woke up; the second time found by the clocks, then told.
  expect(heard).toEqual([0, 1, 2, 2])
})

test('a sleep too short for the clocks counts when it is announced', async () => {
  const { clock, base, heard } = new Machine()
  await clock.advance(hour)
  base.wake()
  expect(heard).toEqual([1])
})

test('says what the machine says of everything else, keeps no process alive, and leaves nothing behind', async () => {
  const { clock, base, conditions, heard } = new Machine()
  base.set({ onBattery: true })
  const said = conditions.current()
  conditions.close()
  base.set({ onBattery: false })
  clock.sleep(hour)
  await clock.advance(hour)
  expect([said, heard, clock.pendingTimers, base.listenerCount]).toEqual([
    { online: true, metered: false, onBattery: true, wakes: 0 },
    [0],
    0,
    0,
  ])
})
