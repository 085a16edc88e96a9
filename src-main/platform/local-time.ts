/** What clocks on the wall show at a moment of wall time: milliseconds since the local midnight. Tests bring a zone of their own. */
export type TimeOfDay = (now: number) => number

/** The time of day where this machine is, with summer time where there is one. */
export const systemTimeOfDay: TimeOfDay = (now) => {
  const local = new Date(now)
  const minutes = local.getHours() * 60 + local.getMinutes()
  return (minutes * 60 + local.getSeconds()) * 1000 + local.getMilliseconds()
}
