import type { Fault } from './faulty-server'
import type { ByteRange, DownloadRequest, ReadRequest, Transport } from '../../src-main/transport/transport'
import type { TransportHost } from '../contracts/transport-cases'

/**
 * A host whose troubles last as long as the call that meets them.
 *
 * The contract's cases let one request go wrong and expect the call to fail. Chromium's downloads repeat a request by
 * themselves before anybody is asked, and `ChromiumTransport` asks once more to learn a status that they hide. Troubles of
 * the network are therefore made to last: until the call that they are meant for has ended, instead of for one request.
 */
export class LastingTroubles {
  readonly #host: TransportHost
  readonly #pending = new Map<string, Fault[]>()

  constructor(host: TransportHost) {
    this.#host = host
  }

  /** The host as the case sees it. */
  get host(): TransportHost {
    const host = this.#host
    return {
      baseURL: host.baseURL,
      put: (path, bytes, options) => {
        host.put(path, bytes, options)
      },
      fail: (path, fault, times) => {
        if (times !== undefined || !lasts(fault)) host.fail(path, fault, times)
        else this.#pending.set(path, [...(this.#pending.get(path) ?? []), fault])
      },
      heal: (path) => {
        this.#pending.delete(path)
        host.heal(path)
      },
      requestsFor: (path) => host.requestsFor(path),
      bytesSent: (path) => host.bytesSent(path),
      requestArrived: (path) => host.requestArrived(path),
    }
  }

  /** The transport as the case sees it. */
  around(transport: Transport): Transport {
    return {
      read: (request: ReadRequest) => this.#during(request.url, undefined, () => transport.read(request)),
      download: (request: DownloadRequest) =>
        this.#during(request.url, request.range, () => transport.download(request)),
      close: () => transport.close(),
    }
  }

  async #during<T>(url: string, range: ByteRange | undefined, call: () => Promise<T>): Promise<T> {
    const path = URL.canParse(url) ? new URL(url).pathname : url
    const [fault, ...later] = this.#pending.get(path) ?? []
    this.#pending.set(path, later)
    if (fault === undefined) return call()
    this.#host.fail(path, ofObject(fault, range), 1_000)
    try {
      return await call()
    } finally {
      this.#host.heal(path)
    }
  }
}

/** Whether the fault is a trouble that a repeated request would meet again, rather than one wrong answer. */
function lasts(fault: Fault): boolean {
  switch (fault.kind) {
    case 'headers':
      return 'content-encoding' in fault.headers
    case 'status':
      return fault.status !== 416
    case 'ignoreRange':
    case 'shiftedRange':
      return false
    case 'chunked':
    case 'cut':
    case 'endless':
    case 'raw':
    case 'silent':
    case 'stall':
      return true
  }
}

/** A cut at the same byte of the object, from wherever a repeated request starts. */
function ofObject(fault: Fault, range: ByteRange | undefined): Fault {
  if (fault.kind !== 'cut') return fault
  return { kind: 'cut', afterBytes: (range?.offset ?? 0) + fault.afterBytes, ofObject: true }
}
