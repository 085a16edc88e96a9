import { AssetPackError, toAssetPackError, type SerializedError } from '../domain/errors'
import type { CallDefinition, Contract, Service, StreamDefinition } from './contract'
import { requestMessageSchema, streamWindow, type Port, type ReplyMessage, type RequestMessage } from './wire'

/** How a contract is served. */
export interface ServeOptions {
  /** Calls and streams of one client at once; one more is refused with `limitExceeded`. */
  readonly maximumInFlight?: number
  /** Hears of messages that were dropped, and why. Never contains what they carried. */
  readonly onDropped?: (reason: string) => void
}

/**
 * Answers a client's calls and streams until the port closes or the returned function is called; either aborts everything
 * in flight.
 *
 * Only names that the contract lists are answered. Arguments, results and items are checked; what is no message is dropped.
 */
export function serveContract<C extends Contract>(
  contract: C,
  service: Service<C>,
  port: Port,
  options: ServeOptions = {},
): () => void {
  const server = new ChannelServer(contract, service, port, options)
  const stopListening = port.onMessage((message) => {
    server.receive(message)
  })
  const stopWatching = port.onClose(close)
  function close(): void {
    stopListening()
    stopWatching()
    server.abortAll()
  }
  return close
}

interface Conversation {
  readonly controller: AbortController
  /** Another item of a stream may be sent. */
  readonly grant: () => void
}

type BeginMessage = Extract<RequestMessage, { kind: 'call' | 'open' }>
type Definition = Contract['calls'][string] | Contract['streams'][string]
type Handler = (argument: unknown, options: { readonly signal: AbortSignal }) => unknown

/** A request that may be answered. */
interface Checked<D extends Definition> {
  readonly definition: D
  /** Asks the service, with the argument as the contract has it. */
  readonly ask: (signal: AbortSignal) => unknown
}

class ChannelServer {
  readonly #contract: Contract
  readonly #service: Readonly<Record<string, Handler>>
  readonly #port: Port
  readonly #maximumInFlight: number
  readonly #onDropped: (reason: string) => void
  readonly #conversations = new Map<number, Conversation>()

  constructor(contract: Contract, service: object, port: Port, options: ServeOptions) {
    this.#contract = contract
    this.#service = service as Readonly<Record<string, Handler>>
    this.#port = port
    this.#maximumInFlight = options.maximumInFlight ?? 64
    this.#onDropped = options.onDropped ?? (() => undefined)
  }

  receive(message: unknown): void {
    const parsed = requestMessageSchema.safeParse(message)
    if (parsed.success) this.#handle(parsed.data)
    else this.#onDropped('not a message')
  }

  abortAll(): void {
    for (const { controller } of this.#conversations.values()) controller.abort(clientGone())
    this.#conversations.clear()
  }

  #handle(message: RequestMessage): void {
    switch (message.kind) {
      case 'call':
      case 'open':
        this.#begin(message)
        break
      case 'more':
        this.#conversations.get(message.id)?.grant()
        break
      case 'cancel':
        this.#conversations
          .get(message.id)
          ?.controller.abort(new AssetPackError('cancelled', 'The client cancelled.'))
        this.#conversations.delete(message.id)
    }
  }

