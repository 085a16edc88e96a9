import { describe, expect, test } from 'vitest'
import { silentLogger } from '../../../../src-main/platform/logger'
import type { ConditionsSnapshot } from '../../../../src-main/platform/system-conditions'
import { LimitedConditions } from '../../../../src-main/scheduling/limited-conditions'
import { ManualClock } from '../../../support/manual-clock'
import { ManualConditions } from '../../../support/manual-conditions'
import { timeOfDayIn } from '../../../support/zone-time'

const hour = 3_600_000
const night = { quietHours: { from: '22:00', to: '07:00' } }
const open: ConditionsSnapshot = { online: true, metered: false, onBattery: false }

/** A machine in Berlin that starts at `start`. */
class Machine {
  readonly base = new ManualConditions()
  readonly clock: ManualClock
  /** How far the clock on the wall was set. */
  setBy = 0
  readonly conditions: LimitedConditions
  /** Every change, with the hours since the start. */
  readonly heard: unknown[] = []

  constructor(start = '2026-01-15T12:00:00Z') {
    const clock = new ManualClock(Date.parse(start))
    this.clock = clock
    this.conditions = new LimitedConditions({
      base: this.base,
      clock: {
        now: () => clock.now() + this.setBy,
        monotonic: () => clock.monotonic(),
        sinceBoot: () => clock.sinceBoot(),
        delay: (milliseconds, signal) => clock.delay(milliseconds, signal),
        schedule: (milliseconds, callback) => clock.schedule(milliseconds, callback),
      },
      timeOfDay: timeOfDayIn('Europe/Berlin'),
      logger: silentLogger,
    })
    const began = clock.now()
    this.conditions.subscribe(({ quietUntil }) => {
      this.heard.push([(clock.now() - began) / hour, quietUntil])
    })
  }
}

describe('LimitedConditions', () => {
  test('says what the machine says while nothing is limited, and watches no clock', async () => {
    const { conditions, base, clock } = new Machine()
    base.set({ onBattery: true })
    await clock.advance(24 * hour)
    expect([conditions.current(), clock.pendingTimers]).toEqual([{ ...open, onBattery: true }, 0])
  })

  test('a network to be spared counts as metered at once, whatever the machine says', () => {
    const { conditions, base } = new Machine()
    conditions.setLimits({ treatAsMetered: true })
    const spared = conditions.current().metered
    base.set({ metered: true })
    conditions.setLimits({ treatAsMetered: false })
    expect([spared, conditions.current().metered]).toEqual([true, true])
  })

  test('quiet hours begin and end by the clock on the wall, every day', async () => {
    const { conditions, clock, heard } = new Machine()
    conditions.setLimits(night)
    await clock.advance(48 * hour)
    expect(heard).toEqual([
      [9, '07:00'],
      [18, undefined],
      [33, '07:00'],
      [42, undefined],
    ])
  })

  test('quiet hours that are set in their middle are on at once, and gone with the limit, without a timer left', async () => {
    const { conditions, clock } = new Machine('2026-01-15T23:30:00Z')
    conditions.setLimits(night)
    const on = [conditions.current().quietUntil, clock.pendingTimers]
    conditions.setLimits({})
    expect([on, conditions.current().quietUntil, clock.pendingTimers]).toEqual([['07:00', 1], undefined, 0])
    await clock.advance(24 * hour)
  })

  test.each([
    ['the night that loses an hour', '2026-03-28T20:00:00Z', 8],
    ['the night that gains an hour', '2026-10-24T19:00:00Z', 10],
  ])('summer time: quiet hours end at their time in %s', async (_night, start, length) => {
    const { conditions, clock, heard } = new Machine(start)
    conditions.setLimits(night)
    await clock.advance(14 * hour)
    expect(heard).toEqual([
      [1, '07:00'],
      [1 + length, undefined],
    ])
  })

  test('summer time: an hour that is left out is not quiet, one that comes twice is quiet twice', async () => {
    const lost = new Machine('2026-03-29T00:00:00Z')
    const gained = new Machine('2026-10-25T00:00:00Z')
    for (const { conditions, clock } of [lost, gained]) {
      conditions.setLimits({ quietHours: { from: '02:15', to: '02:45' } })
      await clock.advance(4 * hour)
    }
    expect([lost.heard, gained.heard]).toEqual([
      [],
      [
        [0.25, '02:45'],
        [0.75, undefined],
        [1.25, '02:45'],
        [1.75, undefined],
      ],
    ])
  })

  test('a clock that is set is followed within a minute, forwards and backwards', async () => {
    const machine = new Machine()
    machine.conditions.setLimits(night)
    machine.setBy = 10 * hour
    await machine.clock.advance(60_000)
    const forwards = machine.conditions.current().quietUntil
    machine.setBy = 0
    await machine.clock.advance(60_000)
    expect([forwards, machine.conditions.current().quietUntil]).toEqual(['07:00', undefined])
  })

  test('tells a change once, and nothing after it was closed', async () => {
    const { conditions, base, clock, heard } = new Machine('2026-01-15T20:59:00Z')
    conditions.setLimits(night)
    await clock.advance(hour)
    conditions.setLimits({ ...night, bytesPerSecond: 4096 })
    conditions.close()
    base.set({ online: false })
    expect([heard.length, base.listenerCount, clock.pendingTimers]).toEqual([1, 0, 0])
  })
})
