/** A day in the reader's language (`Nov 18, 2026`), from wall time in milliseconds. */
export const formatDate = formatting({ dateStyle: 'medium' })

/** A time of the present day as clocks of the reader's language show it (`10:31 AM`), from wall time in milliseconds. */
export const formatClockTime = formatting({ timeStyle: 'short' })

/** To make a format takes long; there is one for each language. */
function formatting(options: Intl.DateTimeFormatOptions): (milliseconds: number, locale: string) => string {
  const kept = new Map<string, Intl.DateTimeFormat>()
  return (milliseconds, locale) => {
    const format = kept.get(locale) ?? new Intl.DateTimeFormat(locale, options)
    kept.set(locale, format)
    return format.format(milliseconds)
  }
}
