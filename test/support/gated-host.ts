import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { startHostingServer } from '../../src-main/index'

/** A real host behind a gate: while it is closed, bundles are asked for and never come. */
export class GatedHost {
  readonly #target: string
  readonly #waiting: (() => void)[] = []
  readonly #asked: { readonly path: string; readonly range: string | undefined }[] = []
  #isOpen = true
  #mostBytes: number | undefined
  #isGone = false
  #url = ''

  private constructor(target: string) {
    this.#target = target
  }

  /** Serves `directory` until the test is over. */
  static async start(directory: string): Promise<GatedHost> {
    const real = await startHostingServer({ directory })
    const host = new GatedHost(real.url)
    const server = createServer((request, response) => {
      host.#answer(request, response)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    host.#url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
    onTestFinished(async () => {
      server.close()
      server.closeAllConnections()
      await real.close()
    })
    return host
  }

  /** Where the repository can be fetched, without a slash at the end. */
  get url(): string {
    return this.#url
  }

  /** Lets nothing of a bundle through from now on. */
  close(): void {
    this.#isOpen = false
  }

  /** Lets everything through from now on. */
  open(): void {
    this.#isOpen = true
  }

  /** Falls silent after so many bytes of each bundle that is asked for from now on; the connection stays. */
  fallSilentAfter(bytes: number | undefined): void {
    this.#mostBytes = bytes
  }

  /** The bundles that were asked for, and which part of them. */
  get bundleRequests(): readonly { readonly path: string; readonly range: string | undefined }[] {
    return this.#asked.filter(({ path }) => path.startsWith('/bundles/'))
  }

  /** How often something below that path was asked for. */
  requestsFor(path: string): number {
    return this.#asked.filter((asked) => asked.path.startsWith(path)).length
  }

  /** Ends every connection from now on without an answer. */
  disappear(): void {
    this.#isGone = true
  }

  /** Resolves when a bundle is asked for at the closed gate. */
  bundleAskedFor(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    if (this.#isGone) {
      request.socket.destroy()
      return
    }
    const path = request.url ?? '/'
    this.#asked.push({ path, range: request.headers.range })
    if (!this.#isOpen && path.startsWith('/bundles/')) {
      for (const heard of this.#waiting.splice(0)) heard()
      return
    }
    const { method, headers } = request
    const forwarded = httpRequest(this.#target + path, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers)
      if (this.#mostBytes !== undefined && path.startsWith('/bundles/'))
        passSome(answer, response, this.#mostBytes)
      else answer.pipe(response)
    })
    // The real host is closed at a test's end, also while it answers: nobody listens any more.
    forwarded.on('error', () => {
      response.destroy()
    })
    forwarded.end()
  }
}

/** The beginning of a body; the rest never comes. */
function passSome(answer: IncomingMessage, response: ServerResponse, bytes: number): void {
  let left = bytes
  answer.on('data', (piece: Buffer) => {
    if (left > 0) response.write(piece.subarray(0, left))
    left -= piece.length
  })
}
