import fc from 'fast-check'
import { expect, test } from 'vitest'
import { SortedLines } from '../../../../src-main/store/sorted-lines'

const lines = fc.uniqueArray(
  fc.string({ minLength: 1, maxLength: 6, unit: fc.constantFrom('a', 'b', '/', 'é', '😀') }),
)

test('has exactly the lines that it was given, in whatever order', () => {
  fc.assert(
    fc.property(lines, lines, (given, others) => {
      const sorted = new SortedLines(given)
      for (const line of [...given, ...others]) expect(sorted.has(line)).toBe(given.includes(line))
    }),
  )
})

test('gives its lines in the order of code units', () => {
  expect([...new SortedLines(['b', 'a/2', 'B', 'a'])]).toEqual(['B', 'a', 'a/2', 'b'])
})

test('holds nothing when it was given nothing', () => {
  const nothing = new SortedLines([])
  expect([nothing.size, [...nothing], nothing.has('')]).toEqual([0, [], false])
})
