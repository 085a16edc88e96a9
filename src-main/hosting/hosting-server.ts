import { realpath, stat } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AssetPackError } from '../../src-shared/domain/errors'
import { bundlesDirectory, metadataDirectory, targetsDirectory } from '../repository/layout'
import { parseRangeRequest, type RangeRequest } from './byte-range'
import { openHostedFile, type HostedFile } from './hosted-file'

/** What {@link startHostingServer} needs. */
export interface HostingServerOptions {
  /** The repository: every file below it can be fetched, nothing outside of it. */
  readonly directory: string
  /** The address to listen on; `127.0.0.1` when absent. Only a host named here lets other machines in. */
  readonly host?: string | undefined
  /** The port to listen on; any free one when absent. */
  readonly port?: number | undefined
}

/** A running hosting server. */
export interface HostingServer {
  /** Where the repository can be fetched, without a slash at the end. */
  readonly url: string
  /** Whether there was a repository's root metadata in the directory when the server started. */
  readonly hasRepository: boolean
  /** Stops listening and ends the connections. */
  close(): Promise<void>
}

/**
 * Serves a repository as any static web host would: GET and HEAD, single byte ranges, strong ETags, caching for ever what
 * never changes. For development and tests; the real thing is a web server or a bucket.
 *
 * @throws `fileNotFound` when the directory is missing, `invalidArgument` when it is a file, `hostUnavailable` when the
 * address cannot be listened on.
 */
export async function startHostingServer(options: HostingServerOptions): Promise<HostingServer> {
  const directory = await hostedDirectory(options.directory)
  const hasRepository = await isFile(join(directory, metadataDirectory, 'root.json'))
  const server = createServer((request, response) => {
    void serve(directory, request, response)
  })
  const host = options.host ?? '127.0.0.1'
  await listen(server, host, options.port ?? 0)
  const { port, family } = server.address() as AddressInfo
  const shown = family === 'IPv6' ? `[${host}]` : host
  return {
    url: `http://${shown}:${String(port)}`,
    hasRepository,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}

async function hostedDirectory(path: string): Promise<string> {
  const directory = await realpath(path).catch((cause: unknown) => {
    throw new AssetPackError('fileNotFound', `There is no folder ${path}. Check the path.`, {
      cause,
      details: { path },
    })
  })
  if ((await stat(directory)).isDirectory()) return directory
  throw new AssetPackError('invalidArgument', `${path} is a file. Name the repository's folder.`, {
    details: { path },
  })
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile(),
    () => false,
  )
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const errno = cause.code ?? 'unknown'
      reject(
        new AssetPackError('hostUnavailable', listenRefusal(errno, host, port), {
          cause,
          details: { host, port, errno },
        }),
      )
    })
    server.listen(port, host, resolve)
  })
}

function listenRefusal(errno: string, host: string, port: number): string {
  const otherPort = 'Choose another with --port <number>; 0 takes any free one.'
  switch (errno) {
    case 'EADDRINUSE':
      return `Port ${String(port)} of ${host} is used by another program. ${otherPort}`
    case 'EACCES':
      return `Port ${String(port)} of ${host} is kept for the system. ${otherPort}`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${host} is no address of this machine. Choose another with --host <address>.`
    default:
      return `Cannot listen on port ${String(port)} of ${host} (${errno}). ${otherPort}`
  }
}

async function serve(directory: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end()
    return
  }
  // Not `new URL`: it would tidy up "..", and what is asked for is to be judged as it came.
  const pathname = (request.url ?? '').split('?')[0] ?? ''
  const file = await openHostedFile(directory, pathname)
  if (file === undefined) {
    response
      .writeHead(404, { 'content-type': 'text/plain' })
      .end(request.method === 'HEAD' ? '' : 'Not found.\n')
    return
  }
  try {
    await answer(file, pathname, request, response)
  } catch {
    // The reader has gone, or the file broke off: either way the rest cannot be sent.
    response.destroy()
  } finally {
    await file.handle.close()
  }
}

async function answer(
  file: HostedFile,
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('etag', file.etag)
  response.setHeader('accept-ranges', 'bytes')
  response.setHeader('cache-control', cacheControl(pathname))
  response.setHeader('x-content-type-options', 'nosniff')
  if (request.headers['if-none-match'] === file.etag) {
    response.writeHead(304).end()
    return
  }
  const range = wantedRange(request, file)
  if (range.kind === 'unsatisfiable') {
    response.writeHead(416, { 'content-range': `bytes */${String(file.size)}` }).end()
    return
  }
  const [start, end] = range.kind === 'part' ? [range.start, range.end] : [0, file.size - 1]
  response.writeHead(range.kind === 'part' ? 206 : 200, {
    'content-type': pathname.endsWith('.json') ? 'application/json' : 'application/octet-stream',
    'content-length': end - start + 1,
    ...(range.kind === 'part'
      ? { 'content-range': `bytes ${String(start)}-${String(end)}/${String(file.size)}` }
      : {}),
  })
  if (request.method === 'HEAD' || end < start) response.end()
  else await pipeline(file.handle.createReadStream({ start, end, autoClose: false }), response)
}

function wantedRange({ headers }: IncomingMessage, { size, etag }: HostedFile): RangeRequest {
  const guard = headers['if-range']
  return guard === undefined || guard === etag ? parseRangeRequest(headers.range, size) : { kind: 'whole' }
}

/** What carries its hash or version in its name never changes; everything else is asked for anew. */
function cacheControl(pathname: string): string {
  const [, folder = '', name = ''] = pathname.split('/')
  const immutable =
    folder === bundlesDirectory || folder === targetsDirectory || /^\d+\.[a-z0-9-]+\.json$/.test(name)
  return immutable ? 'public, max-age=31536000, immutable' : 'no-cache'
}
