import { expect, test } from 'vitest'
import { choosePrefix, prefixLimit } from '../../../../src-main/packaging/prefix-choice'

test('takes the best candidate of every chunk before the second best of any, once each, in rising order', () => {
  const size = prefixLimit / 3
  expect(
    choosePrefix(
      [
        [9, 1],
        [5, 2],
        [9, 3],
      ],
      () => size,
    ),
  ).toEqual([1, 5, 9])
})

test('passes over what does not fit any more', () => {
  const sizes = [prefixLimit - 10, 20, 10]
  expect(choosePrefix([[0, 1, 2]], (chunk) => sizes[chunk] ?? 0)).toEqual([0, 2])
})

test('is empty without candidates', () => {
  expect(choosePrefix([[], []], () => 1)).toEqual([])
})
