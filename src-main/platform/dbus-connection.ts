import { connect, type Socket } from 'node:net'
import { sessionBusPaths } from './dbus-address'
import { BusMessageReader, encodedMessage, type BusMessage } from './dbus-message'
import type { BusValue } from './dbus-values'

/** What a call asks for. */
export type BusCall = Pick<BusMessage, 'destination' | 'path' | 'interface' | 'member' | 'signature'> & {
  readonly body?: readonly BusValue[]
}

/** What a {@link BusConnection} tells whoever opened it. */
export interface BusListeners {
  /** Hears each signal, and each call, that comes. */
  readonly onMessage: (message: BusMessage) => void
  /** The bus is gone, or says what cannot be understood. Told once, and not when it was closed from here. */
  readonly onEnd: () => void
}

const busName = 'org.freedesktop.DBus'

/** What the bus itself can be asked. */
export function busCall(member: string, signature?: string, ...body: readonly BusValue[]): BusCall {
  const call = { destination: busName, path: '/org/freedesktop/DBus', interface: busName, member, body }
  return signature === undefined ? call : { ...call, signature }
}

/**
 * A connection to the person's session bus: so much of D-Bus as it takes to ask whether there is a tray, in Node alone. A
 * library of the system for it would have to be there, and fit, on every machine.
 */
export class BusConnection {
  readonly #socket: Socket
  readonly #listeners: BusListeners
  readonly #waiting = new Map<
    number,
    { readonly resolve: (body: readonly BusValue[]) => void; readonly reject: (error: Error) => void }
  >()
  #lastSerial = 0
  #isClosed = false

  private constructor(socket: Socket, listeners: BusListeners, first: Buffer) {
    this.#socket = socket
    this.#listeners = listeners
    const reader = new BusMessageReader()
    const take = (bytes: Buffer): void => {
      try {
        for (const message of reader.push(bytes)) this.#take(message)
      } catch {
        // Whoever speaks something else cannot be asked anything.
        this.#end()
      }
    }
    socket.on('data', take)
    socket.on('close', this.#end)
    take(first)
  }

  /** Connects to the first bus that can be reached. @throws when there is none. */
  static async open(
    environment: Readonly<Record<string, string | undefined>>,
    listeners: BusListeners,
  ): Promise<BusConnection> {
    let reason: unknown = new Error('There is no session bus.')
    for (const path of sessionBusPaths(environment)) {
      try {
        const { socket, rest } = await authenticated(path)
        const connection = new BusConnection(socket, listeners, rest)
        await connection.call(busCall('Hello'))
        return connection
      } catch (error) {
        reason = error
      }
    }
    throw reason
  }

  /** Asks, and resolves with what the answer says. @throws what the other side answers with instead. */
  call(call: BusCall): Promise<readonly BusValue[]> {
    if (this.#isClosed) return Promise.reject(new Error('The bus is gone.'))
    const serial = this.send({ kind: 'call', ...call, body: call.body ?? [] })
    return new Promise((resolve, reject) => {
      this.#waiting.set(serial, { resolve, reject })
    })
  }

  /** Sends a message, and gives the number under which it went. */
  send(message: Omit<BusMessage, 'serial'>): number {
    this.#lastSerial += 1
    const serial = this.#lastSerial
    if (!this.#isClosed) this.#socket.write(encodedMessage({ ...message, serial }))
    return serial
  }

  /** Ends it from this side. */
  close(): void {
    this.#isClosed = true
    this.#socket.destroy()
    this.#giveUp()
  }

  #take(message: BusMessage): void {
    const { kind, replySerial = 0 } = message
    if (kind === 'call' || kind === 'signal') {
      this.#listeners.onMessage(message)
      return
    }
    const asker = this.#waiting.get(replySerial)
    this.#waiting.delete(replySerial)
    if (kind === 'reply') asker?.resolve(message.body)
    else asker?.reject(new Error(textOfError(message)))
  }

  readonly #end = (): void => {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#socket.destroy()
    this.#giveUp()
    this.#listeners.onEnd()
  }

  #giveUp(): void {
    for (const { reject } of this.#waiting.values()) reject(new Error('The bus is gone.'))
    this.#waiting.clear()
  }
}

function textOfError({ errorName = 'The bus answered with an error', body: [text] }: BusMessage): string {
  return typeof text === 'string' ? `${errorName}: ${text}` : errorName
}

/** A socket on which the bus has accepted who this is: the user that this process belongs to, as the kernel says. */
function authenticated(path: string): Promise<{ readonly socket: Socket; readonly rest: Buffer }> {
  return new Promise((resolve, reject) => {
    const socket = connect({ path })
    const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
    let answer: Buffer = Buffer.alloc(0)
    const refuse = (): void => {
      socket.destroy()
      reject(new Error('The session bus refused the connection.'))
    }
    const onData = (bytes: Buffer): void => {
      answer = Buffer.concat([answer, bytes])
      const end = answer.indexOf('\r\n')
      if (end < 0) return
      if (!answer.toString('latin1', 0, end).startsWith('OK ')) {
        refuse()
        return
      }
      socket.off('data', onData)
      socket.off('close', refuse)
      socket.write('BEGIN\r\n')
      resolve({ socket, rest: answer.subarray(end + 2) })
    }
    // Heard as long as there is a socket: an error that nobody hears ends the app. Its end is told by `close`.
    socket.on('error', reject)
    socket.on('close', refuse)
    socket.on('data', onData)
    socket.on('connect', () => {
      socket.write(`\0AUTH EXTERNAL ${user}\r\n`)
    })
    // It must keep nobody alive who has nothing else to do.
    socket.unref()
  })
}
