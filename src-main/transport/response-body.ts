/** Where a body's pieces wait between the socket that brings them and the reader that takes them. */
export interface BodyFlow {
  /** Holds the host back: the reader is behind. */
  pause(): void
  /** Lets the host go on. */
  resume(): void
  /** Ends the connection: nobody reads on. */
  abort(): void
  /** Whether the reader is slow on purpose, as under a rate: what it does not read soon had better stay at the host. */
  readonly isSlow: boolean
}

const highWaterMark = 1024 * 1024
/** The same for a slow reader: with eight connections the other one would let 17 MB past a rate before it held. */
const slowHighWaterMark = 64 * 1024

/**
 * The pieces of one response body that have arrived and are not yet read. Whole pieces are handed over in lists, as many as
 * there are: a slow reader gets long lists (one write for many pieces), a fast one gets each piece at once.
 */
export class ResponseBody {
  readonly #flow: BodyFlow
  #pieces: Uint8Array[] = []
  #bytes = 0
  #paused = false
  #end: { readonly error?: unknown } | undefined
  #wake: (() => void) | undefined

  constructor(flow: BodyFlow) {
    this.#flow = flow
  }

  /** A piece arrived. */
  push(piece: Uint8Array): void {
    if (this.#end !== undefined || piece.length === 0) return
    this.#pieces.push(piece)
    this.#bytes += piece.length
    const enough = this.#flow.isSlow ? slowHighWaterMark : highWaterMark
    if (this.#bytes >= enough && !this.#paused) {
      this.#paused = true
      this.#flow.pause()
    }
    this.#wake?.()
  }

  /** The body is complete, or broke off when `error` is given. Later calls change nothing. */
  end(outcome: { readonly error?: unknown } = {}): void {
    this.#end ??= outcome
    this.#wake?.()
  }

  /** See `HTTPResponse.read`. */
  async read(): Promise<readonly Uint8Array[]> {
    if (this.#bytes === 0 && this.#end === undefined) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
      this.#wake = undefined
    }
    if (this.#bytes === 0 && this.#end !== undefined && 'error' in this.#end) throw this.#end.error
    return this.#take()
  }

  /** Drops what waits and ends the connection unless the body had ended. */
  discard(): void {
    this.#pieces = []
    this.#bytes = 0
    if (this.#end !== undefined) return
    this.end()
    this.#flow.abort()
  }

  #take(): readonly Uint8Array[] {
    const pieces = this.#pieces
    this.#pieces = []
    this.#bytes = 0
    if (this.#paused) {
      this.#paused = false
      if (this.#end === undefined) this.#flow.resume()
    }
    return pieces
  }
}
