import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseRangeRequest, type RangeRequest } from '../../src-main/hosting/byte-range'

/** One way to answer wrongly. */
export type Fault =
  /** Another status, with these headers and body. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
    }
  /** The connection ends after that many body bytes; `ofObject`: after the object's byte of that number. */
  | { readonly kind: 'cut'; readonly afterBytes: number; readonly ofObject?: boolean }
  /** Nothing more comes after that many body bytes, but the connection stays; the rest comes with `until`. */
  | { readonly kind: 'stall'; readonly afterBytes: number; readonly until?: AbortSignal }
  /** The request is never answered; the connection ends with `until`. */
  | { readonly kind: 'silent'; readonly until?: AbortSignal }
  /** The whole object with status 200, whatever was asked for. */
  | { readonly kind: 'ignoreRange' }
  /** The right body under headers of which some are changed, or gone when `undefined`. */
  | {
      readonly kind: 'headers'
      readonly headers: Readonly<Record<string, string | undefined>>
      readonly status?: number
    }
  /** The part that starts so many bytes later (or earlier), labelled as what it is. */
  | { readonly kind: 'shiftedRange'; readonly by: number }
  /** A body in chunks, without a length, of the object's bytes and then `extra` more; cut short when negative. */
  | { readonly kind: 'chunked'; readonly extra: number; readonly cut?: boolean }
  /** A body that never ends. */
  | { readonly kind: 'endless' }
  /** These bytes on the socket instead of an answer, then the end. */
  | { readonly kind: 'raw'; readonly text: string }

/** What a client asked. */
export interface RecordedRequest {
  readonly path: string
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
}

interface HostedObject {
  readonly bytes: Uint8Array
  readonly etag: string | undefined
}

/**
 * A host on loopback that misbehaves on command. Plain Node, so that it also runs inside Electron. Objects and faults are
 * set by path; faults for one path come in the order they were set, then the host is honest again.
 */
export class FaultyServer {
  readonly #server: Server
  readonly #objects = new Map<string, HostedObject>()
  readonly #faults = new Map<string, { readonly fault: Fault; times: number }[]>()
  readonly #sent = new Map<string, number>()
  readonly #requests: RecordedRequest[] = []
  readonly #waiting: { readonly path: string; readonly resolve: () => void }[] = []
  #port = 0

