import { numberFormat } from './numbers'

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** How long something will take, as coarse as it can be believed. */
export type ApproximateDuration =
  | { readonly kind: 'underAMinute' }
  | { readonly kind: 'about'; readonly seconds: number }
  | { readonly kind: 'overADay' }

/** Rounded to 1 min under 10 min, 5 min under an hour, 15 min under five hours, 1 h under a day. */
export function approximateDuration(seconds: number): ApproximateDuration {
  if (seconds < minute) return { kind: 'underAMinute' }
  if (seconds >= day) return { kind: 'overADay' }
  const step = stepOf(seconds)
  const rounded = Math.max(minute, Math.round(seconds / step) * step)
  return rounded >= day ? { kind: 'overADay' } : { kind: 'about', seconds: rounded }
}

/**
 * `shown` as long as `seconds` still rounds near it, else `seconds`: an estimate that wavers about a boundary does not
 * make the text flicker.
 */
export function steadySeconds(shown: number | undefined, seconds: number): number {
  if (shown === undefined) return seconds
  const before = approximateDuration(shown)
  if (before.kind !== 'about') return seconds
  return Math.abs(before.seconds - seconds) <= stepOf(before.seconds) * 0.6 ? before.seconds : seconds
}

function stepOf(seconds: number): number {
  if (seconds < 10 * minute) return minute
  if (seconds < hour) return 5 * minute
  if (seconds < 5 * hour) return 15 * minute
  return hour
}

/** `2 min`, `1 hr, 15 min`: an amount of time in words, from units that `Intl` knows everywhere. */
export function formatDuration(seconds: number, locale: string): string {
  // Whole minutes first: what is split before it is rounded leaves sixty of them.
  const wholeMinutes = Math.round(seconds / minute)
  const hours = Math.floor(wholeMinutes / 60)
  const minutes = wholeMinutes % 60
  const parts = [
    ...(hours > 0 ? [unit(hours, 'hour', locale)] : []),
    ...(minutes > 0 || hours === 0 ? [unit(minutes, 'minute', locale)] : []),
  ]
  return new Intl.ListFormat(locale, { type: 'unit', style: 'narrow' }).format(parts)
}

/** How long something took: in seconds under a minute and a half, then as {@link formatDuration}. */
export function formatElapsed(seconds: number, locale: string): string {
  return seconds < 90
    ? unit(Math.max(1, Math.round(seconds)), 'second', locale)
    : formatDuration(seconds, locale)
}

function unit(value: number, name: 'hour' | 'minute' | 'second', locale: string): string {
  return numberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value)
}
