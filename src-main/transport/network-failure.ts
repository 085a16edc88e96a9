import { AssetPackError, type AssetPackErrorCode } from '../../src-shared/domain/errors'

const codesByName: ReadonlyMap<string, AssetPackErrorCode> = new Map<string, AssetPackErrorCode>([
  ['EAI_AGAIN', 'offline'],
  ['ENETDOWN', 'offline'],
  ['ENETUNREACH', 'offline'],
  ['EADDRNOTAVAIL', 'offline'],
  ['ETIMEDOUT', 'timedOut'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timedOut'],
  ['UND_ERR_HEADERS_TIMEOUT', 'timedOut'],
  ['UND_ERR_BODY_TIMEOUT', 'timedOut'],
  ['UND_ERR_HEADERS_OVERFLOW', 'remoteMisbehaved'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'hostUnavailable'],
  ['EPROTO', 'tlsFailed'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tlsFailed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tlsFailed'],
  ['HOSTNAME_MISMATCH', 'tlsFailed'],
  ['INVALID_CA', 'tlsFailed'],
])

/**
 * The failure of a connection, from what Node or undici threw. An `AssetPackError` stays what it is. Everything unknown is
 * `hostUnavailable`: worth another try.
 */
export function networkFailure(error: unknown, url: string): AssetPackError {
  if (error instanceof AssetPackError) return error
  const name = errorName(error)
  const code = codesByName.get(name) ?? codeByFamily(name)
  return new AssetPackError(
    code,
    `${url} could not be fetched (${name === '' ? 'connection failed' : name}).`,
    {
      cause: error,
      details: { url, ...(name === '' ? {} : { reason: name }) },
    },
  )
}

function codeByFamily(name: string): AssetPackErrorCode {
  if (/^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_)/.test(name)) return 'tlsFailed'
  // A cut in the middle of a chunked body; every other parser error is a host that does not speak HTTP.
  if (name === 'HPE_INVALID_EOF_STATE') return 'hostUnavailable'
  return name.startsWith('HPE_') ? 'remoteMisbehaved' : 'hostUnavailable'
}

function errorName(error: unknown): string {
  // Two address families tried at once fail as one AggregateError without a code of its own.
  const first: unknown = error instanceof AggregateError && !('code' in error) ? error.errors[0] : error
  if (typeof first !== 'object' || first === null || !('code' in first)) return ''
  return typeof first.code === 'string' ? first.code : ''
}
