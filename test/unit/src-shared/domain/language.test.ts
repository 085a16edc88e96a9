import { describe, expect, it } from 'vitest'
import {
  bestLanguage,
  canonicalLanguage,
  distinctLanguages,
  isSameLanguage,
} from '../../../../src-shared/domain/language'

describe('a language tag', () => {
  it.each([
    ['PT-br', 'pt-BR'],
    ['zh-hans', 'zh-Hans'],
    ['en', 'en'],
    ['', undefined],
    ['C', undefined],
    ['en_US', undefined],
    ['not a tag', undefined],
  ])('%j is %j in its canonical form', (tag, canonical) => {
    expect(canonicalLanguage(tag)).toBe(canonical)
  })
})

describe('the same language', () => {
  it.each([
    ['en', 'en-US'],
    ['en', 'en-Latn-US'],
    ['EN-us', 'en-US'],
    ['zh', 'zh-Hans-CN'],
    ['zh-TW', 'zh-Hant'],
    ['sr', 'sr-Cyrl-RS'],
    ['de-DE-u-co-phonebk', 'de'],
    ['de-DE-1996', 'de-DE'],
  ])('is %s and %s', (first, second) => {
    expect([isSameLanguage(first, second), isSameLanguage(second, first)]).toEqual([true, true])
  })

  it.each([
    ['en', 'en-CA'],
    ['en-GB', 'en'],
    ['zh-Hans', 'zh-Hant'],
    ['pt', 'pt-PT'],
    ['de', 'nl'],
    ['not a tag', 'not a tag'],
  ])('is not %s and %s', (first, second) => {
    expect([isSameLanguage(first, second), isSameLanguage(second, first)]).toEqual([false, false])
  })
})

describe('the languages of several tags', () => {
  it('are there once each, in order and canonical form, without what is no tag', () => {
    expect(distinctLanguages(['fr', 'en-US', 'EN', 'pt-br', 'fr', 'no tag', 'fr-CA'])).toEqual([
      'en',
      'fr',
      'fr-CA',
      'pt-BR',
    ])
  })
})

describe('the best language', () => {
  const available = ['fr-FR', 'en-GB', 'en-CA', 'de', 'zh-Hant']

  it.each([
    ['the same one', ['en-GB'], 'en-GB'],
    ['the same one, written with less', ['fr'], 'fr-FR'],
    ['another region of the same language', ['de-AT'], 'de'],
    ['of several regions the first in order', ['en-US'], 'en-CA'],
    ['the first preference that anything fits', ['ja', 'it', 'fr-CA', 'de'], 'fr-FR'],
    ['another region of the first preference before the second one itself', ['de-CH', 'en-GB'], 'de'],
    ['a script that the reader reads', ['zh-HK'], 'zh-Hant'],
    ['what is left when a preference is no tag', ['C', 'not a tag', 'de'], 'de'],
  ])('is %s', (_, preferred, best) => {
    expect(bestLanguage(available, { preferred })).toBe(best)
  })

  it('is of several regions the one that the language has most of all', () => {
    expect(bestLanguage(['en-CA', 'en-US', 'en-GB'], { preferred: ['en-NZ'] })).toBe('en-US')
  })

  it('does not depend on the order of what there is', () => {
    expect(bestLanguage([...available].reverse(), { preferred: ['en-US'] })).toBe('en-CA')
  })

  it.each([
    ['itself', 'en-GB', 'en-GB'],
    ['in another region', 'fr-CA', 'fr-FR'],
  ])('is the primary language, %s, when no preference fits', (_, primary, best) => {
    expect(bestLanguage(available, { preferred: ['ja'], primary })).toBe(best)
  })

  it.each([
    ['no preference fits and there is no primary language', { preferred: ['ja'] }],
    ['only another script of it is there', { preferred: ['zh-Hans'] }],
    ['the primary language is not there either', { preferred: [], primary: 'ko' }],
  ])('is none when %s', (_, choice) => {
    expect(bestLanguage(available, choice)).toBeUndefined()
  })
})
