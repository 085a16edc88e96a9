import { describe, expect, it } from 'vitest'
import {
  applyIndexPatch,
  makeIndexPatch,
  patchedIndexLimit,
} from '../../../../src-main/repository/index-patch'
import { seededBytes } from '../../../support/file-tree'

const earlier = seededBytes(100_000, 1)
const later = Buffer.concat([earlier.subarray(0, 40_000), Buffer.from('new'), earlier.subarray(40_500)])

describe('a patch of an index', () => {
  it('is as small as what changed, and makes the later one out of the earlier one', async () => {
    const patch = await makeIndexPatch(earlier, later)
    const made = await applyIndexPatch(earlier, patch ?? new Uint8Array(0), later.length)
    expect([later.equals(made), (patch?.length ?? Infinity) < 100]).toEqual([true, true])
  })

  it('is not made of an index that is too large to be held twice', async () => {
    const large = new Uint8Array(patchedIndexLimit + 1)
    expect([await makeIndexPatch(earlier, large), await makeIndexPatch(large, later)]).toEqual([
      undefined,
      undefined,
    ])
  })

  it('is refused when it is damaged or of another length', async () => {
    const patch = (await makeIndexPatch(earlier, later)) ?? new Uint8Array(0)
    await expect(applyIndexPatch(earlier, patch.subarray(1), later.length)).rejects.toMatchObject({
      code: 'indexInvalid',
    })
    await expect(applyIndexPatch(earlier, patch, later.length + 1)).rejects.toMatchObject({
      code: 'indexInvalid',
    })
  })
})
