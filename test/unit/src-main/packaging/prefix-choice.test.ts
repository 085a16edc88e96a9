import { expect, test } from 'vitest'
import { choosePrefix, usablePrefix } from '../../../../src-main/packaging/prefix-choice'

const limit = 300

test('takes the best candidate of every chunk before the second best of any, once each, in rising order', () => {
  expect(
    choosePrefix(
      [
        [9, 1],
        [5, 2],
        [9, 3],
      ],
      () => limit / 3,
      limit,
    ),
  ).toEqual([1, 5, 9])
})

test('passes over what does not fit any more', () => {
  const sizes = [limit - 10, 20, 10]
  expect(choosePrefix([[0, 1, 2]], (chunk) => sizes[chunk] ?? 0, limit)).toEqual([0, 2])
})

test('is empty without candidates', () => {
  expect(choosePrefix([[], []], () => 1, limit)).toEqual([])
})

test('leaves out what zstd would read as a trained dictionary, even when chunks spell its magic number together', () => {
  const chunks = [[0x37, 0xa4], [0x30], [0xec, 1], [2]].map((bytes) => ({ bytes: Uint8Array.from(bytes) }))
  expect([usablePrefix(chunks), usablePrefix(chunks.slice(1)), usablePrefix([])]).toEqual([
    chunks.slice(1),
    chunks.slice(1),
    [],
  ])
})
