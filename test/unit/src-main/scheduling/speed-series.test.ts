import { describe, expect, test } from 'vitest'
import { withSeconds } from '../../../../src-main/scheduling/speed-series'

const tally = { network: 100, disk: 300 }
const none = { network: 0, disk: 0 }

describe('the seconds of a series', () => {
  test('count what was heard for the first, and nothing for those in which nothing was', () => {
    expect(withSeconds([none], 3, { tally, standing: 'active', limit: 2_000 })).toEqual([
      none,
      { ...tally, limit: 2_000 },
      { ...none, limit: 2_000 },
      { ...none, limit: 2_000 },
    ])
  })

  test('are marked while something is held, unless something still came', () => {
    expect([
      withSeconds([], 1, { tally: none, standing: 'paused', limit: undefined }),
      withSeconds([], 1, { tally, standing: 'paused', limit: undefined }),
      withSeconds([], 1, { tally: none, standing: 'idle', limit: undefined }),
    ]).toEqual([[{ ...none, isPaused: true }], [tally], [none]])
  })

  test('are never more than six hundred, however long nobody looked', () => {
    const points = withSeconds([tally], 1_000_000, { tally, standing: 'idle', limit: undefined })
    expect([points.length, points.at(0), points.at(-1)]).toEqual([600, none, none])
  })
})
