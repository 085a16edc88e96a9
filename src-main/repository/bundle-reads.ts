import type { BundleReference } from './pack-index'

/** A run of bytes of a bundle. */
export interface BundleRange {
  readonly offset: number
  readonly length: number
}

/** How to read what is wanted of one bundle. */
export type BundleReads =
  { readonly kind: 'whole' } | { readonly kind: 'ranges'; readonly ranges: readonly BundleRange[] }

/** What a request costs besides its bytes, in bytes: a round trip on an ordinary line. */
export const requestCost = 256 * 1024

/** Ranges must save more than this share of the whole bundle's cost: a whole file is cached and resumed more easily. */
const worthwhileSaving = 0.05

/**
 * The cheapest way to read the `wanted` runs of a bundle (in any order, overlaps allowed; all inside it): ranges joined
 * over gaps that cost less than another request, or the whole bundle when that costs about as much.
 */
export function bundleReads(bundle: BundleReference, wanted: readonly BundleRange[]): BundleReads {
  const ranges = joined(wanted)
  if (ranges.length === 0) return { kind: 'ranges', ranges }
  const ranged = ranges.reduce((sum, range) => sum + range.length + requestCost, 0)
  const whole = bundle.size + requestCost
  return ranged >= whole * (1 - worthwhileSaving) ? { kind: 'whole' } : { kind: 'ranges', ranges }
}

/** Body bytes that `reads` bring. */
export function bytesOfReads(bundle: BundleReference, reads: BundleReads): number {
  return reads.kind === 'whole' ? bundle.size : reads.ranges.reduce((sum, range) => sum + range.length, 0)
}

function joined(wanted: readonly BundleRange[]): readonly BundleRange[] {
  const sorted = wanted.filter(({ length }) => length > 0).sort((a, b) => a.offset - b.offset)
  const ranges: BundleRange[] = []
  for (const { offset, length } of sorted) {
    const last = ranges.at(-1)
    if (last !== undefined && offset - (last.offset + last.length) <= requestCost) {
      const end = Math.max(last.offset + last.length, offset + length)
      ranges[ranges.length - 1] = { offset: last.offset, length: end - last.offset }
    } else {
      ranges.push({ offset, length })
    }
  }
  return ranges
}
