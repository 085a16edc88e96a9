import type { QuietHours } from '../../src-shared/domain/download-limits'

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

/** What quiet hours mean at some time of day. */
export interface Quietness {
  readonly isQuiet: boolean
  /** Until they begin or end, as clocks on the wall count. */
  readonly changesInMs: number
}

/**
 * Decides from the time of day alone, so that a clock that jumps needs no rule of its own: what clocks on the wall show
 * counts. An hour that summer time leaves out is not quiet, one that comes twice is quiet twice. `from` belongs to the
 * quiet hours, `to` does not.
 */
export function quietness({ from, to }: QuietHours, timeOfDay: number): Quietness {
  const untilFrom = untilTime(from, timeOfDay)
  const untilTo = untilTime(to, timeOfDay)
  // Whoever is inside reaches the end before the next beginning, also over midnight.
  const isQuiet = untilTo < untilFrom
  return { isQuiet, changesInMs: isQuiet ? untilTo : untilFrom }
}

/** More than nothing, at most a day. */
function untilTime(time: string, timeOfDay: number): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  const left = ((((hours * 60 + minutes) * minuteMs - timeOfDay) % dayMs) + dayMs) % dayMs
  return left === 0 ? dayMs : left
}
