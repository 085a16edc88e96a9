import { expect, it } from 'vitest'
import { parseNumber } from '../../../../src-renderer/format/parse-number'

const speed = { style: 'unit', unit: 'megabyte-per-second' } as const

it.each([
  ['2.5', 'en', 2.5],
  ['2.5 MB/s', 'en', 2.5],
  ['2,5 MB/s', 'de', 2.5],
  ['1.234,5', 'de', 1234.5],
  ['1,234', 'en', 1234],
  ['1.234.567,5', 'de', 1234567.5],
  ['12,34,567', 'hi', 1234567],
  ['1 234,5', 'fr', 1234.5],
  ['2.5', 'de', 2.5],
  ['2.50', 'de', 2.5],
  ['1,5', 'en', 1.5],
  ['1.234', 'de', 1234],
  ['1,23,4', 'en', undefined],
  ['1.5.5', 'de', undefined],
  ['1 5', 'en', undefined],
  ['٢٫٥', 'ar-EG', 2.5],
  ['5 م.ب/ث', 'ar', 5],
  ['-3', 'en', -3],
  ['', 'en', undefined],
  ['fast', 'en', undefined],
  ['1e5', 'en', undefined],
  ['2 apples', 'en', undefined],
])('"%s" in %s is %s', (text, locale, number) => {
  expect(parseNumber(text, locale, speed)).toBe(number)
})
