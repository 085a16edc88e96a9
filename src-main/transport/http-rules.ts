import { AssetPackError, type AssetPackErrorCode } from '../../src-shared/domain/errors'

/** Header names in lower case; a header that came several times is joined with `, `. */
export type Headers = ReadonlyMap<string, string>

/** Most header lines in one answer. */
export const maximumHeaders = 100
/** Most bytes of one answer's header block. */
export const maximumHeaderBytes = 16_384
/** Longest wait that a host may ask for, in seconds. */
export const maximumRetryAfterSeconds = 3600

/** Tells caches on the way to ask the host again. */
export const revalidationHeaders: Readonly<Record<string, string>> = { 'cache-control': 'no-cache' }

const codesByStatus: ReadonlyMap<number, AssetPackErrorCode> = new Map<number, AssetPackErrorCode>([
  [401, 'remoteForbidden'],
  [403, 'remoteForbidden'],
  [404, 'remoteNotFound'],
  [407, 'remoteForbidden'],
  [408, 'timedOut'],
  [410, 'remoteNotFound'],
  [425, 'remoteBusy'],
  [429, 'remoteBusy'],
  [451, 'remoteForbidden'],
  [503, 'remoteBusy'],
  [511, 'captivePortal'],
])

/** The code for an answer whose status is no success. */
export function codeForStatus(status: number): AssetPackErrorCode {
  const known = codesByStatus.get(status)
  if (known !== undefined) return known
  return status >= 500 && status <= 599 ? 'hostUnavailable' : 'remoteMisbehaved'
}

/** The failure that a status means. `details` has `url`, `status` and, when the host asked for it, `retryAfterSeconds`. */
export function statusFailure(status: number, headers: Headers, url: string, now: number): AssetPackError {
  const retryAfter = retryAfterSeconds(headers.get('retry-after'), now)
  const details = { url, status, ...(retryAfter === undefined ? {} : { retryAfterSeconds: retryAfter }) }
  return new AssetPackError(codeForStatus(status), `${url} was answered with status ${String(status)}.`, {
    details,
  })
}

/**
 * How many seconds a `Retry-After` header asks to wait: never more than an hour; `undefined` when it is missing, past or
 * no seconds or date.
 */
export function retryAfterSeconds(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  const text = header.trim()
  const seconds = /^\d{1,15}$/.test(text) ? Number(text) : secondsUntil(text, now)
  return seconds === undefined ? undefined : Math.min(seconds, maximumRetryAfterSeconds)
}

// The three forms of HTTP dates all start with the name of a day; `Date.parse` alone would take "-5" for a year.
const dateStart = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/

function secondsUntil(text: string, now: number): number | undefined {
  const at = dateStart.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) || at <= now ? undefined : Math.ceil((at - now) / 1000)
}

/** Whether the body comes as it is, without an encoding that was not asked for. */
export function isIdentity(headers: Headers): boolean {
  const encoding = headers.get('content-encoding')
  return encoding === undefined || encoding.trim() === '' || encoding.trim().toLowerCase() === 'identity'
}

/** The declared body length; `undefined` when there is none or it is no plain number. */
export function contentLength(headers: Headers): number | undefined {
  const text = headers.get('content-length')
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** Whether the answer calls itself a web page. */
export function isHTML(headers: Headers): boolean {
  const type = headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()
  return type === 'text/html' || type === 'application/xhtml+xml'
}

/** The answer's ETag when it is a strong one, the only kind that may guard a range. */
export function strongETag(headers: Headers): string | undefined {
  const tag = headers.get('etag')?.trim()
  return tag !== undefined && /^"[\x21\x23-\x7e]{0,500}"$/.test(tag) ? tag : undefined
}

/** The host answered with other bytes than asked for. */
export function misbehaved(url: string, why: string): AssetPackError {
  return new AssetPackError('remoteMisbehaved', `${url}: ${why}.`, { details: { url } })
}

/** A web page where content should be. */
export function portalPage(url: string): AssetPackError {
  return new AssetPackError(
    'captivePortal',
    `${url} was answered with a web page: this network seems to want a sign-in first.`,
    { details: { url } },
  )
}
