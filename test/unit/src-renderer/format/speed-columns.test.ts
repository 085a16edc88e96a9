import { describe, expect, test } from 'vitest'
import { chartPaths } from '../../../../src-renderer/format/chart-path'
import { highestSpeed, pausedRuns, speedColumns } from '../../../../src-renderer/format/speed-columns'

const second = (network: number, rest: object = {}) => ({ network, disk: network * 2, ...rest })

describe('the columns of a chart', () => {
  test('end with the newest second, and are empty where nothing was measured yet', () => {
    expect(speedColumns([second(1), second(2), second(3)], 6, 2)).toEqual([
      undefined,
      second(1),
      { network: 3, disk: 5 },
    ])
  })

  test('show the newest of more than fit', () => {
    expect(speedColumns([second(1), second(2), second(3)], 2, 1)).toEqual([second(2), second(3)])
  })

  test('are paused when most of their seconds are, and know the limit of the last', () => {
    const paused = { isPaused: true }
    const points = [
      second(0, paused),
      second(0, paused),
      second(3, { limit: 9 }),
      second(3),
      second(0, paused),
    ]
    expect(speedColumns(points.slice(0, 3), 3, 3)).toEqual([
      { network: 1, disk: 2, isPaused: true, limit: 9 },
    ])
  })

  test('say the highest of both lines, and where pauses are', () => {
    const paused = second(0, { isPaused: true })
    const columns = [undefined, paused, paused, second(4), paused]
    expect([highestSpeed(columns), highestSpeed([]), pausedRuns(columns)]).toEqual([
      8,
      0,
      [
        { start: 1, length: 2 },
        { start: 4, length: 1 },
      ],
    ])
  })
})

test('a line is drawn through what there is, from the ground up, and never out of the field', () => {
  expect(chartPaths([undefined, 0, 5, undefined, 20], 10)).toEqual({
    line: 'M 1 100.00 L 2 50.00 M 4 0.00',
    area: 'M 1 100 L 1 100.00 L 2 50.00 L 2 100 Z M 4 100 L 4 0.00 L 4 100 Z',
  })
})
