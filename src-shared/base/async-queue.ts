/**
 * A stream that one side fills and one reader empties. What is pushed before the reader asks is kept, so nothing is lost
 * between opening a stream and reading it.
 *
 * `absorb` keeps a slow reader from a growing backlog: it is shown the items that still wait and the new one, and says
 * which of the waiting ones the new one replaces.
 */
export class AsyncQueue<T> implements AsyncIterable<T>, AsyncIterator<T, undefined> {
  readonly #absorb: ((waiting: readonly T[], next: T) => readonly T[]) | undefined
  readonly #onLeave: () => void
  #waiting: T[] = []
  #readers: {
    readonly resolve: (result: IteratorResult<T, undefined>) => void
    readonly reject: (error: unknown) => void
  }[] = []
  #ended: { readonly error?: unknown } | undefined

  /** `onLeave` runs once, when the reader leaves or the stream ends, whichever comes first. */
  constructor(
    options: {
      readonly absorb?: (waiting: readonly T[], next: T) => readonly T[]
      readonly onLeave?: () => void
    } = {},
  ) {
    this.#absorb = options.absorb
    this.#onLeave = options.onLeave ?? (() => undefined)
  }

  /** How many items wait for the reader. */
  get length(): number {
    return this.#waiting.length
  }

  /** Adds an item; after the end it is dropped. */
  push(item: T): void {
    if (this.#ended !== undefined) return
    const reader = this.#readers.shift()
    if (reader !== undefined) reader.resolve({ done: false, value: item })
    else if (this.#absorb === undefined) this.#waiting.push(item)
    else this.#waiting = [...this.#absorb(this.#waiting, item)]
  }

  /** Ends the stream once what waits has been read. Ending twice does nothing. */
  end(): void {
    this.#finish({})
  }

  /** Ends the stream with an error once what waits has been read. */
  fail(error: unknown): void {
    this.#finish({ error })
  }

  next(): Promise<IteratorResult<T, undefined>> {
    if (this.#waiting.length > 0) return Promise.resolve({ done: false, value: this.#waiting.shift() as T })
    if (this.#ended === undefined) {
      return new Promise((resolve, reject) => {
        this.#readers.push({ resolve, reject })
      })
    }
    return this.#lastResult(this.#ended)
  }

  /** The reader leaves: what waits is dropped. */
  return(): Promise<IteratorResult<T, undefined>> {
    this.#waiting = []
    this.#finish({})
    return Promise.resolve({ done: true, value: undefined })
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  #lastResult(ended: { readonly error?: unknown }): Promise<IteratorResult<T, undefined>> {
    this.#ended = {}
    if (!('error' in ended)) return Promise.resolve({ done: true, value: undefined })
    return Promise.reject(ended.error instanceof Error ? ended.error : new Error(String(ended.error)))
  }

  #finish(ended: { readonly error?: unknown }): void {
    if (this.#ended !== undefined) return
    const readers = this.#readers
    this.#readers = []
    this.#ended = readers.length > 0 ? {} : ended
    for (const [index, reader] of readers.entries()) {
      if (index === 0 && 'error' in ended) reader.reject(ended.error)
      else reader.resolve({ done: true, value: undefined })
    }
    this.#onLeave()
  }
}
