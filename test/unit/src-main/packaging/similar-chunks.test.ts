import { expect, test } from 'vitest'
import { SimilarChunks } from '../../../../src-main/packaging/similar-chunks'

test('finds what shares most numbers first, and the earlier of equals', () => {
  const similar = new SimilarChunks()
  similar.add(7, Uint32Array.of(1, 2))
  similar.add(3, Uint32Array.of(1, 2, 3))
  similar.add(5, Uint32Array.of(2, 9))
  similar.add(4, Uint32Array.of(8))
  expect([similar.find(Uint32Array.of(1, 2, 3), 2), similar.find(Uint32Array.of(2), 9)]).toEqual([
    [3, 7],
    [3, 5, 7],
  ])
})

test('takes one number in common of many for chance, two for a likeness', () => {
  const similar = new SimilarChunks()
  const numbers = Array.from({ length: 8 }, (_, number) => number)
  similar.add(1, Uint32Array.of(0, 100, 101))
  similar.add(2, Uint32Array.of(0, 1, 102))
  expect([similar.find(Uint32Array.from(numbers), 9), similar.find(Uint32Array.of(0, 200), 9)]).toEqual([
    [2],
    [1, 2],
  ])
})

test('forgets who else has a number that very many have', () => {
  const similar = new SimilarChunks()
  for (let chunk = 0; chunk < 1_000; chunk += 1) similar.add(chunk, Uint32Array.of(1))
  expect(similar.find(Uint32Array.of(1), 1_000).length).toBe(8)
})
