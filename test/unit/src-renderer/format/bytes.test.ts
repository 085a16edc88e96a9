import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatBytes, formatSpeed, formatSpeeds } from '../../../../src-renderer/format/bytes'

describe('formatBytes', () => {
  it.each([
    [0, '0\u00a0bytes'],
    [1, '1\u00a0byte'],
    [999, '999\u00a0bytes'],
    [1000, '1.0\u00a0kB'],
    [99_949, '99.9\u00a0kB'],
    [99_950, '100\u00a0kB'],
    [640e6, '640\u00a0MB'],
    [999_499_999, '999\u00a0MB'],
    [999_500_000, '1.0\u00a0GB'],
    [4.1e9, '4.1\u00a0GB'],
    [14.2e12, '14.2\u00a0TB'],
  ])('writes %d as %s', (bytes, text) => {
    expect(formatBytes(bytes, 'en')).toBe(text)
  })

  it('never leaves its number at the end of a line without its unit, in any language', () => {
    const texts = ['en', 'de', 'ja', 'ar', 'ar-EG'].flatMap((locale) => [
      formatBytes(27.5e6, locale),
      formatSpeed(27.5e6, locale),
    ])
    expect(texts.filter((text) => text.includes(' '))).toEqual([])
  })

  it('never has more than three digits before the unit, up to a thousand petabytes', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 9e17, noNaN: true }), (bytes) => {
        expect(formatBytes(bytes, 'en')).toMatch(/^(?:\d{1,2}\.\d|\d{1,3})\u00a0(?:bytes?|[kMGTP]B)$/)
      }),
      { numRuns: 200 },
    )
  })

  it('writes in the words and digits of the language', () => {
    const texts = [formatBytes(4.1e9, 'de'), formatBytes(3.4e9, 'ar-EG')]
    expect(texts).toEqual(['4,1\u00a0GB', '٣٫٤\u00a0غ.ب'])
  })
})

describe('formatSpeed', () => {
  it('writes a rate, from kilobytes on', () => {
    const rates = [0, 270, 38.4e6, 112e6].map((rate) => formatSpeed(rate, 'en'))
    expect(rates).toEqual(['0\u00a0kB/s', '0.3\u00a0kB/s', '38.4\u00a0MB/s', '112\u00a0MB/s'])
  })

  it('joins the stroke to what follows it where a line could end between them', () => {
    const rates = ['en', 'de', 'ar'].map((locale) => formatSpeed(331e3, locale).split('/')[1])
    expect(rates).toEqual(['s', 's', '\u2060ث'])
  })

  it('writes rates that are compared in one unit, that of the highest', () => {
    expect([formatSpeeds([3e6, 1.5e6, 0], 'en'), formatSpeeds([100e3, 50e3, 0], 'en')]).toEqual([
      ['3.0\u00a0MB/s', '1.5\u00a0MB/s', '0\u00a0MB/s'],
      ['100\u00a0kB/s', '50.0\u00a0kB/s', '0\u00a0kB/s'],
    ])
  })
})
