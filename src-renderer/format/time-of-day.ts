/** `22:00` as clocks of the reader's language show it: `10:00 PM`. */
export function formatTimeOfDay(time: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' })
  return format.format(new Date(`2000-01-01T${time}:00Z`))
}

/** Every half hour of a day, and `other` in its place should it be none of them. */
export function timesToChoose(other: string): readonly string[] {
  const halfHours = Array.from({ length: 48 }, (_, index) => {
    const hour = String(Math.floor(index / 2)).padStart(2, '0')
    return `${hour}:${index % 2 === 0 ? '00' : '30'}`
  })
  return [...new Set([...halfHours, other])].sort()
}