  #begin(message: BeginMessage): void {
    const { id } = message
    if (this.#conversations.has(id)) {
      this.#onDropped('a number that is in use')
      return
    }
    if (this.#conversations.size >= this.#maximumInFlight) {
      this.#refuse(id, new AssetPackError('limitExceeded', 'Too many requests at once.'))
      return
    }
    if (message.kind === 'call') this.#beginCall(message)
    else this.#beginStream(message)
  }

  #beginCall(message: BeginMessage): void {
    const { id } = message
    const checked = this.#checked(message, this.#contract.calls)
    if (checked === undefined) return
    const controller = new AbortController()
    this.#conversations.set(id, { controller, grant: () => undefined })
    void this.#answer(id, controller.signal, async () => {
      const value = await checked.ask(controller.signal)
      return { kind: 'result', id, value: checkedValue(checked.definition.result, value) }
    })
  }

  #beginStream(message: BeginMessage): void {
    const { id } = message
    const checked = this.#checked(message, this.#contract.streams)
    if (checked === undefined) return
    const controller = new AbortController()
    const credit = new Credit(streamWindow)
    this.#conversations.set(id, {
      controller,
      grant: () => {
        credit.grant()
      },
    })
    void this.#answer(id, controller.signal, async () => {
      // Called here and now: what happens from this moment on belongs to the stream.
      const items = checked.ask(controller.signal) as AsyncIterable<unknown>
      await this.#pump(id, items[Symbol.asyncIterator](), checked.definition, credit, controller.signal)
      return { kind: 'end', id }
    })
  }

  /** What is asked for, if the contract has it and the argument fits; refuses anything else. */
  #checked<D extends Definition>(
    { id, name, argument }: BeginMessage,
    definitions: Readonly<Record<string, D>>,
  ): Checked<D> | undefined {
    const definition = own(definitions, name)
    const checked = definition?.argument.safeParse(argument)
    if (definition !== undefined && checked?.success === true) {
      return { definition, ask: (signal) => this.#service[name]?.(checked.data, { signal }) }
    }
    this.#refuse(id, badRequest(name))
    return undefined
  }

  async #pump(
    id: number,
    iterator: AsyncIterator<unknown>,
    definition: StreamDefinition<unknown, unknown>,
    credit: Credit,
    signal: AbortSignal,
  ): Promise<void> {
    const leave = (): void => {
      credit.close()
      void Promise.resolve(iterator.return?.()).catch(() => undefined)
    }
    signal.addEventListener('abort', leave, { once: true })
    try {
      for (;;) {
        await credit.take()
        const next = await iterator.next()
        // The reader may have left during either wait; the iterator has ended then, too.
        if (next.done === true || signal.aborted) return
        this.#port.post({
          kind: 'item',
          id,
          value: checkedValue(definition.item, next.value),
        } satisfies ReplyMessage)
      }
    } finally {
      signal.removeEventListener('abort', leave)
      if (!signal.aborted) leave()
    }
  }

  /** Posts what `work` gives, or its error; nothing after the client has left. */
  async #answer(id: number, signal: AbortSignal, work: () => Promise<ReplyMessage>): Promise<void> {
    let reply: ReplyMessage
    try {
      reply = await work()
    } catch (error) {
      reply = { kind: 'error', id, error: serialized(toAssetPackError(error)) }
    }
    if (signal.aborted) return
    this.#conversations.delete(id)
    this.#port.post(reply)
  }

  #refuse(id: number, error: AssetPackError): void {
    this.#onDropped(error.message)
    this.#port.post({ kind: 'error', id, error: serialized(error) } satisfies ReplyMessage)
  }
}

/** Permission to send items, one by one. */
class Credit {
  #left: number
  #isClosed = false
  #waiting: (() => void) | undefined

  constructor(initial: number) {
    this.#left = initial
  }

  grant(): void {
    this.#left = Math.min(this.#left + 1, streamWindow)
    this.#wake()
  }

  close(): void {
    this.#isClosed = true
    this.#wake()
  }

  /** Resolves when an item may be sent, or nothing will be sent any more. */
  async take(): Promise<void> {
    while (this.#left === 0 && !this.#isClosed) {
      await new Promise<void>((resolve) => {
        this.#waiting = resolve
      })
    }
    this.#left -= 1
  }

  #wake(): void {
    this.#waiting?.()
    this.#waiting = undefined
  }
}

function own<T>(definitions: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(definitions, name) ? definitions[name] : undefined
}

function checkedValue(schema: CallDefinition<unknown, unknown>['result'], value: unknown): unknown {
  const checked = schema.safeParse(value)
  if (checked.success) return checked.data
  throw new AssetPackError('internal', 'The answer does not fit the contract.', { cause: checked.error })
}

function serialized(error: AssetPackError): SerializedError {
  const { code, message, details } = error.toJSON()
  return { code, message: message.slice(0, 2_000), details }
}

function badRequest(name: string): AssetPackError {
  return new AssetPackError(
    'invalidArgument',
    `The request "${name.slice(0, 40)}" does not fit the contract.`,
  )
}

function clientGone(): AssetPackError {
  return new AssetPackError('cancelled', 'The client is gone.')
}
