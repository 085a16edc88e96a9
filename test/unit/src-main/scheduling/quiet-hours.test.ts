import { describe, expect, test } from 'vitest'
import { quietness } from '../../../../src-main/scheduling/quiet-hours'

const hour = 3_600_000

function at(time: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return ((hours * 60 + minutes) * 60 + seconds) * 1000
}

describe('quietness', () => {
  const night = { from: '22:00', to: '07:00' }
  const office = { from: '09:00', to: '17:30' }

  test.each([
    [office, '08:59:59', false, 1_000],
    [office, '09:00', true, 8.5 * hour],
    [office, '17:29:59', true, 1_000],
    [office, '17:30', false, 15.5 * hour],
    [office, '00:00', false, 9 * hour],
  ])('on one day: %j at %s', (hours, time, isQuiet, changesInMs) => {
    expect(quietness(hours, at(time))).toEqual({ isQuiet, changesInMs })
  })

  test.each([
    [night, '21:59:59', false, 1_000],
    [night, '22:00', true, 9 * hour],
    [night, '23:59:59', true, 7 * hour + 1_000],
    [night, '00:00', true, 7 * hour],
    [night, '06:59:59', true, 1_000],
    [night, '07:00', false, 15 * hour],
    [{ from: '00:00', to: '23:59' }, '23:59:30', false, 30_000],
    [{ from: '12:00', to: '00:00' }, '23:00', true, hour],
  ])('over midnight: %j at %s', (hours, time, isQuiet, changesInMs) => {
    expect(quietness(hours, at(time))).toEqual({ isQuiet, changesInMs })
  })
})
