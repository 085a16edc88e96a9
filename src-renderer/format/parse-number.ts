import { numberFormat } from './numbers'

/**
 * Reads a number as somebody writes it in their language, with or without the unit of the format.
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
  let plain = [ofType('unit'), ofType('group')].reduce(
    (rest, part) => (part === '' ? rest : rest.replaceAll(part, '')),
    text,
  )
  for (const [digit, written] of digits.entries()) plain = plain.replaceAll(written, String(digit))
  const decimal = decimalSign(locale)
  plain = plain.replaceAll(decimal, '.').replaceAll(/[\s\u061C\u200E\u200F]/g, '')
  return /^-?\d{1,12}(?:\.\d{0,6})?$/.test(plain) ? Number(plain) : undefined
}

function decimalSign(locale: string): string {
  return (
    numberFormat(locale, { minimumFractionDigits: 1 })
      .formatToParts(1.5)
      .find(({ type }) => type === 'decimal')?.value ?? '.'
  )
}
