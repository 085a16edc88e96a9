import { numberFormat } from '../../src-shared/format/numbers'

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const

/** A size in decimal units: one decimal under 100, none above, never more than three digits (`4.1 GB`, `640 MB`). */
export function formatBytes(bytes: number, locale: string): string {
  return format(bytes, locale, '')
}

/** A rate in decimal units (`38.4 MB/s`), from kilobytes on: single bytes are no rate that anybody wants to know. */
export function formatSpeed(bytesPerSecond: number, locale: string): string {
  return format(bytesPerSecond, locale, '-per-second')
}

/** Rates that are compared with each other, all in the unit of the highest, which comes first. */
export function formatSpeeds(highestFirst: readonly number[], locale: string): readonly string[] {
  const { exponent } = scale(highestFirst[0] ?? 0, 1)
  return highestFirst.map((value) =>
    formatScaled({ scaled: value / 1000 ** exponent, exponent }, locale, '-per-second'),
  )
}

function format(value: number, locale: string, suffix: '' | '-per-second'): string {
  return formatScaled(scale(value, suffix === '' ? 0 : 1), locale, suffix)
}

interface Scaled {
  readonly scaled: number
  readonly exponent: number
}

function formatScaled({ scaled, exponent }: Scaled, locale: string, suffix: '' | '-per-second'): string {
  const unit = units[exponent] ?? 'petabyte'
  const decimals = exponent > 0 && scaled > 0 && scaled < 99.95 ? 1 : 0
  const text = numberFormat(locale, {
    style: 'unit',
    unit: `${unit}${suffix}`,
    // The short form of "byte" has no plural.
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(scaled)
  // A number without its unit at the end of a line is another number. Beyond ASCII a line may also end after the stroke.
  return text.replaceAll(' ', '\u00a0').replace(/\/(?=\P{ASCII})/u, '/\u2060')
}

/** The value in the unit that leaves at most three digits after rounding, and no smaller one than the least. */
function scale(value: number, least: 0 | 1): Scaled {
  let scaled = Math.max(0, value) / 1000 ** least
  let exponent: number = least
  while (scaled >= 999.5 && exponent < units.length - 1) {
    scaled /= 1000
    exponent += 1
  }
  return { scaled, exponent }
}
