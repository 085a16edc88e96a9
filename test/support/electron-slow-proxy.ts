import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { Transform, type TransformCallback } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'

/** A line to a server on this machine that can be slow, and can be cut. It passes bytes on and knows no HTTP. */
export class SlowProxy {
  /** How fast all connections together bring bytes; `undefined` = as fast as they come. */
  bytesPerSecond: number | undefined
  /** Bytes that came from the server so far. */
  bytesBrought = 0
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  #isCut = false
  #busyUntil = 0
  #port = 0

  private constructor(target: number) {
    this.#server = createServer((client) => {
      this.#connect(client, target)
    })
  }

  /** Opens a line to port `target` of this machine. */
  static async open(target: number): Promise<SlowProxy> {
    const proxy = new SlowProxy(target)
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    proxy.#port = (proxy.#server.address() as AddressInfo).port
    return proxy
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.#port)}`
  }

  /** Ends every connection and refuses new ones until {@link SlowProxy.mend}. */
  cut(): void {
    this.#isCut = true
    for (const socket of this.#sockets) socket.destroy()
  }

  mend(): void {
    this.#isCut = false
  }

  async close(): Promise<void> {
    this.cut()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  #connect(client: Socket, target: number): void {
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

  #brake(): Transform {
    return new Transform({
      transform: (chunk: Buffer, _encoding, done: TransformCallback) => {
        void this.#turn(chunk.length).then(() => {
          done(null, chunk)
        })
      },
    })
  }

  /** Waits until `bytes` more fit the rate. */
  async #turn(bytes: number): Promise<void> {
    this.bytesBrought += bytes
    if (this.bytesPerSecond === undefined) return
    const now = performance.now()
    this.#busyUntil = Math.max(now, this.#busyUntil) + (bytes / this.bytesPerSecond) * 1000
    await delay(this.#busyUntil - now)
  }
}
