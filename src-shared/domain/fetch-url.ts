/** Whether `hostname` (as `URL` spells it) can only be this machine. */
function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
  )
}

/** Why nothing may be fetched from `url`; `undefined` when it may: `https:` anywhere, `http:` to loopback, no user name in it. */
export function urlProblem(url: URL): string | undefined {
  if (url.username !== '' || url.password !== '') return 'it carries a user name or password'
  if (url.protocol === 'https:') return undefined
  if (url.protocol !== 'http:') return `its scheme is "${url.protocol}", not "https:"`
  return isLoopback(url.hostname) ? undefined : 'http is allowed to this machine only'
}
