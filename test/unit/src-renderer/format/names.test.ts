import { expect, it } from 'vitest'
import { formatDate } from '../../../../src-renderer/format/date'
import { languageName, platformTitle } from '../../../../src-renderer/format/names'

it('a language is called what its reader calls it, with its tag', () => {
  const names = [
    languageName('pt-BR', 'en'),
    languageName('de', 'de'),
    languageName('zz-invalid-tag-x', 'en'),
    languageName('not a tag', 'en'),
  ]
  expect(names).toEqual(['Brazilian Portuguese · pt-BR', 'Deutsch · de', expect.any(String), 'not a tag'])
})

it('a system is called by its name', () => {
  expect((['windows', 'macOS', 'linux'] as const).map(platformTitle)).toEqual(['Windows', 'macOS', 'Linux'])
})

it('a day is written as its reader writes it', () => {
  const noon = Date.UTC(2026, 10, 18, 12)
  expect([formatDate(noon, 'en'), formatDate(noon, 'de'), formatDate(noon, 'en')]).toEqual([
    'Nov 18, 2026',
    '18.11.2026',
    'Nov 18, 2026',
  ])
})
