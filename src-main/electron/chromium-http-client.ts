import type { ClientRequest, IncomingMessage, Net, Session } from 'electron'
import { AssetPackError } from '../../src-shared/domain/errors'
import { scheduleAwake } from '../platform/awake-timer'
import type { Clock } from '../platform/clock'
import type { ConnectionGate, Place } from '../transport/connection-gate'
import { httpTimeouts, type HTTPClient, type HTTPRequest, type HTTPResponse } from '../transport/http-client'
import { maximumHeaderBytes, maximumHeaders, misbehaved, type Headers } from '../transport/http-rules'
import { ArrivedBlocks } from './arrived-blocks'
import { chromiumError } from './chromium-errors'

/** What {@link ChromiumHTTPClient} works with. */
export interface ChromiumHTTPClientOptions {
  readonly net: Pick<Net, 'request'>
  /** Opens the session; called once, with the first request. */
  readonly openSession: () => Session
  readonly clock: Clock
  /** Gives each exchange its place: what waits inside Chromium for a connection would count as a silent host. */
  readonly gate: ConnectionGate
  readonly timeouts?: typeof httpTimeouts | undefined
}

/**
 * Sends single GET requests through Chromium's network stack: the system's proxy and certificates, HTTP/2 and 3.
 *
 * `net.request` rather than `session.fetch`, which is made from it: only here can a redirect be seen without being followed.
 * No cookies and no sign-in are sent and nothing is cached.
 */
export class ChromiumHTTPClient implements HTTPClient {
  readonly #options: ChromiumHTTPClientOptions
  readonly #closed = new AbortController()
  #session: Session | undefined

  constructor(options: ChromiumHTTPClientOptions) {
    this.#options = options
  }

  async get(request: HTTPRequest): Promise<HTTPResponse> {
    const signal = AbortSignal.any([request.signal, this.#closed.signal])
    signal.throwIfAborted()
    const place = await this.#options.gate.enter(request.url.host, signal, request.whileGivingWay)
    try {
      const { clock, timeouts = httpTimeouts } = this.#options
      const sent = this.#request(request)
      return await new Exchange({ sent, url: request.url.href, clock, timeouts, signal, place }).head()
    } catch (error) {
      place.leave()
      throw error
    }
  }

  #request({ url, headers }: HTTPRequest): ClientRequest {
    const { net, openSession } = this.#options
    this.#session ??= openSession()
    const request = net.request({
      method: 'GET',
      url: url.href,
      session: this.#session,
      credentials: 'omit',
      useSessionCookies: false,
      cache: 'no-store',
      redirect: 'manual',
      bypassCustomProtocolHandlers: true,
    })
    for (const [name, value] of Object.entries(headers)) request.setHeader(name, value)
    return request
  }

  async close(): Promise<void> {
    this.#closed.abort(new AssetPackError('cancelled', 'The transport was closed.'))
  }
}

interface ExchangeOptions {
  readonly sent: ClientRequest
  readonly url: string
  readonly clock: Clock
  readonly timeouts: typeof httpTimeouts
  readonly signal: AbortSignal
  /** Given back when the exchange is over. */
  readonly place: Place
}

/** One request from its sending to the end of its body. */
class Exchange {
  readonly #options: ExchangeOptions
  /** Set once the exchange is over: by an error, by the signal, or because its user has enough. */
  #end: { readonly failure: Error } | undefined
  #rejectEnd: (failure: Error) => void = () => undefined
  readonly #ended: Promise<never>
  readonly #onAbort = (): void => {
    this.#finish(this.#options.signal.reason as Error)
  }

