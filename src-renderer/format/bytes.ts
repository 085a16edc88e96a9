import { numberFormat } from './numbers'

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte', 'petabyte'] as const

/** A size in decimal units: one decimal under 100, none above, never more than three digits (`4.1 GB`, `640 MB`). */
export function formatBytes(bytes: number, locale: string): string {
  return format(bytes, locale, '')
}

/** A rate in decimal units (`38.4 MB/s`). */
export function formatSpeed(bytesPerSecond: number, locale: string): string {
  return format(bytesPerSecond, locale, '-per-second')
}

function format(value: number, locale: string, suffix: '' | '-per-second'): string {
  const { scaled, exponent } = scale(value)
  const unit = units[exponent] ?? 'petabyte'
  const decimals = exponent > 0 && scaled < 99.95 ? 1 : 0
  return numberFormat(locale, {
    style: 'unit',
    unit: `${unit}${suffix}`,
    // The short form of "byte" has no plural.
    unitDisplay: unit === 'byte' && suffix === '' ? 'long' : 'short',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format(scaled)
}

/** The value in the unit that leaves at most three digits after rounding. */
function scale(value: number): { readonly scaled: number; readonly exponent: number } {
  let scaled = Math.max(0, value)
  let exponent = 0
  while (scaled >= 999.5 && exponent < units.length - 1) {
    scaled /= 1000
    exponent += 1
  }
  return { scaled, exponent }
}
