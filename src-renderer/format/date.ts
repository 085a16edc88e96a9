const kept = new Map<string, Intl.DateTimeFormat>()

/** A day in the reader's language (`Nov 18, 2026`), from wall time in milliseconds. */
export function formatDate(milliseconds: number, locale: string): string {
  const found = kept.get(locale)
  if (found !== undefined) return found.format(milliseconds)
  const made = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
  kept.set(locale, made)
  return made.format(milliseconds)
}
