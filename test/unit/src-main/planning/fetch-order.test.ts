import { expect, test } from 'vitest'
import { placementCount } from '../../../../src-main/planning/chunk-placements'
import { planInstall } from '../../../../src-main/planning/install-plan'
import { letterIndex, type LetterPack } from '../../../support/index-builder'

/** The bundles that a machine with nothing fetches, in their order. */
function bundleOrder(pack: LetterPack): readonly number[] {
  const target = letterIndex(pack)
  const { fetches } = planInstall({
    target,
    staged: new Uint8Array(placementCount(target)),
    wholeFiles: new Map(),
    canLink: true,
    transfersOnDisk: 4,
  })
  return fetches.map(({ bundle }) => bundle)
}

test('transfers that write to many files come first, others as the index has them', () => {
  const files = { large: 'abcd', second: 'ef', one: 'g', two: 'h', three: 'g' }
  const frames = ['abcd', 'ef', 'gh'].map((chunks, bundle) => ({ chunks, bundle }))
  expect(bundleOrder({ files, frames })).toEqual([2, 0, 1])
})

test('a transfer that leans on another comes after all that stand alone, however many files it writes to', () => {
  const files = { large: 'ab', one: 'c', two: 'd', three: 'e', last: 'f' }
  const frames = [
    { chunks: 'ab', bundle: 0 },
    { chunks: 'cde', prefix: 'b', bundle: 1 },
    { chunks: 'f', bundle: 2 },
  ]
  expect(bundleOrder({ files, frames })).toEqual([0, 2, 1])
})
