import { expect, test } from 'vitest'
import { AssetPackError } from '../../../../src-shared/domain/errors'
import { LocalAvailabilityError } from '../../../../src-main/manager/local-availability-error'
import { aPack } from '../../../support/pack-builder'

test('names a few of many packs that cannot be had, and has the error of each', () => {
  const failure = new AssetPackError('outOfSpace', 'The disk is full.')
  const packs = Array.from({ length: 300 }, (_, index) => aPack({ id: `p${String(index)}` }))
  const error = new LocalAvailabilityError(
    [aPack({ id: 'here' })],
    new Map(packs.map((pack) => [pack, failure])),
  )

  expect([error.message, error.failures.size]).toEqual([
    'Of 301 asset packs 300 cannot be had: p0 (outOfSpace), p1 (outOfSpace), p2 (outOfSpace), p3 (outOfSpace), p4 (outOfSpace) and 295 more.',
    300,
  ])
})
