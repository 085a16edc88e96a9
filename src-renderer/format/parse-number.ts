import { numberFormat } from '../../src-shared/format/numbers'

/**
 * Reads a number as somebody writes it in their language, with or without the unit of the format. Signs between groups of digits
 * count only where such groups are; a single point or comma elsewhere is the sign of decimals, also in languages that write the
 * other one: `2.5` is never twenty-five.
 *
 * @returns `undefined` for what is none.
 */
export function parseNumber(
  text: string,
  locale: string,
  options: Intl.NumberFormatOptions,
): number | undefined {
  const parts = numberFormat(locale, { ...options, useGrouping: true }).formatToParts(-12345.6)
  const ofType = (type: string): string => parts.find((part) => part.type === type)?.value ?? ''
  const digits = Array.from({ length: 10 }, (_, digit) => numberFormat(locale, {}).format(digit))
  const unit = ofType('unit')
  let plain = unit === '' ? text : text.replaceAll(unit, '')
  for (const [digit, written] of digits.entries()) plain = plain.replaceAll(written, String(digit))
  plain = plain.replaceAll(/[\u061C\u200E\u200F]/g, '').trim()
  const decimal = decimalSign(locale)
  return (
    readGrouped(plain, ofType('group'), decimal) ??
    readPlain(plain, decimal) ??
    readPlain(plain, /[.,]/.source)
  )
}

/** `1.234,5` in German: three digits after each sign but those before them, which are fewer in India. */
function readGrouped(plain: string, group: string, decimal: string): number | undefined {
  const sign = group === '' || /\s/.test(group) ? String.raw`\s` : escaped(group)
  const pattern = new RegExp(
    String.raw`^-?\d{1,3}(?:${sign}\d{2,3})*${sign}\d{3}(?:${escaped(decimal)}\d{0,6})?$`,
  )
  if (!pattern.test(plain)) return undefined
  return Number(plain.replaceAll(new RegExp(sign, 'g'), '').replace(decimal, '.'))
}

function readPlain(plain: string, decimalPattern: string): number | undefined {
  const sign = decimalPattern.length === 1 ? escaped(decimalPattern) : decimalPattern
  const [, whole, decimals = ''] =
    new RegExp(String.raw`^(-?\d{1,12})(?:${sign}(\d{0,6}))?$`).exec(plain) ?? []
  return whole === undefined ? undefined : Number(`${whole}.${decimals}`)
}

function escaped(sign: string): string {
  return sign.replaceAll(/[^\p{Letter}\p{Number}]/gu, String.raw`\$&`)
}

function decimalSign(locale: string): string {
  return (
    numberFormat(locale, { minimumFractionDigits: 1 })
      .formatToParts(1.5)
      .find(({ type }) => type === 'decimal')?.value ?? '.'
  )
}
