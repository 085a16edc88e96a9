import { AssetPackError } from '../../src-shared/domain/errors'
import { urlProblem } from '../../src-shared/domain/fetch-url'
import { shownURL } from './url-rule'

/** Most hops that one request may take. */
export const maximumRedirects = 5

/** Whether the status points elsewhere. */
export function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308
}

/** The question that {@link followRedirect} answers. */
export interface RedirectQuestion {
  /** Every URL asked so far, the first one first. */
  readonly visited: readonly [string, ...string[]]
  /** The `Location` header. */
  readonly location: string | undefined
  /** Hosts besides the first URL's own that may be sent to. */
  readonly allowedHosts: readonly string[]
}

/**
 * Where a redirect leads.
 *
 * @throws `redirectRefused` for a loop, too many hops, a missing or unfit target or a step down from https; `captivePortal`
 * for a host that nobody expects, since hotspots answer for every host with the address of their own sign-in page.
 */
export function followRedirect({ visited, location, allowedHosts }: RedirectQuestion): URL {
  const first = new URL(visited[0])
  const current = visited[visited.length - 1] ?? visited[0]
  if (location === undefined || !URL.canParse(location, current)) throw refused(first, 'it leads nowhere')
  const next = new URL(location, current)
  next.hash = ''
  const problem = stepProblem(new URL(current), next)
  if (problem !== undefined) throw refused(first, problem)
  if (next.hostname !== first.hostname && !allowedHosts.includes(next.hostname)) throw portal(first, next)
  const unsafe = urlProblem(next)
  if (unsafe !== undefined) throw refused(first, unsafe)
  if (visited.includes(next.href)) throw refused(first, 'it leads back to where it came from')
  if (visited.length > maximumRedirects)
    throw refused(first, `there are more than ${String(maximumRedirects)}`)
  return next
}

/** What is wrong with the step whatever the host: a strange http host is left out here, since hotspots send to one. */
function stepProblem(current: URL, next: URL): string | undefined {
  if (next.protocol !== 'http:') return urlProblem(next)
  return current.protocol === 'https:' ? 'it leads from https to http' : undefined
}

function refused(first: URL, why: string): AssetPackError {
  const url = shownURL(first)
  return new AssetPackError('redirectRefused', `A redirect of ${url} was refused: ${why}.`, {
    details: { url },
  })
}

function portal(first: URL, next: URL): AssetPackError {
  const url = shownURL(first)
  return new AssetPackError(
    'captivePortal',
    `${first.host} was answered for by ${next.host}: this network seems to want a sign-in first.`,
    { details: { url, host: next.host } },
  )
}
