import { describe, expect, it } from 'vitest'
import {
  exactMatch,
  searchableText,
  searchWords,
  similarMatch,
  type TextRange,
} from '../../../../src-shared/base/fuzzy-match'

function part(text: string, range: TextRange | undefined): string | undefined {
  return range === undefined ? undefined : text.slice(range.start, range.end)
}

/** What of `text` an exact search finds, as it is written there. */
function exact(search: string, text: string): string | undefined {
  return part(text, exactMatch(searchWords(search)[0] ?? '', searchableText(text)))
}

function similar(search: string, text: string): string | undefined {
  return part(text, similarMatch(searchWords(search)[0] ?? '', searchableText(text)))
}

it('prepares a plain text as any other, letter by letter', () => {
  const [plain, accented] = ['Map of Café 12', 'MAP of CAFE 12'].map(searchableText)
  expect(plain).toEqual(accented)
})

describe('an exact match', () => {
  it('is found without case and accents, and marked as it is written', () => {
    expect([
      exact('cafe', 'Café Noir'),
      exact('STRASSE', 'Die Straße'),
      exact('ｗｉｄｅ', 'Wide'),
      exact('ル', 'ボイスパック（ルール）'),
      exact('ΚΟΣΜΟΣ', 'Ο Κόσμος'),
      exact('κόσμος', 'Ο ΚΟΣΜΟΣ'),
      exact('κοσ', 'Κόσμος'),
    ]).toEqual(['Café', 'Straße', 'Wide', 'ル', 'Κόσμος', 'ΚΟΣΜΟΣ', 'Κόσ'])
  })

  it('covers the whole of a letter that became several', () => {
    expect([exact('s', 'ß'), exact('ffi', 'oﬃce')]).toEqual(['ß', 'ﬃ'])
  })

  it('goes before within a word when a word begins with it', () => {
    const text = 'unmap the map'
    expect(exactMatch('map', searchableText(text))).toEqual({ start: 10, end: 13 })
  })

  it('is none where the text does not hold it', () => {
    expect(exact('maps', 'map')).toBe(undefined)
  })
})

describe('a similar match', () => {
  it('forgives one mistake in four letters: replaced, left out, put in, or two that changed places', () => {
    const found = ['mspa', 'mps', 'maaps', 'maqs'].map((search) => similar(search, 'Old maps'))
    expect(found).toEqual([undefined, undefined, 'maps', 'maps'])
    expect(similar('amps', 'Old maps')).toBe('maps')
  })

  it('forgives two from eight letters on, and no more', () => {
    expect([similar('forstlien', 'Frostline'), similar('forstleni', 'Frostline')]).toEqual([
      'Frostline',
      undefined,
    ])
  })

  it('finds a word by its beginning', () => {
    expect(similar('textrues', 'HD Textureset')).toBe('Textureset')
  })

  it('forgives nothing in three letters: they are like too much', () => {
    expect(similar('map', 'mop')).toBe(undefined)
  })

  it('takes the word with the fewest mistakes', () => {
    expect(similar('harbour', 'Garbour harbor harbours')).toBe('harbours')
  })
})
