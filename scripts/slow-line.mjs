// A line to a server on this machine that can be slow, and can be cut: for tests, pictures and the bench.
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { Transform } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'

/** Passes bytes on and knows no HTTP. */
export class SlowLine {
  /**
   * How fast all connections together bring bytes; `undefined` = as fast as they come.
   *
   * @type {number | undefined}
   */
  bytesPerSecond
  /** Bytes that came from the server so far. */
  bytesBrought = 0
  #server
  /** @type {Set<import('node:net').Socket>} */
  #sockets = new Set()
  #isCut = false
  #busyUntil = 0
  #port = 0

  /**
   * Open one with {@link SlowLine.open}.
   *
   * @param {number} target
   */
  constructor(target) {
    this.#server = createServer((client) => {
      this.#connect(client, target)
    })
  }

  /**
   * Opens a line to port `target` of this machine.
   *
   * @param {number} target
   * @param {number} [port] where it begins; any free one by default
   */
  static async open(target, port = 0) {
    const line = new SlowLine(target)
    line.#server.listen(port, '127.0.0.1')
    await once(line.#server, 'listening')
    const address = line.#server.address()
    if (address !== null && typeof address === 'object') line.#port = address.port
    return line
  }

  /** Where what the server serves is found over this line. */
  get url() {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Ends every connection and refuses new ones until {@link SlowLine.mend}. */
  cut() {
    this.#isCut = true
    for (const socket of this.#sockets) socket.destroy()
  }

  mend() {
    this.#isCut = false
  }

  async close() {
    this.cut()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  /**
   * @param {import('node:net').Socket} client
   * @param {number} target
   */
  #connect(client, target) {
    if (this.#isCut) {
      client.destroy()
      return
    }
    const server = connect(target, '127.0.0.1')
    for (const socket of [client, server]) {
      this.#sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        this.#sockets.delete(socket)
        client.destroy()
        server.destroy()
      })
    }
    client.pipe(server)
    server.pipe(this.#brake()).pipe(client)
  }

  #brake() {
    return new Transform({
      transform: (chunk, _encoding, done) => {
        void this.#turn(chunk.length).then(() => {
          done(null, chunk)
        })
      },
    })
  }

  /**
   * Waits until `bytes` more fit the rate.
   *
   * @param {number} bytes
   */
  async #turn(bytes) {
    this.bytesBrought += bytes
    if (this.bytesPerSecond === undefined) return
    const now = performance.now()
    this.#busyUntil = Math.max(now, this.#busyUntil) + (bytes / this.bytesPerSecond) * 1000
    await delay(this.#busyUntil - now)
  }
}