  private constructor() {
    this.#server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
      void this.#serve(request, response)
    })
  }

  /** Starts listening on a free port of 127.0.0.1. */
  static async start(): Promise<FaultyServer> {
    const server = new FaultyServer()
    server.#server.listen(0, '127.0.0.1')
    await once(server.#server, 'listening')
    server.#port = (server.#server.address() as AddressInfo).port
    return server
  }

  /** Where the objects are, without a slash at the end. */
  get baseURL(): string {
    return `http://127.0.0.1:${String(this.#port)}`
  }

  /** Puts an object, or another content, at `path`. Its ETag is strong unless another is given. */
  put(path: string, bytes: Uint8Array, options: { readonly etag?: string | undefined } = {}): void {
    const strong = `"${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}"`
    this.#objects.set(path, { bytes, etag: 'etag' in options ? options.etag : strong })
  }

  /** Makes the next `times` requests for `path` go wrong. */
  fail(path: string, fault: Fault, times = 1): void {
    const script = this.#faults.get(path) ?? []
    script.push({ fault, times })
    this.#faults.set(path, script)
  }

  /** Forgets the faults that are still to come. */
  heal(path: string): void {
    this.#faults.delete(path)
  }

  /** Every request so far for `path`. */
  requestsFor(path: string): readonly RecordedRequest[] {
    return this.#requests.filter((request) => request.path === path)
  }

  /** Body bytes that were sent for `path`. */
  bytesSent(path: string): number {
    return this.#sent.get(path) ?? 0
  }

  /** Resolves when the next request for `path` arrives. */
  requestArrived(path: string): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ path, resolve })
    })
  }

  /** Stops listening and ends every connection. */
  async close(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/'
    this.#requests.push({ path, headers: request.headers })
    const fault = this.#nextFault(path)
    for (const waiting of this.#waiting.filter((entry) => entry.path === path)) {
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
      waiting.resolve()
    }
    const object = this.#objects.get(path)
    if (fault !== undefined) await this.#misbehave(fault, path, object, request, response)
    else if (object === undefined) response.writeHead(404).end()
    else await this.#answer(path, object, request, response)
  }

  #nextFault(path: string): Fault | undefined {
    const script = this.#faults.get(path)
    const next = script?.[0]
    if (script === undefined || next === undefined) return undefined
    next.times -= 1
    if (next.times <= 0) script.shift()
    return next.fault
  }

  async #misbehave(
    fault: Fault,
    path: string,
    object: HostedObject | undefined,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const known = object ?? { bytes: new Uint8Array(), etag: undefined }
    switch (fault.kind) {
      case 'status':
        response.writeHead(fault.status, fault.headers).end(fault.body)
        return
      case 'silent':
        if (fault.until === undefined) return
        await passed(fault.until)
        response.destroy()
        return
      case 'raw':
        response.socket?.end(fault.text)
        return
      case 'cut':
      case 'stall':
      case 'headers':
      case 'ignoreRange':
      case 'shiftedRange':
        await this.#answer(path, known, request, response, fault)
        return
      case 'chunked':
        await this.#answerInChunks(path, known, fault, response)
        return
      case 'endless':
        response.writeHead(200, {})
        while (!response.destroyed) await this.#write(path, response, new Uint8Array(65_536))
    }
  }

  async #answer(
    path: string,
    { bytes, etag }: HostedObject,
    request: IncomingMessage,
    response: ServerResponse,
    fault?: Fault,
  ): Promise<void> {
    const range = wantedRange(request, bytes.length, etag, fault)
    if (range.kind === 'unsatisfiable') {
      response.writeHead(416, { 'content-range': `bytes */${String(bytes.length)}` }).end()
      return
    }
    const { status, headers, body } = plannedAnswer(range, bytes, etag, fault)
    response.writeHead(status, headers)
    if (fault?.kind === 'cut' || fault?.kind === 'stall') {
      const skipped =
        fault.kind === 'cut' && fault.ofObject === true && range.kind === 'part' ? range.start : 0
      await this.#write(path, response, body.subarray(0, Math.max(0, fault.afterBytes - skipped)))
      if (fault.kind === 'cut') response.destroy()
      if (fault.kind === 'cut' || fault.until === undefined) return
      await passed(fault.until)
      await this.#writeAll(path, response, body.subarray(fault.afterBytes))
      response.end()
      return
    }
    await this.#writeAll(path, response, body)
    response.end()
  }

  async #answerInChunks(
    path: string,
    { bytes, etag }: HostedObject,
    fault: { readonly extra: number; readonly cut?: boolean },
    response: ServerResponse,
  ): Promise<void> {
    response.writeHead(200, etag === undefined ? {} : { etag })
    await this.#writeAll(path, response, bytes.subarray(0, bytes.length + Math.min(0, fault.extra)))
    if (fault.extra > 0) await this.#writeAll(path, response, new Uint8Array(fault.extra))
    if (fault.cut === true) response.destroy()
    else response.end()
  }

  async #writeAll(path: string, response: ServerResponse, body: Uint8Array): Promise<void> {
    for (let position = 0; position < body.length && !response.destroyed; position += 65_536) {
      await this.#write(path, response, body.subarray(position, position + 65_536))
    }
  }

  /** Resolves when the system has taken the bytes, or the client is gone. */
  #write(path: string, response: ServerResponse, bytes: Uint8Array): Promise<void> {
    this.#sent.set(path, this.bytesSent(path) + bytes.length)
    return new Promise((resolve) => {
      response.once('close', resolve)
      response.write(bytes, () => {
        response.off('close', resolve)
        resolve()
      })
    })
  }
}

async function passed(moment: AbortSignal): Promise<void> {
  if (!moment.aborted) await once(moment, 'abort')
}

function wantedRange(
  { headers }: IncomingMessage,
  size: number,
  etag: string | undefined,
  fault: Fault | undefined,
): RangeRequest {
  const guard = headers['if-range']
  const ignores = fault?.kind === 'ignoreRange' || (guard !== undefined && guard !== etag)
  // A part sent in spite of a failed If-Range is what the fault `headers` with a status of 206 stands for.
  const forced = fault?.kind === 'headers' && fault.status === 206
  return ignores && !forced ? { kind: 'whole' } : parseRangeRequest(headers.range, size)
}

function plannedAnswer(
  range: Exclude<RangeRequest, { kind: 'unsatisfiable' }>,
  bytes: Uint8Array,
  etag: string | undefined,
  fault: Fault | undefined,
): { readonly status: number; readonly headers: Record<string, string>; readonly body: Uint8Array } {
  const shift = fault?.kind === 'shiftedRange' ? fault.by : 0
  const [start, end] = range.kind === 'part' ? [range.start + shift, range.end] : [0, bytes.length - 1]
  const body = bytes.subarray(start, end + 1)
  const headers = new Map<string, string>([['content-length', String(body.length)]])
  // As every static host says; one that ignores ranges does not.
  if (fault?.kind !== 'ignoreRange') headers.set('accept-ranges', 'bytes')
  if (etag !== undefined) headers.set('etag', etag)
  if (range.kind === 'part') {
    headers.set('content-range', `bytes ${String(start)}-${String(end)}/${String(bytes.length)}`)
  }
  const usual = range.kind === 'part' ? 206 : 200
  if (fault?.kind !== 'headers') return { status: usual, headers: Object.fromEntries(headers), body }
  return { status: fault.status ?? usual, headers: changedHeaders(headers, fault.headers), body }
}

function changedHeaders(
  headers: ReadonlyMap<string, string>,
  changes: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const changed = new Map<string, string | undefined>([...headers, ...Object.entries(changes)])
  return Object.fromEntries([...changed].filter((entry): entry is [string, string] => entry[1] !== undefined))
}
