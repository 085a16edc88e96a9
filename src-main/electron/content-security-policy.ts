import { windowOrigin } from '../../src-shared/ipc/bridge'

/**
 * The policy of one page load. Nothing is allowed that the window does not use; the one inline style tag that the
 * component library adds is let through by a nonce that is good for this load only.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')
}

/** Tells a page the nonce of its load: where the component library looks for it, and in place of `nonce="NONCE"`. */
export function withNonce(html: string, nonce: string): string {
  const rest = html
    .replaceAll(/<meta\s+property="csp-nonce"[^>]*>/g, '')
    .replaceAll('nonce="NONCE"', `nonce="${nonce}"`)
  return rest.replace(/<head[^>]*>/, (head) => `${head}<meta property="csp-nonce" nonce="${nonce}">`)
}

/** The headers of every reply of the `app:` protocol. */
export function securityHeaders(nonce: string): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(nonce),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-store',
    'Access-Control-Allow-Origin': windowOrigin,
  }
}
