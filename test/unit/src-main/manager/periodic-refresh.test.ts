import { onTestFinished, expect, test } from 'vitest'
import { PeriodicRefresh } from '../../../../src-main/manager/periodic-refresh'
import { silentLogger } from '../../../../src-main/platform/logger'
import { WakefulConditions } from '../../../../src-main/platform/wakeful-conditions'
import { ManualClock } from '../../../support/manual-clock'
import { ManualConditions } from '../../../support/manual-conditions'

const hour = 3_600_000

/** Checks every four hours, and notes when. */
class Machine {
  readonly clock = new ManualClock()
  readonly base = new ManualConditions()
  readonly conditions = new WakefulConditions({ base: this.base, clock: this.clock, logger: silentLogger })
  checks = 0
  failure: Error | undefined
  readonly refresh = new PeriodicRefresh({
    check: () => {
      this.checks += 1
      return this.failure === undefined ? Promise.resolve() : Promise.reject(this.failure)
    },
    clock: this.clock,
    random: { fraction: () => 0.5, bytes: (size) => new Uint8Array(size), uuid: () => 'uuid' },
    conditions: this.conditions,
    logger: silentLogger,
  })

  constructor() {
    this.refresh.start({ hasFailed: false })
    onTestFinished(async () => {
      await this.refresh.close()
      this.conditions.close()
    })
  }
}

test.for([false, true])(
  'a check that became due in sleep is made at waking up, once (timers count the sleep: %s)',
  async (timersCount) => {
    const machine = new Machine()
    await machine.clock.advance(hour)
    machine.clock.sleep(72 * hour, { timersCount })
    await machine.clock.advance(10_000)
    const atWaking = machine.checks
    await machine.clock.advance(3 * hour)
    expect([atWaking, machine.checks]).toEqual([1, 1])
  },
)

test('a sleep that is shorter than the interval is counted: the check comes when it is due', async () => {
  const machine = new Machine()
  machine.clock.sleep(2 * hour)
  await machine.clock.advance(hour)
  const early = machine.checks
  await machine.clock.advance(hour)
  expect([early, machine.checks]).toEqual([0, 1])
})

test('D-17 a clock on the wall that is set, forwards or back, moves no check', async () => {
  const machine = new Machine()
  const made: number[] = []
  for (const jump of [24 * hour, -48 * hour, 24 * hour]) {
    machine.clock.setWall(jump)
    await machine.clock.advance(4 * hour)
    made.push(machine.checks)
  }
  expect(made).toEqual([1, 2, 3])
})

test('a check that is asked for while another one runs comes after it, whatever happens meanwhile', async () => {
  const machine = new Machine()
  machine.failure = new Error('no network yet')
  await machine.clock.advance(4 * hour)
  machine.failure = undefined
  const before = machine.checks
  machine.refresh.checkSoon()
  machine.refresh.checkSoon()
  machine.base.set({ onBattery: true })
  await machine.clock.advance(0)
  expect([before, machine.checks]).toEqual([1, 3])
})

test('others that ask in vain do not put off the check that follows the first of them', async () => {
  const machine = new Machine()
  await machine.clock.advance(hour)
  machine.refresh.checkAfterFailure()
  await machine.clock.advance(100_000)
  machine.refresh.checkAfterFailure()
  await machine.clock.advance(20_000)
  expect(machine.checks).toBe(1)
})

test('what could not be asked before the sleep is asked after it', async () => {
  const machine = new Machine()
  machine.failure = new Error('no network yet')
  await machine.clock.advance(4 * hour)
  machine.failure = undefined
  machine.base.set({ asleep: true })
  await machine.clock.advance(0)
  const asleep = machine.checks
  machine.base.wake()
  await machine.clock.advance(0)
  expect([asleep, machine.checks]).toEqual([1, 2])
})
