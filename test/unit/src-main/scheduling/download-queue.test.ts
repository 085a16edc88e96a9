import { describe, expect, test } from 'vitest'
import {
  checkedPriority,
  compareQueuePositions,
  inQueueOrder,
  strongerOrigin,
  type QueuePosition,
} from '../../../../src-main/scheduling/download-queue'
import * as fc from 'fast-check'

const origin = fc.constantFrom(
  'essential' as const,
  'foreground' as const,
  'prefetch' as const,
  'update' as const,
)
const priority = fc.integer({ min: -100, max: 100 })
const position = fc.record({
  origin,
  priority,
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

  test('stands as a person put it, and what is asked for later goes where it belongs by itself', () => {
    const downloads: (QueuePosition & { name: string })[] = [
      { name: 'essential, put last', origin: 'essential', priority: 0, sequence: 1, place: 2 },
      { name: 'update, put first', origin: 'update', priority: 0, sequence: 2, place: 0 },
      { name: 'prefetch, put second', origin: 'prefetch', priority: 0, sequence: 3, place: 1 },
      { name: 'update, later', origin: 'update', priority: 0, sequence: 4 },
      { name: 'foreground, later', origin: 'foreground', priority: 0, sequence: 5 },
    ]
    expect(inQueueOrder(downloads).map(({ name }) => name)).toEqual([
      'foreground, later',
      'update, put first',
      'prefetch, put second',
      'essential, put last',
      'update, later',
    ])
  })

  test('keeps both orders, that of a person and its own, whatever else is in it', () => {
    const placed = fc.record({ origin, priority, place: fc.option(fc.nat(1000), { nil: undefined }) })
    const selector = ({ place }: { place: number | undefined }): number | symbol => place ?? Symbol('none')
    fc.assert(
      fc.property(fc.uniqueArray(placed, { selector }), fc.gen(), (parts, gen) => {
        const downloads = parts.map((part, sequence) => ({ ...part, sequence }))
        const shuffled = gen(fc.shuffledSubarray, downloads, { minLength: downloads.length })
        const ordered = inQueueOrder(shuffled)
        const places = ordered.flatMap(({ place }) => place ?? [])
        const others = ordered.filter(({ place }) => place === undefined)
        const overtaken = others.filter((other) => {
          const behind = ordered.slice(0, ordered.indexOf(other)).filter(({ place }) => place !== undefined)
          return behind.some((before) => compareQueuePositions(other, before) < 0)
        })
        expect([inQueueOrder(downloads), places, others, overtaken]).toEqual([
          ordered,
          places.toSorted((a, b) => a - b),
          others.toSorted(compareQueuePositions),
          [],
        ])
      }),
      { numRuns: 200 },
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
