import { describe, expect, it } from 'vitest'
import {
  approximateDuration,
  formatDuration,
  formatElapsed,
  steadySeconds,
} from '../../../../src-shared/format/duration'

const minute = 60
const hour = 60 * minute

function shown(seconds: number): string {
  const duration = approximateDuration(seconds)
  return duration.kind === 'about' ? formatDuration(duration.seconds, 'en') : duration.kind
}

describe('approximateDuration', () => {
  it.each([
    [0, 'underAMinute'],
    [59, 'underAMinute'],
    [61, '1 min'],
    [125, '2 min'],
    [9.4 * minute, '9 min'],
    [12 * minute, '10 min'],
    [33 * minute, '35 min'],
    [59 * minute, '1 hr'],
    [80 * minute, '1 hr 15 min'],
    [4.9 * hour, '5 hr'],
    [7.6 * hour, '8 hr'],
    [23.4 * hour, '23 hr'],
    [23.8 * hour, 'overADay'],
    [400 * hour, 'overADay'],
  ])('says of %d seconds: %s', (seconds, text) => {
    expect(shown(seconds)).toBe(text)
  })
})

describe('formatElapsed', () => {
  it.each([
    [0.2, '1 sec'],
    [89, '89 sec'],
    [91, '2 min'],
    [3_569, '59 min'],
    [3_570, '1 hr'],
    [3_599, '1 hr'],
    [7_169, '1 hr 59 min'],
    [7_170, '2 hr'],
    [7_199, '2 hr'],
  ])('says of %d seconds: %s', (seconds, text) => {
    expect(formatElapsed(seconds, 'en')).toBe(text)
  })
})

describe('steadySeconds', () => {
  it('does not let an estimate that wavers about a boundary change the text', () => {
    const estimates = [150, 148, 152, 149, 151, 120, 95, 88, 84]
    let before: number | undefined
    const texts = estimates.map((estimate) => {
      before = steadySeconds(before, estimate)
      return shown(before)
    })
    expect(texts).toEqual(['3 min', '3 min', '3 min', '3 min', '3 min', '2 min', '2 min', '2 min', '2 min'])
  })

  it('follows an estimate that has clearly moved', () => {
    expect([steadySeconds(undefined, 300), steadySeconds(300, 600), steadySeconds(300, 30)]).toEqual([
      300, 600, 30,
    ])
  })
})
