/**
 * Transport: the only step that talks to a host. It comes after planning, before verification.
 *
 * A transport moves bytes and checks what only it can see: status, `Content-Range`, lengths, encodings, redirects
 * (docs/disk-and-wire.md has the client's HTTP rules). It trusts nothing and verifies no hash: whoever asked does that. `ChromiumTransport`
 * (desktop app), `NodeTransport` (CLI, tests) and `MemoryTransport` pass one contract suite; `RetryingTransport` and
 * `ThrottledTransport` wrap any of them and are transports themselves. `open-transport` alone composes them.
 *
 * Promises of every implementation:
 * - A failure is an `AssetPackError` whose code says whether trying again makes sense (`retry-policy`).
 * - After the signal aborts, nothing more is written, and the promise rejects with the signal's reason.
 * - Only `https:` is accepted, and `http:` to loopback addresses. No credentials are sent anywhere.
 * - Content is asked for with `Accept-Encoding: identity`; any other encoding is refused before a byte is decoded.
 */
export interface Transport {
  /**
   * Reads a small object (metadata, index) into memory.
   *
   * @throws `limitExceeded` as soon as one byte more than `maximumBytes` is announced or arrives.
   */
  read(request: ReadRequest): Promise<Uint8Array>

  /**
   * Brings a whole object, or one closed byte range of it, into the file `destination`.
   *
   * Bytes that an earlier, interrupted call left in `destination` are kept and the transfer goes on after them, when the
   * host still holds the same object; otherwise it starts over from the first byte. On success the file holds exactly the
   * bytes asked for (its folder exists already; the file itself is created). On failure or cancellation whatever arrived
   * stays for the next call. Files named `destination + "."` and more are the transport's
   * own, `destination + ".resume"` its notes; on success they are gone.
   *
   * @throws `remoteMisbehaved` when the host answers with other bytes than asked for, `remoteChanged` when the object's
   * length differs from `totalBytes`.
   */
  download(request: DownloadRequest): Promise<DownloadReceipt>

  /** Ends connections and timers; calls in flight reject. */
  close(): Promise<void>
}

/** See {@link Transport.read}. */
export interface ReadRequest {
  readonly url: string
  readonly maximumBytes: number
  /** True for what changes in place (timestamp): caches on the way are told to ask again. */
  readonly revalidate?: boolean
  /** True where "not found" is an answer like any other: then no mirror is asked for it. */
  readonly mayBeMissing?: boolean
  readonly signal: AbortSignal
  readonly pace?: Pace | undefined
}

/** See {@link Transport.download}. */
export interface DownloadRequest {
  readonly url: string
  /** The signed size of the whole object in bytes. */
  readonly totalBytes: number
  /** Absent = the whole object. */
  readonly range?: ByteRange | undefined
  /**
   * Asked where the host sends the whole object although a range was asked for, once or several times in a call: gives the
   * absolute path of the file that the whole is to fill, instead of `destination`; or `undefined` when somebody else is
   * bringing it, so that it need not come twice. The receipt then says `cameWhole`, and progress is that of the whole. A
   * host that is known for it may be asked nothing. Absent = the range is taken out of the whole.
   */
  readonly takeWhole?: (() => string | undefined) | undefined
  /** Absolute path of the file to fill. */
  readonly destination: string
  /** True when what came before was wrong: caches on the way are told to ask the host again. */
  readonly revalidate?: boolean | undefined
  readonly signal: AbortSignal
  /**
   * Called with the bytes now in `destination`, kept ones included, as far as the pace allows them; may go back when a
   * transfer starts over.
   */
  readonly onProgress?: ((bytesInDestination: number) => void) | undefined
  /** Called before the transfer is begun anew after a failure, with the number of failures in a row without a new byte. */
  readonly onRetry?: ((failures: number) => void) | undefined
  /**
   * Other transfers go first where connections to the host are short, until it aborts. Such a transfer may lose its
   * connection at any moment, keeps what came and goes on when there is one again. Absent = it does not give way, and
   * nobody is interrupted for it.
   */
  readonly whileGivingWay?: AbortSignal | undefined
  readonly pace?: Pace | undefined
}

/**
 * How fast body bytes may be taken. A transport awaits `take` after each piece it received and before it asks for the
 * next one, so that the host is slowed down by the network's own back-pressure. `ThrottledTransport` puts it into requests.
 */
export interface Pace {
  /**
   * Aborts as soon as a limit is set; aborted while one is in force. A transport that cannot slow one of its ways down
   * leaves that way then, also in the middle of an object.
   */
  readonly whileUnlimited: AbortSignal
  /**
   * Resolves when that many bytes fit the limit.
   *
   * @throws the signal's reason as soon as it aborts.
   */
  take(bytes: number, signal: AbortSignal): Promise<void>
}

/** A closed run of bytes of an object. */
export interface ByteRange {
  readonly offset: number
  readonly length: number
}

/** What a download cost. */
export interface DownloadReceipt {
  /** Body bytes that came over the network in this call. */
  readonly bytesReceived: number
  /** Requests sent in this call. */
  readonly requests: number
  /** True when the host has no ranges and `takeWhole` was followed: `destination` does not hold what was asked for. */
  readonly cameWhole?: boolean
}
