import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { chartScale } from '../../../../src-renderer/format/chart-scale'

test.each([
  [0, 100_000],
  [100_000, 100_000],
  [100_001, 200_000],
  [51e6, 60e6],
  [61e6, 80e6],
  [999e6, 1e9],
])('an axis for %d ends at %d', (highest, top) => {
  expect(chartScale(highest)).toEqual({ top, ticks: [top, top / 2, 0] })
})

test('an axis holds what is drawn, and leaves no more than half of it empty', () => {
  fc.assert(
    fc.property(fc.integer({ min: 100_000, max: 1e12 }), (highest) => {
      const { top } = chartScale(highest)
      expect([top >= highest, top <= highest * 2]).toEqual([true, true])
    }),
  )
})
