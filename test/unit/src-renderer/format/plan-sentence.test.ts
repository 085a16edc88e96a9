import { describe, expect, it } from 'vitest'
import { missingForPlan, planSentences, reusedFraction } from '../../../../src-renderer/format/plan-sentence'

const plan = { version: 2, bytesToFetch: 4_100, bytesReused: 2_100, diskBytesNeeded: 8_900 }
const facts = { plan, installedSize: 6_300, isUpdate: false, freeBytes: 142_000 }

function sentences(change: Partial<typeof facts> | { readonly freeBytes: undefined }): unknown {
  return planSentences({ ...facts, ...change }).map(({ id, sizes }) => [id, ...Object.values(sizes)])
}

describe('the plan of an installation in words', () => {
  it('says what it downloads, needs meanwhile and leaves', () => {
    expect(sentences({})).toEqual([
      ['plan.download', 4_100],
      ['plan.needs', 8_900],
      ['plan.leaves', 135_700],
    ])
  })

  it('says of an update only what is left at least: versions share files, and one is kept', () => {
    const small = { ...plan, diskBytesNeeded: 1_000 }
    expect(sentences({ isUpdate: true, plan: small })).toEqual([
      ['plan.download', 4_100],
      ['plan.needs', 1_000],
      ['plan.leavesAtLeast', 141_000],
    ])
  })

  it('says what is free where that is too little, and what is missing', () => {
    const freeBytes = 3_200
    expect([sentences({ freeBytes }), missingForPlan({ plan, freeBytes })]).toEqual([
      [
        ['plan.download', 4_100],
        ['plan.needs', 8_900],
        ['plan.free', 3_200],
      ],
      5_700,
    ])
  })

  it('does not guess what is free', () => {
    expect([sentences({ freeBytes: undefined }), missingForPlan({ plan, freeBytes: undefined })]).toEqual([
      [
        ['plan.download', 4_100],
        ['plan.needs', 8_900],
      ],
      undefined,
    ])
  })

  it('says so when all of it is here already', () => {
    expect(sentences({ plan: { ...plan, bytesToFetch: 0 } })).toEqual([
      ['plan.noDownload'],
      ['plan.needs', 8_900],
      ['plan.leaves', 135_700],
    ])
  })

  it('knows which part of the version is here, never more than all', () => {
    const parts = [6_300, 1_000, 0].map((installedSize) => reusedFraction({ plan, installedSize }))
    expect(parts).toEqual([1 / 3, 1, 0])
  })
})
