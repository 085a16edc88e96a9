import { describe, expect, test } from 'vitest'
import { ChunkLookup } from '../../../../src-main/planning/chunk-lookup'
import { letterIndex } from '../../../support/index-builder'

const letters = (chunks: string, chunkSize?: number) =>
  letterIndex({ files: { a: chunks }, frames: [], ...(chunkSize === undefined ? {} : { chunkSize }) }).chunks

describe('a chunk lookup', () => {
  test('finds every chunk of its own table and none that it does not list', () => {
    const lookup = new ChunkLookup(letters('abcdefghij'))
    const other = letters('jxaycz')
    expect(Array.from({ length: 6 }, (_, position) => lookup.find(other, position))).toEqual([
      9, -1, 0, -1, 2, -1,
    ])
  })

  test('finds nothing in an empty table', () => {
    expect(new ChunkLookup(letters('')).find(letters('a'), 0)).toBe(-1)
  })

  test('does not take a chunk whose stated size differs', () => {
    const table = letters('a')
    const other = { ...table, sizes: Uint32Array.of(7) }
    expect(new ChunkLookup(table).find(other, 0)).toBe(-1)
  })
})
