import { AssetPackError, type AssetPackErrorCode } from '../../src-shared/domain/errors'
import { urlProblem } from '../../src-shared/domain/fetch-url'

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
