import { describe, expect, it } from 'vitest'
import { packParagraphs, packSummary, packTitle } from '../../../../src-shared/domain/pack-text'
import { aPack } from '../../../support/library-builders'

describe('packTitle', () => {
  it('is the title that the publisher gave', () => {
    expect(packTitle(aPack({ title: 'Flags of the World' }))).toBe('Flags of the World')
  })

  it('is the id without a title, or when the title is no text', () => {
    const titles = [{}, { title: 7 }, { title: '  ' }, { title: ['x'] }].map((userInfo) =>
      packTitle(aPack({ id: 'flags', userInfo })),
    )
    expect(titles).toEqual(['flags', 'flags', 'flags', 'flags'])
  })

  it('is one line without characters that change its direction', () => {
    expect(packTitle(aPack({ title: 'Flags\n\u202Eof \u2066the World\u0007' }))).toBe('Flags of the World')
  })

  it('does not read what the object inherits', () => {
    expect(
      packSummary({ userInfo: Object.create({ description: 'inherited' }) as Record<string, never> }),
    ).toBe(undefined)
  })
})

describe('packParagraphs', () => {
  it('is the whole description, a paragraph for each part that an empty line ends', () => {
    const description = 'First,\nstill first.\n \n\nSecond\u202E.\r\n\r\n'
    expect(packParagraphs(aPack({ userInfo: { description } }))).toEqual(['First, still first.', 'Second .'])
  })

  it('is nothing when the publisher wrote nothing, or no text', () => {
    const found = [undefined, {}, { description: ['x'] }, { description: ' \n ' }].map((userInfo) =>
      packParagraphs({ userInfo }),
    )
    expect(found).toEqual([[], [], [], []])
  })
})
