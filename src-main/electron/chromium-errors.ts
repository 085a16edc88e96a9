import { AssetPackError, cutBySleep, type AssetPackErrorCode } from '../../src-shared/domain/errors'

/** What Chromium's network stack means, by the name of its error. */
const codes: readonly (readonly [RegExp, AssetPackErrorCode])[] = [
  [/ERR_INTERNET_DISCONNECTED|ERR_NETWORK_CHANGED|ERR_NETWORK_IO_SUSPENDED/, 'offline'],
  [/ERR_CERT|ERR_SSL|ERR_BAD_SSL|ERR_TLS|CERTIFICATE/, 'tlsFailed'],
  [/ERR_TIMED_OUT|ERR_CONNECTION_TIMED_OUT/, 'timedOut'],
  [/ERR_TOO_MANY_REDIRECTS|ERR_UNSAFE_REDIRECT|ERR_INVALID_REDIRECT/, 'redirectRefused'],
  [/ERR_CONTENT_DECODING|ERR_RESPONSE_HEADERS|ERR_INVALID_HTTP|ERR_INVALID_RESPONSE/, 'remoteMisbehaved'],
  [/ERR_INVALID_CHUNKED_ENCODING|ERR_HTTP2_PROTOCOL|ERR_QUIC_PROTOCOL/, 'remoteMisbehaved'],
  [/ERR_FILE_NO_SPACE/, 'outOfSpace'],
  [/ERR_ACCESS_DENIED|ERR_DISALLOWED/, 'remoteForbidden'],
]

/**
 * Brings an error of Chromium's network stack to the system's own. What is not known by name counts as a host that cannot
 * be reached: worth another try.
 */
export function chromiumError(error: unknown, url: string): AssetPackError {
  if (error instanceof AssetPackError) return error
  const text = error instanceof Error ? error.message : String(error)
  const code = codes.find(([pattern]) => pattern.test(text))?.[1] ?? 'hostUnavailable'
  return new AssetPackError(code, `The host could not be read: ${text}`, {
    cause: error,
    details: { url, reason: text, ...(text.includes('ERR_NETWORK_IO_SUSPENDED') ? cutBySleep : {}) },
  })
}
