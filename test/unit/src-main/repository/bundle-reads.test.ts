import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bundleReads, bytesOfReads, requestCost } from '../../../../src-main/repository/bundle-reads'

const mebibyte = 1024 * 1024
const bundle = { sha256: 'ab'.repeat(32), size: 16 * mebibyte }

describe('bundleReads', () => {
  it('joins neighbours over gaps that cost less than a request', () => {
    const wanted = [
      { offset: 3 * mebibyte, length: 1000 },
      { offset: 0, length: 1000 },
      { offset: 1000 + requestCost, length: 1000 },
      { offset: 500, length: 700 },
    ]
    expect(bundleReads(bundle, wanted)).toEqual({
      kind: 'ranges',
      ranges: [
        { offset: 0, length: 2000 + requestCost },
        { offset: 3 * mebibyte, length: 1000 },
      ],
    })
  })

  it('takes the whole bundle when the ranges cost about as much', () => {
    expect(bundleReads(bundle, [{ offset: 0, length: 15.9 * mebibyte }])).toEqual({ kind: 'whole' })
  })

  it('takes the whole of a small bundle, but not of one of which nothing is wanted', () => {
    const small = { ...bundle, size: 10_000 }
    expect([bundleReads(small, [{ offset: 5000, length: 10 }]), bundleReads(small, [])]).toEqual([
      { kind: 'whole' },
      { kind: 'ranges', ranges: [] },
    ])
  })

  it('covers all that is wanted, and never costs more than the whole', () => {
    const range = fc.record({
      offset: fc.nat(16 * mebibyte - 1),
      length: fc.integer({ min: 1, max: 300_000 }),
    })
    fc.assert(
      fc.property(fc.array(range, { maxLength: 60 }), (ranges) => {
        const wanted = ranges.map(({ offset, length }) => ({
          offset,
          length: Math.min(length, bundle.size - offset),
        }))
        const reads = bundleReads(bundle, wanted)
        const covering = reads.kind === 'whole' ? [{ offset: 0, length: bundle.size }] : reads.ranges
        const isCovered = wanted.every(({ offset, length }) =>
          covering.some((read) => read.offset <= offset && offset + length <= read.offset + read.length),
        )
        expect(isCovered).toBe(true)
        const cost = bytesOfReads(bundle, reads) + covering.length * requestCost
        expect(cost).toBeLessThanOrEqual(bundle.size + requestCost)
      }),
      { numRuns: 200 },
    )
  })
})
