import type { TimeOfDay } from '../../src-main/platform/local-time'

/** The time of day in a time zone, with its summer time, wherever the test runs. */
export function timeOfDayIn(timeZone: string): TimeOfDay {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  return (now) => {
    const [hours = 0, minutes = 0, seconds = 0] = format.format(now).split(':').map(Number)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + (now % 1000)
  }
}
