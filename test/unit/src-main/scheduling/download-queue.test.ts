import { describe, expect, test } from 'vitest'
import {
  checkedPriority,
  compareQueuePositions,
  inQueueOrder,
  strongerOrigin,
  type QueuePosition,
} from '../../../../src-main/scheduling/download-queue'
import * as fc from 'fast-check'

const position = fc.record({
  origin: fc.constantFrom(
    'essential' as const,
    'foreground' as const,
    'prefetch' as const,
    'update' as const,
  ),
  priority: fc.integer({ min: -100, max: 100 }),
  sequence: fc.nat(1000),
})

describe('the queue', () => {
  test('goes by origin, then by priority, then in the order of asking', () => {
    const downloads: (QueuePosition & { name: string })[] = [
      { name: 'update', origin: 'update', priority: 100, sequence: 1 },
      { name: 'prefetch, low', origin: 'prefetch', priority: -5, sequence: 2 },
      { name: 'prefetch, asked later', origin: 'prefetch', priority: 0, sequence: 5 },
      { name: 'prefetch, asked first', origin: 'prefetch', priority: 0, sequence: 3 },
      { name: 'foreground', origin: 'foreground', priority: -100, sequence: 6 },
      { name: 'essential', origin: 'essential', priority: -100, sequence: 7 },
    ]
    expect(inQueueOrder(downloads).map(({ name }) => name)).toEqual([
      'essential',
      'foreground',
      'prefetch, asked first',
      'prefetch, asked later',
      'prefetch, low',
      'update',
    ])
  })

  test('is one order for any downloads, however they are mixed', () => {
    fc.assert(
      fc.property(fc.uniqueArray(position, { selector: ({ sequence }) => sequence }), (downloads) => {
        const ordered = inQueueOrder(downloads)
        expect(inQueueOrder([...downloads].reverse())).toEqual(ordered)
        for (const [index, download] of ordered.slice(1).entries()) {
          expect(compareQueuePositions(ordered[index] ?? download, download)).toBeLessThan(0)
        }
      }),
      { numRuns: 100 },
    )
  })

  test('a second request never puts a download further back', () => {
    expect([
      strongerOrigin('update', 'foreground'),
      strongerOrigin('essential', 'foreground'),
      strongerOrigin('prefetch', 'update'),
    ]).toEqual(['foreground', 'essential', 'prefetch'])
  })

  test.each([-101, 101, 1.5, Number.NaN])('refuses the priority %d', (priority) => {
    expect(() => checkedPriority(priority)).toThrow(expect.objectContaining({ code: 'invalidArgument' }))
  })
})
