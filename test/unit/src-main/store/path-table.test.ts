import { expect, test } from 'vitest'
import { PathTable } from '../../../../src-main/store/path-table'

test('names every owner of every path', () => {
  const table = new PathTable(3_000)
  const paths = Array.from({ length: 1_000 }, (_, number) => `maps/${String(number)}.txt`)
  for (const owner of [4, 7, 9]) for (const path of paths) table.add(path, owner)

  for (const path of paths) expect([...table.ownersOf(path)].sort()).toEqual([4, 7, 9])
})

test('names nobody for nearly every path that was not added', () => {
  const table = new PathTable(1_000)
  for (let number = 0; number < 1_000; number += 1) table.add(`here/${String(number)}`, 1)
  const named = Array.from({ length: 1_000 }, (_, number) => table.ownersOf(`there/${String(number)}`)).flat()

  expect(named.length).toBeLessThan(3)
})

test('refuses what it has no room for', () => {
  const table = new PathTable(1)
  table.add('a', 1)

  expect(() => {
    table.add('b', 1)
  }).toThrow('full')
})
