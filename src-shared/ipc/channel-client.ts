import { AsyncQueue } from '../base/async-queue'
import { AssetPackError } from '../domain/errors'
import type { CallDefinition, Client, Contract, StreamDefinition } from './contract'
import { replyMessageSchema, type Port, type ReplyMessage, type RequestMessage } from './wire'

interface Cancellable {
  readonly signal?: AbortSignal
}

/** Who waits for the replies of one number. */
interface Conversation {
  readonly reply: (message: ReplyMessage) => void
  readonly lost: (error: AssetPackError) => void
}

/**
 * The asking side of a contract: an object with one function for every call and stream.
 *
 * A call rejects with the service's `AssetPackError`, with its signal's reason, or `cancelled` when the port closes. A
 * stream is opened by the call itself, so nothing is lost before the first read; leaving it, or its signal, ends it on the
 * other side, too.
 */
export function connectContract<C extends Contract>(contract: C, port: Port): Client<C> {
  const channel = new ChannelClient(port)
  const calls = Object.entries(contract.calls).map(([name, definition]) => [
    name,
    (argument: unknown, options?: Cancellable) => channel.call(name, definition, argument, options?.signal),
  ])
  const streams = Object.entries(contract.streams).map(([name, definition]) => [
    name,
    (argument: unknown, options?: Cancellable) => channel.open(name, definition, argument, options?.signal),
  ])
  return Object.freeze(Object.fromEntries([...calls, ...streams])) as Client<C>
}

class ChannelClient {
  readonly #port: Port
  readonly #conversations = new Map<number, Conversation>()
  #lastID = 0
  #isClosed = false

  constructor(port: Port) {
    this.#port = port
    port.onMessage((message) => {
      const parsed = replyMessageSchema.safeParse(message)
      // What is no reply, or answers nobody, is dropped.
      if (parsed.success) this.#conversations.get(parsed.data.id)?.reply(parsed.data)
    })
    port.onClose(() => {
      this.#close()
    })
  }

  async call(
    name: string,
    definition: CallDefinition<unknown, unknown>,
    argument: unknown,
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    signal?.throwIfAborted()
    const checked = checkedArgument(definition, name, argument)
    return new Promise((resolve, reject) => {
      const id = this.#begin({
        reply: (message) => {
          end()
          if (message.kind === 'result') settle(definition, message.value, resolve, reject)
          else reject(message.kind === 'error' ? AssetPackError.fromJSON(message.error) : brokenAnswer())
        },
        lost: (error) => {
          end()
          reject(error)
        },
      })
      const leave = (): void => {
        end()
        this.#post({ kind: 'cancel', id })
        reject(signal?.reason as Error)
      }
      const end = (): void => {
        this.#conversations.delete(id)
        signal?.removeEventListener('abort', leave)
      }
      signal?.addEventListener('abort', leave, { once: true })
      this.#send({ kind: 'call', id, name, argument: checked })
    })
  }

  open(
    name: string,
    definition: StreamDefinition<unknown, unknown>,
    argument: unknown,
    signal: AbortSignal | undefined,
  ): AsyncIterable<unknown> {
    const checked = checkedArgument(definition, name, argument)
    let isOver = false
    const leave = (): void => {
      queue.end()
    }
    const queue = new AsyncQueue<unknown>({
      onLeave: () => {
        this.#conversations.delete(id)
        signal?.removeEventListener('abort', leave)
        if (!isOver) this.#post({ kind: 'cancel', id })
      },
    })
    const id = this.#begin({
      reply: (message) => {
        isOver = message.kind !== 'item'
        if (message.kind === 'item')
          settle(
            definition,
            message.value,
            (item) => {
              queue.push(item)
            },
            fail,
          )
        else if (message.kind === 'end') queue.end()
        else fail(message.kind === 'error' ? AssetPackError.fromJSON(message.error) : brokenAnswer())
      },
      lost: (error) => {
        isOver = true
        queue.fail(error)
      },
    })
    function fail(error: AssetPackError): void {
      queue.fail(error)
    }
    if (signal?.aborted === true) {
      isOver = true
      queue.end()
    } else {
      signal?.addEventListener('abort', leave, { once: true })
      this.#send({ kind: 'open', id, name, argument: checked })
    }
    return this.#acknowledging(id, queue)
  }

  /** Tells the other side of each item that was read: it holds back what would only pile up. */
  #acknowledging(id: number, queue: AsyncQueue<unknown>): AsyncIterableIterator<unknown, undefined> {
    return {
      next: async () => {
        const result = await queue.next()
        if (result.done !== true && this.#conversations.has(id)) this.#post({ kind: 'more', id })
        return result
      },
      return: () => queue.return(),
      [Symbol.asyncIterator]() {
        return this
      },
    }
  }

  #begin(conversation: Conversation): number {
    this.#lastID += 1
    this.#conversations.set(this.#lastID, conversation)
    return this.#lastID
  }

  /** Begins a conversation on the other side; on a closed port it is lost at once. */
  #send(message: Extract<RequestMessage, { kind: 'call' | 'open' }>): void {
    if (this.#isClosed) this.#conversations.get(message.id)?.lost(connectionClosed())
    else this.#post(message)
  }

  #post(message: RequestMessage): void {
    if (!this.#isClosed) this.#port.post(message)
  }

  #close(): void {
    this.#isClosed = true
    for (const { lost } of [...this.#conversations.values()]) lost(connectionClosed())
    this.#conversations.clear()
  }
}

function checkedArgument(
  { argument: schema }: Pick<CallDefinition<unknown, unknown>, 'argument'>,
  name: string,
  argument: unknown,
): unknown {
  const checked = schema.safeParse(argument)
  if (checked.success) return checked.data
  throw new AssetPackError('invalidArgument', `"${name}" was called with a wrong argument.`, {
    cause: checked.error,
  })
}

function settle(
  definition: CallDefinition<unknown, unknown> | StreamDefinition<unknown, unknown>,
  value: unknown,
  resolve: (value: unknown) => void,
  reject: (error: AssetPackError) => void,
): void {
  const schema = 'result' in definition ? definition.result : definition.item
  const checked = schema.safeParse(value)
  if (checked.success) resolve(checked.data)
  else reject(brokenAnswer(checked.error))
}

function brokenAnswer(cause?: unknown): AssetPackError {
  return new AssetPackError('internal', 'The answer does not fit the contract.', { cause })
}

function connectionClosed(): AssetPackError {
  return new AssetPackError('cancelled', 'The connection was closed.')
}
