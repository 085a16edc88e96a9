import { AssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'
import { HTTPDownload } from './http-download'
import type { HTTPClient, HTTPResponse } from './http-client'
import {
  contentLength,
  isHTML,
  isIdentity,
  misbehaved,
  portalPage,
  revalidationHeaders,
  statusFailure,
} from './http-rules'
import { followRedirect, isRedirect } from './redirect'
import { StallGuard, totalLength } from './stall-guard'
import type { DownloadReceipt, DownloadRequest, Pace, ReadRequest, Transport } from './transport'
import { parseFetchURL, shownURL } from './url-rule'

/** What an {@link HTTPTransport} needs. */
export interface HTTPTransportOptions {
  readonly client: HTTPClient
  readonly clock: Clock
  /** Hosts besides the one asked that content may be redirected to, e.g. a CDN. Every other one is a captive portal. */
  readonly redirectHosts?: readonly string[] | undefined
}

/** A question to a host, redirects included. */
export interface Question {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  readonly whileGivingWay?: AbortSignal | undefined
  readonly pace?: Pick<Pace, 'whileUnlimited'> | undefined
}

/** An answer that is no redirect. */
export interface Answer {
  readonly response: HTTPResponse
  /** Where it came from, as it may be shown. */
  readonly url: string
  /** Requests that it took. */
  readonly requests: number
}

/** The client's HTTP rules over any {@link HTTPClient}. See {@link Transport} for its promises. */
export class HTTPTransport implements Transport {
  readonly #client: HTTPClient
  readonly #clock: Clock
  readonly #redirectHosts: readonly string[]
  readonly #hostsWithoutRanges = new Set<string>()

  constructor({ client, clock, redirectHosts }: HTTPTransportOptions) {
    this.#client = client
    this.#clock = clock
    this.#redirectHosts = redirectHosts ?? []
  }

  async read({ url: text, maximumBytes, revalidate, signal, pace }: ReadRequest): Promise<Uint8Array> {
    signal.throwIfAborted()
    const url = parseFetchURL(text)
    const headers = revalidate === true ? revalidationHeaders : {}
    const answer = await this.#ask({ url, headers, signal, pace })
    try {
      this.#checkWhole(answer, maximumBytes)
      return await this.#collect(
        answer,
        maximumBytes,
        async (bytes) => {
          signal.throwIfAborted()
          await pace?.take(bytes, signal)
        },
        signal,
      )
    } finally {
      answer.response.discard()
    }
  }

  async download(request: DownloadRequest): Promise<DownloadReceipt> {
    request.signal.throwIfAborted()
    const ask = (question: Question): Promise<Answer> => this.#ask(question)
    return new HTTPDownload({
      request,
      url: parseFetchURL(request.url),
      ask,
      clock: this.#clock,
      hostsWithoutRanges: this.#hostsWithoutRanges,
    }).run()
  }

  async close(): Promise<void> {
    await this.#client.close()
  }

  async #ask({ url, headers, ...question }: Question): Promise<Answer> {
    const visited: [string, ...string[]] = [url.href]
    let current = url
    for (;;) {
      const all = { ...headers, accept: '*/*', 'accept-encoding': 'identity' }
      const response = await this.#client.get({ url: current, headers: all, ...question })
      if (!isRedirect(response.status)) {
        return {
          response: checkEncoding(response, current),
          url: shownURL(current),
          requests: visited.length,
        }
      }
      response.discard()
      current = followRedirect({
        visited,
        location: response.headers.get('location'),
        allowedHosts: this.#redirectHosts,
      })
      visited.push(current.href)
    }
  }

  #checkWhole({ response: { status, headers }, url }: Answer, maximumBytes: number): void {
    if (status !== 200) throw statusFailure(status, headers, url, this.#clock.now())
    if (headers.has('content-range'))
      throw misbehaved(url, 'a part was sent under the status of a whole object')
    if (isHTML(headers)) throw portalPage(url)
    if ((contentLength(headers) ?? 0) > maximumBytes) throw overLimit(url, maximumBytes)
  }

  async #collect(
    { response, url }: Answer,
    maximumBytes: number,
    pace: (bytes: number) => Promise<void>,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const guard = new StallGuard(this.#clock, url)
    const collected: Uint8Array[] = []
    let length = 0
    for (;;) {
      const pieces = await guard.next(() => response.read(), signal)
      if (pieces.length === 0) return Buffer.concat(collected)
      length += totalLength(pieces)
      if (length > maximumBytes) throw overLimit(url, maximumBytes)
      collected.push(...pieces)
      await pace(totalLength(pieces))
    }
  }
}

function checkEncoding(response: HTTPResponse, url: URL): HTTPResponse {
  if (isIdentity(response.headers)) return response
  response.discard()
  throw misbehaved(shownURL(url), 'the body is encoded although that was not asked for')
}

function overLimit(url: string, maximumBytes: number): AssetPackError {
  return new AssetPackError('limitExceeded', `${url} is longer than ${String(maximumBytes)} bytes.`, {
    details: { url, maximumBytes },
  })
}
