import { describe, expect, it } from 'vitest'
import { withKeptParts } from '../../../../src-shared/base/kept-parts'

describe('what is told anew', () => {
  const before = { pack: { id: 'maps', sizes: [1, 2] }, progress: { done: 1 }, error: null }

  it('is the very object of before when it is equal', () => {
    expect(withKeptParts(before, structuredClone(before))).toBe(before)
  })

  it('keeps the parts that are equal and takes the others', () => {
    const after = withKeptParts(before, { ...structuredClone(before), progress: { done: 2 } })
    expect([after, after.pack === before.pack]).toEqual([{ ...before, progress: { done: 2 } }, true])
  })

  it.each([
    ['a part more', { a: 1 }, { a: 1, b: undefined }],
    ['a part less', { a: 1, b: undefined }, { a: 1 }],
    ['another name', { a: undefined }, { b: undefined }],
    ['a longer list', [1], [1, 2]],
    ['a shorter list', [1, 2], [1]],
    ['a list instead of a record', {}, []],
    ['something instead of nothing', { a: null }, { a: {} }],
    ['nothing instead of something', { a: {} }, { a: null }],
    // A publisher may name something so.
    ['a name that every object knows', JSON.parse('{}'), JSON.parse('{"__proto__": {}}')],
  ])('is not taken for equal with %s', (_what, previous: object, next: object) => {
    const kept = withKeptParts(previous, next)
    expect([kept === previous, JSON.stringify(kept), Object.keys(kept)]).toEqual([
      false,
      JSON.stringify(next),
      Object.keys(next),
    ])
  })
})
