import type { Agent, Dispatcher } from 'undici'
import { AssetPackError } from '../../src-shared/domain/errors'
import { scheduleAwake } from '../platform/awake-timer'
import type { Clock } from '../platform/clock'
import { ConnectionGate, type Place } from './connection-gate'
import { httpTimeouts, type HTTPClient, type HTTPRequest, type HTTPResponse } from './http-client'
import { maximumHeaderBytes, maximumHeaders, misbehaved, type Headers } from './http-rules'
import { networkFailure } from './network-failure'
import { ResponseBody } from './response-body'
import { shownURL } from './url-rule'

/** What an {@link UndiciClient} needs. */
export interface UndiciClientOptions {
  readonly clock: Clock
  /** Most connections to one host at once. */
  readonly connectionsPerHost: number
  /** Certificate authorities (PEM) to trust instead of the well-known ones, for hosts inside a company. */
  readonly certificateAuthorities?: readonly string[] | undefined
}

/** HTTP/1.1 on undici's dispatch level: no fetch, no decoding, no cookies, no proxy of its own. */
export class UndiciClient implements HTTPClient {
  readonly #options: UndiciClientOptions
  readonly #gate: ConnectionGate
  readonly #closed = new AbortController()
  #agent: Promise<Agent> | undefined

  constructor(options: UndiciClientOptions) {
    this.#options = options
    this.#gate = new ConnectionGate(options.connectionsPerHost)
  }

  async get(request: HTTPRequest): Promise<HTTPResponse> {
    const signal = AbortSignal.any([request.signal, this.#closed.signal])
    // The agent would queue what exceeds its connections, and that wait would count as connecting.
    const place = await this.#gate.enter(request.url.host, signal, request.whileGivingWay)
    try {
      this.#agent ??= openAgent(this.#options)
      const agent = await this.#agent
      signal.throwIfAborted()
      return await new Exchange(this.#options.clock, request, signal, place).start(agent)
    } catch (error) {
      place.leave()
      signal.throwIfAborted()
      throw networkFailure(error, shownURL(request.url))
    }
  }

  async close(): Promise<void> {
    if (this.#closed.signal.aborted) return
    this.#closed.abort(new AssetPackError('cancelled', 'The transport was closed.'))
    const agent = await this.#agent
    await agent?.destroy()
  }
}

/** Loading undici takes longer than opening a thousand packs: a program that asks for nothing goes without. */
async function openAgent({
  connectionsPerHost,
  certificateAuthorities,
}: UndiciClientOptions): Promise<Agent> {
  const { Agent } = await import('undici')
  return new Agent({
    connections: connectionsPerHost,
    pipelining: 1,
    allowH2: false,
    maxHeaderSize: maximumHeaderBytes,
    // The waiting for headers and body is timed by the clock here, so that tests can move it.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: {
      timeout: httpTimeouts.connect,
      ...(certificateAuthorities === undefined ? {} : { ca: [...certificateAuthorities] }),
    },
  })
}

type Controller = Dispatcher.DispatchController

/** One request on its way: connecting, waiting for headers, bringing the body. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly #clock: Clock
  readonly #url: URL
  readonly #headers: HTTPRequest['headers']
  readonly #signal: AbortSignal
  readonly #place: Place
  readonly #body: ResponseBody
  #controller: Controller | undefined
  #given: Error | undefined
  #cancelTimer: () => void = () => undefined
  #resolve: (response: HTTPResponse) => void = () => undefined
  #reject: (error: unknown) => void = () => undefined

  constructor(clock: Clock, request: HTTPRequest, signal: AbortSignal, place: Place) {
    const { url, headers, pace } = request
    this.#clock = clock
    this.#url = url
    this.#headers = headers
    this.#signal = signal
    this.#place = place
    this.#body = new ResponseBody({
      pause: () => this.#controller?.pause(),
      resume: () => this.#controller?.resume(),
      abort: () => {
        this.#giveUp(new AssetPackError('cancelled', 'The rest of the body is not wanted.'))
      },
      get isSlow() {
        return pace?.whileUnlimited.aborted === true
      },
    })
  }

  start(agent: Agent): Promise<HTTPResponse> {
    const url = this.#url
    const headers = this.#headers
    return new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
      this.#signal.addEventListener('abort', this.#onAbort, { once: true })
      this.#startTimer(httpTimeouts.connect, 'the connection did not come about')
      agent.dispatch({ origin: url.origin, path: url.pathname + url.search, method: 'GET', headers }, this)
    })
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller
    if (this.#given !== undefined) controller.abort(this.#given)
    else this.#startTimer(httpTimeouts.firstByte, 'no answer came')
  }

  onResponseStart(_controller: Controller, status: number, raw: NodeJS.Dict<string | string[]>): void {
    // 100, 102 and 103 announce the real answer.
    if (status < 200) return
    this.#cancelTimer()
    if (countHeaders(raw) > maximumHeaders) {
      this.#giveUp(misbehaved(shownURL(this.#url), 'too many headers came'))
      return
    }
    const place = this.#place
    this.#resolve({
      status,
      headers: joinHeaders(raw),
      get wanted() {
        return place.wanted
      },
      read: () => this.#body.read(),
      discard: () => {
        this.#body.discard()
      },
    })
  }

  onResponseData(_controller: Controller, piece: Buffer): void {
    this.#body.push(piece)
  }

  onResponseEnd(): void {
    this.#body.end()
    this.#finish()
  }

  onResponseError(_controller: Controller | undefined, error: Error): void {
    const failure = this.#given ?? networkFailure(error, shownURL(this.#url))
    this.#body.end({ error: failure })
    this.#finish()
    this.#reject(failure)
  }

  readonly #onAbort = (): void => {
    this.#giveUp(this.#signal.reason as Error)
  }

  // Rejects at once: undici itself would let go only when the connection stands.
  #giveUp(error: Error): void {
    this.#given ??= error
    this.#body.end({ error })
    this.#controller?.abort(error)
    this.#finish()
    this.#reject(error)
  }

  #finish(): void {
    this.#cancelTimer()
    this.#signal.removeEventListener('abort', this.#onAbort)
    this.#place.leave()
  }

  #startTimer(milliseconds: number, why: string): void {
    this.#cancelTimer()
    this.#cancelTimer = scheduleAwake(this.#clock, milliseconds, () => {
      const url = shownURL(this.#url)
      this.#giveUp(
        new AssetPackError('timedOut', `${url}: ${why} within ${String(milliseconds / 1000)} s.`, {
          details: { url },
        }),
      )
    })
  }
}

function countHeaders(raw: NodeJS.Dict<string | string[]>): number {
  return Object.values(raw).reduce((sum, value) => sum + (Array.isArray(value) ? value.length : 1), 0)
}

function joinHeaders(raw: NodeJS.Dict<string | string[]>): Headers {
  const entries = Object.entries(raw).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ])
  return new Map(entries)
}
