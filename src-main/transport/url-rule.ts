import { AssetPackError, type AssetPackErrorCode } from '../../src-shared/domain/errors'

/** Whether `hostname` (as `URL` spells it) can only be this machine. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
  )
}

/** Why nothing may be fetched from `url`; `undefined` when it may. */
export function urlProblem(url: URL): string | undefined {
  if (url.username !== '' || url.password !== '') return 'it carries a user name or password'
  if (url.protocol === 'https:') return undefined
  if (url.protocol !== 'http:') return `its scheme is "${url.protocol}", not "https:"`
  return isLoopback(url.hostname) ? undefined : 'http is allowed to this machine only'
}

/**
 * Reads a URL by the one rule of what may be fetched: `https:` anywhere, `http:` to loopback, no user name in it.
 *
 * @throws `code` (default `invalidArgument`) naming the URL without its secrets, and the rule.
 */
export function parseFetchURL(text: string, code: AssetPackErrorCode = 'invalidArgument'): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const problem = url === undefined ? 'it is not a URL' : urlProblem(url)
  if (url === undefined || problem !== undefined) {
    const shown = url === undefined ? text.slice(0, 200) : shownURL(url)
    throw new AssetPackError(code, `Cannot fetch ${shown}: ${problem ?? ''}.`, { details: { url: shown } })
  }
  url.hash = ''
  return url
}

/** The URL as it may appear in messages and logs: without user name, password and query, where tokens live. */
export function shownURL(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`.slice(0, 500)
}
