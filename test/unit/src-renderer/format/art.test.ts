import { describe, expect, it } from 'vitest'
import { packArt } from '../../../../src-renderer/format/art'

describe('packArt', () => {
  it('is the same for the same id, whatever its case', () => {
    expect(packArt('Tutorial')).toEqual(packArt('tutorial'))
  })

  it('differs for ids that differ in one letter', () => {
    const hues = ['symbols-1', 'symbols-2', 'symbols-3', 'symbols-4'].map((id) => packArt(id).from)
    expect(new Set(hues).size).toBe(4)
  })
})
