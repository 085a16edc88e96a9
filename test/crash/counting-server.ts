import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** A static host that counts what it sends. */
export interface CountingServer {
  readonly url: string
  /** Body bytes of bundles that were sent so far. */
  readonly bundleBytes: number
  /** What is served from now on. */
  directory: string
  close(): Promise<void>
}

const pieceSize = 16 * 1024

/** Serves `directory` on loopback; `bytesPerSecond` slows each answer down. */
export async function serveCounting(
  directory: string,
  { bytesPerSecond }: { readonly bytesPerSecond?: number | undefined } = {},
): Promise<CountingServer> {
  let bundleBytes = 0
  const state = { directory }
  const server = createServer((request, response) => {
    const path = join(state.directory, new URL(request.url ?? '/', 'http://host').pathname)
    void answer(path, request, response, async (length) => {
      if (path.endsWith('.bundle')) bundleBytes += length
      if (bytesPerSecond !== undefined) await delay((1000 * length) / bytesPerSecond)
    }).catch(() => response.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    get bundleBytes() {
      return bundleBytes
    },
    get directory() {
      return state.directory
    },
    set directory(next) {
      state.directory = next
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

async function answer(
  path: string,
  { headers }: IncomingMessage,
  response: ServerResponse,
  onSent: (length: number) => Promise<void>,
): Promise<void> {
  if (!existsSync(path) || !statSync(path).isFile()) {
    response.writeHead(404).end()
    return
  }
  const { size } = statSync(path)
  const [, from = '0', to = ''] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? []
  const start = Number(from)
  const end = to === '' ? size - 1 : Math.min(Number(to), size - 1)
  response.writeHead(headers.range === undefined ? 200 : 206, {
    'content-type': 'application/octet-stream',
    'content-length': end - start + 1,
    ...(headers.range === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${size}` }),
  })
  for await (const piece of createReadStream(path, { start, end, highWaterMark: pieceSize })) {
    const bytes = piece as Buffer
    await new Promise<void>((resolve, reject) => {
      response.write(bytes, (error) => {
        if (error) reject(error)
        else resolve()
      })
    })
    await onSent(bytes.length)
  }
  response.end()
}
