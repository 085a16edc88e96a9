import {
  parseDownloadLimits,
  type DownloadLimits,
  type QuietHours,
} from '../../src-shared/domain/download-limits'
import { AssetPackError } from '../../src-shared/domain/errors'

/** The word that ends a limit. */
const off = 'off'

const rateShape = /^(\d{1,15}(?:\.\d{1,3})?) ?([kMG]?)B?(?:\/s)?$/i
const rateUnits: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9 }

/** Reads `--rate`: bytes a second, in decimal units as they are shown; `undefined` = no limit. @throws `wrongUse`. */
export function parseRate(text: string): number | undefined {
  if (text === off) return undefined
  const [, number, unit = ''] = rateShape.exec(text) ?? []
  const bytesPerSecond = Math.round(Number(number) * (rateUnits[unit.toLowerCase()] ?? Number.NaN))
  return checked(
    '--rate',
    text,
    'a rate of at least 1024 bytes a second like 2MB, 500kB or 250000, or "off"',
    {
      bytesPerSecond,
    },
  ).bytesPerSecond
}

/** Reads `--quiet-hours`; `undefined` = none. @throws `wrongUse`. */
export function parseQuietHours(text: string): QuietHours | undefined {
  if (text === off) return undefined
  const [from = '', to = '', ...more] = text.split('-')
  const quietHours = { from, to: more.length === 0 ? to : '' }
  return checked('--quiet-hours', text, 'two times of day like 22:00-07:00, or "off"', { quietHours })
    .quietHours
}

/** Reads `--metered`. @throws `wrongUse`. */
export function parseMetered(text: string): boolean {
  if (text === 'on' || text === off) return text === 'on'
  throw wrongValue('--metered', text, '"on" or "off"')
}

/** Reads `--packs-at-once` and `--connections`; `undefined` = as the configuration says. @throws `wrongUse`. */
export function parseFew(option: '--packs-at-once' | '--connections', text: string): number | undefined {
  if (text === off) return undefined
  const packsAtOnce = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN
  return checked(option, text, 'a number from 1 to 16, or "off"', { packsAtOnce }).packsAtOnce
}

/** Reads `--updates`: whether they wait for somebody to ask. @throws `wrongUse`. */
export function parseUpdates(text: string): boolean {
  if (text === 'automatic' || text === 'on-request') return text === 'on-request'
  throw wrongValue('--updates', text, '"automatic" or "on-request"')
}

function checked(option: string, text: string, expected: string, limits: DownloadLimits): DownloadLimits {
  try {
    return parseDownloadLimits(limits)
  } catch (cause) {
    throw wrongValue(option, text, expected, cause)
  }
}

function wrongValue(option: string, text: string, expected: string, cause?: unknown): AssetPackError {
  return new AssetPackError('wrongUse', `${option} must be ${expected}, not "${text.slice(0, 40)}".`, {
    ...(cause === undefined ? {} : { cause }),
    details: { option, value: text.slice(0, 40) },
  })
}
