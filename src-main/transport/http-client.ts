import type { Headers } from './http-rules'
import type { Pace } from './transport'

/**
 * Sends single GET requests: the part in which the stacks of Node and of Chromium differ. Everything that HTTP asks of a
 * client beyond that (redirects, ranges, resuming, limits) is `HTTPTransport`'s, once for both.
 */
export interface HTTPClient {
  /**
   * Asks once: no redirect is followed, no body is decoded, nothing is retried or cached.
   *
   * @throws an `AssetPackError` (`offline`, `hostUnavailable`, `timedOut`, `tlsFailed`, `remoteMisbehaved`), or the signal's
   * reason.
   */
  get(request: HTTPRequest): Promise<HTTPResponse>
  /** Ends connections and timers; requests in flight reject. */
  close(): Promise<void>
}

/** See {@link HTTPClient.get}. */
export interface HTTPRequest {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** See `DownloadRequest.whileGivingWay`. */
  readonly whileGivingWay?: AbortSignal | undefined
  /** What the body is read at; little of it is taken in before it is read while that is limited. */
  readonly pace?: Pick<Pace, 'whileUnlimited'> | undefined
}

/** The status and headers that came, and the way to the body. */
export interface HTTPResponse {
  readonly status: number
  readonly headers: Headers
  /**
   * Aborts when what goes first needs the connection, of a request that gives way: ask for the rest later. Another signal
   * that has not aborted is here when the connection is needed no longer.
   */
  readonly wanted?: AbortSignal
  /**
   * The body's next pieces: everything that has arrived since the last call, at least one; an empty list at the end. Bytes
   * that nobody reads are held back at the host.
   *
   * @throws as {@link HTTPClient.get} does, once the pieces that arrived before the failure have been read.
   */
  read(): Promise<readonly Uint8Array[]>
  /** Leaves the rest of the body; the connection is dropped unless the body had ended. May be called at any time. */
  discard(): void
}

/** How long to wait for what, in milliseconds. There is no limit on the whole. */
export const httpTimeouts = {
  /** Until the connection stands. */
  connect: 10_000,
  /** From then until the answer's headers. */
  firstByte: 15_000,
  /** Within this time a body must bring `stallBytes`. */
  stall: 20_000,
  stallBytes: 20 * 1024,
} as const