  constructor(options: ExchangeOptions) {
    this.#options = options
    this.#ended = new Promise<never>((_resolve, reject) => {
      this.#rejectEnd = reject
    })
    // Heard by whoever waits at that moment; nobody has to.
    this.#ended.catch(() => undefined)
  }

  async head(): Promise<HTTPResponse> {
    const { sent, clock, timeouts, signal, url } = this.#options
    signal.addEventListener('abort', this.#onAbort, { once: true })
    const cancelTimeout = scheduleAwake(clock, timeouts.connect + timeouts.firstByte, () => {
      this.#finish(timedOut(url, 'it did not answer in time'))
    })
    const answered = new Promise<HTTPResponse>((resolve) => {
      sent.on('response', (message) => {
        resolve(this.#response(message))
      })
      sent.on('redirect', (status, _method, to, headers) => {
        resolve(redirectResponse(status, to, headers))
      })
    })
    // Also after the end: an error event that nobody hears would end the process.
    sent.on('error', (error) => {
      this.#finish(chromiumError(error, url))
    })
    sent.end()
    try {
      const response = await Promise.race([answered, this.#ended])
      if (isRedirected(response.status)) this.#finish(over(url))
      checkHead(response.headers, url)
      return response
    } catch (error) {
      this.#finish(chromiumError(error, url))
      throw error
    } finally {
      cancelTimeout()
    }
  }

  #response(message: IncomingMessage): HTTPResponse {
    const blocks = new ArrivedBlocks(message)
    message.on('error', (error: unknown) => {
      this.#finish(chromiumError(error, this.#options.url))
    })
    message.on('aborted', () => {
      this.#finish(chromiumError(new Error('net::ERR_CONNECTION_CLOSED'), this.#options.url))
    })
    const { place } = this.#options
    return {
      status: message.statusCode,
      headers: headerMap(message.headers),
      get wanted() {
        return place.wanted
      },
      read: () => this.#read(blocks),
      discard: () => {
        this.#finish(over(this.#options.url))
      },
    }
  }

  /** What has arrived comes before the failure that ended it: nothing has to be fetched twice. */
  async #read(blocks: ArrivedBlocks): Promise<readonly Uint8Array[]> {
    for (;;) {
      this.#options.signal.throwIfAborted()
      const arrived = blocks.take()
      if (arrived.length > 0) return arrived
      if (blocks.isComplete) {
        this.#leave()
        return []
      }
      const failure = this.#failure()
      if (failure !== undefined) throw failure
      await Promise.race([blocks.change(), this.#ended]).catch(() => undefined)
    }
  }

  #failure(): Error | undefined {
    return this.#end?.failure
  }

  #finish(failure: Error): void {
    if (this.#end !== undefined) return
    this.#end = { failure }
    this.#leave()
    this.#options.sent.abort()
    this.#rejectEnd(failure)
  }

  #leave(): void {
    this.#options.signal.removeEventListener('abort', this.#onAbort)
    this.#options.place.leave()
  }
}

function isRedirected(status: number): boolean {
  return status >= 300 && status < 400
}

/** The head of a redirect; Chromium has resolved its target already, and shows no body. */
function redirectResponse(
  status: number,
  to: string,
  headers: Readonly<Record<string, string | string[]>>,
): HTTPResponse {
  return {
    status,
    headers: new Map([...headerMap(headers), ['location', to]]),
    read: () => Promise.resolve([]),
    discard: () => undefined,
  }
}

function headerMap(headers: Readonly<Record<string, string | string[]>>): Headers {
  return new Map(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : value,
    ]),
  )
}

function checkHead(headers: Headers, url: string): void {
  if (headers.size > maximumHeaders) throw misbehaved(url, 'there are too many headers')
  let bytes = 0
  for (const [name, value] of headers) bytes += name.length + value.length + 4
  if (bytes > maximumHeaderBytes) throw misbehaved(url, 'the headers are too long')
}

function timedOut(url: string, why: string): AssetPackError {
  return new AssetPackError('timedOut', `${url}: ${why}.`, { details: { url } })
}

function over(url: string): AssetPackError {
  return new AssetPackError('cancelled', `The exchange with ${url} is over.`, { details: { url } })
}
