/** A number's text, and nothing else, made by `Intl` in the reader's language. Formatters are costly, so they are kept. */
const kept = new Map<string, Intl.NumberFormat>()

/** The formatter of these options, made once. */
export function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  const found = kept.get(key)
  if (found !== undefined) return found
  const made = new Intl.NumberFormat(locale, options)
  kept.set(key, made)
  return made
}

/** 42 for 0.42; never 100 before all is done, and not 57 for 0.58, which is a hair less in binary. */
export function wholePercent(fraction: number): number {
  return fraction >= 1 ? 100 : Math.min(99, Math.floor(fraction * 100 + 1e-9))
}

/** `42%` for 0.42. */
export function formatPercent(fraction: number, locale: string): string {
  return numberFormat(locale, { style: 'percent' }).format(wholePercent(fraction) / 100)
}
