import { describe, expect, it } from 'vitest'
import { toAssetPackError } from '../../../../src-shared/domain/errors'
import {
  parseFew,
  parseMetered,
  parseQuietHours,
  parseRate,
  parseUpdates,
} from '../../../../src-main/cli/limit-values'

function refused(parse: (text: string) => unknown, text: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    const { code, message } = toAssetPackError(error)
    return [code, message]
  }
}

describe('the values of limits', () => {
  it.each([
    ['off', undefined],
    ['250000', 250_000],
    ['500kB', 500_000],
    ['2MB', 2_000_000],
    ['1.5 MB/s', 1_500_000],
    ['1g', 1e9],
  ])('--rate %s', (text, bytesPerSecond) => {
    expect(parseRate(text)).toBe(bytesPerSecond)
  })

  it.each(['', '0', '1kB', '-2MB', '2MiB', 'fast', '1e9', '9999999G'])('refuses --rate "%s"', (text) => {
    expect(refused(parseRate, text)).toEqual([
      'wrongUse',
      `--rate must be a rate of at least 1024 bytes a second like 2MB, 500kB or 250000, or "off", not "${text}".`,
    ])
  })

  it('--quiet-hours, also over midnight', () => {
    expect([parseQuietHours('22:00-07:00'), parseQuietHours('off')]).toEqual([
      { from: '22:00', to: '07:00' },
      undefined,
    ])
  })

  it.each(['', '22:00', '22-7', '22:00-24:00', '07:00-07:00', '22:00-07:00-08:00'])(
    'refuses --quiet-hours "%s"',
    (text) => {
      expect(refused(parseQuietHours, text)).toEqual([
        'wrongUse',
        `--quiet-hours must be two times of day like 22:00-07:00, or "off", not "${text}".`,
      ])
    },
  )

  it('--metered', () => {
    expect([parseMetered('on'), parseMetered('off'), refused(parseMetered, 'yes')]).toEqual([
      true,
      false,
      ['wrongUse', '--metered must be "on" or "off", not "yes".'],
    ])
  })

  it('--packs-at-once and --connections', () => {
    expect([parseFew('--packs-at-once', '3'), parseFew('--connections', 'off')]).toEqual([3, undefined])
  })

  it.each(['', '0', '17', '1.5', '-1', 'all'])('refuses --connections "%s"', (text) => {
    expect(refused((value) => parseFew('--connections', value), text)).toEqual([
      'wrongUse',
      `--connections must be a number from 1 to 16, or "off", not "${text}".`,
    ])
  })

  it('--updates', () => {
    expect([parseUpdates('on-request'), parseUpdates('automatic'), refused(parseUpdates, 'off')]).toEqual([
      true,
      false,
      ['wrongUse', '--updates must be "automatic" or "on-request", not "off".'],
    ])
  })
})
