import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../../../src-main/platform/clock'
import { nextTurn } from '../../../../src-main/platform/next-turn'
import type { HTTPClient, HTTPRequest, HTTPResponse } from '../../../../src-main/transport/http-client'
import { HTTPTransport } from '../../../../src-main/transport/http-transport'
import type { DownloadReceipt } from '../../../../src-main/transport/transport'
import { UndiciClient } from '../../../../src-main/transport/undici-client'
import { FaultyServer } from '../../../support/faulty-server'
import { seededBytes } from '../../../support/file-tree'
import { temporaryDirectory } from '../../../support/temporary-directory'

/** More than a transport reads ahead: the rest cannot come in one piece. */
const large = seededBytes(8_000_000, 3)
const small = seededBytes(1_000, 4)
const { signal } = new AbortController()
/** Never aborts: what has it comes by itself all the time. */
const background = signal
const urgent = AbortSignal.abort()

test('a transfer that gives way hands its connection over, keeps what came and fetches only the rest', async () => {
  const server = await FaultyServer.start()
  const undici = new UndiciClient({ clock: systemClock, connectionsPerHost: 2 })
  const released = new AbortController()
  const client: HTTPClient = {
    get: (request) => {
      const answer = undici.get(request)
      // From then on it waits for a connection.
      if (request.url.pathname === '/asked') released.abort()
      return answer
    },
    close: () => undici.close(),
  }
  const transport = new HTTPTransport({ client, clock: systemClock })
  onTestFinished(async () => {
    await transport.close()
    await server.close()
  })
  const directory = await temporaryDirectory()
  const downloads: Promise<DownloadReceipt>[] = []
  for (const path of ['/first', '/last']) {
    server.put(path, large)
    server.fail(path, { kind: 'stall', afterBytes: 150_000, until: released.signal })
    const arrived = server.requestArrived(path)
    downloads.push(
      transport.download({
        url: server.baseURL + path,
        totalBytes: large.length,
        destination: join(directory, path),
        whileGivingWay: background,
        signal,
      }),
    )
    await arrived
  }
  server.put('/asked', small)
  const asked = transport.download({
    url: `${server.baseURL}/asked`,
    totalBytes: small.length,
    destination: join(directory, 'asked'),
    whileGivingWay: urgent,
    signal,
  })
  await asked
  const receipts = await Promise.all(downloads)
  const [, rest] = server.requestsFor('/last')
  const kept = Number(/^bytes=(\d+)-/.exec(String(rest?.headers['range']))?.[1])
  expect([receipts.map(({ requests }) => requests), kept >= 150_000, kept < large.length]).toEqual([
    [1, 2],
    true,
    true,
  ])
  expect((await readFile(join(directory, 'last'))).equals(large)).toBe(true)
})

/** Answers with the bytes asked for, a thousand at a time; whoever asked is to hand over after the first. */
function wantedBack({ headers }: HTTPRequest): Promise<HTTPResponse> {
  const start = Number(/^bytes=(\d+)-/.exec(headers['range'] ?? '')?.[1] ?? 0)
  const last = large.length - 1
  const range = `bytes ${String(start)}-${String(last)}/${String(large.length)}`
  const pieces = [large.subarray(start, start + 1_000), large.subarray(start + 1_000)]
  return Promise.resolve({
    status: start === 0 ? 200 : 206,
    headers: new Map([
      ['etag', '"x"'],
      start === 0 ? (['accept-ranges', 'bytes'] as const) : (['content-range', range] as const),
    ]),
    wanted: start < 50_000 ? AbortSignal.abort() : new AbortController().signal,
    read: () => Promise.resolve(pieces.splice(0, 1)),
    discard: () => undefined,
  })
}

test('no host is blamed for a connection that others needed, however often', async () => {
  const client = { get: wantedBack, close: () => Promise.resolve() }
  const transport = new HTTPTransport({ client, clock: systemClock })
  const receipt = await transport.download({
    url: 'https://packs.example/x',
    totalBytes: large.length,
    destination: join(await temporaryDirectory(), 'x'),
    whileGivingWay: background,
    signal,
  })
  expect(receipt).toEqual({ bytesReceived: large.length, requests: 51 })
})

test.each([
  ['a host that would begin anew', [], background],
  ['a transfer that has become urgent itself', [['accept-ranges', 'bytes']], urgent],
] as const)('%s keeps its connection', async (_, more, whileGivingWay) => {
  const pieces: Uint8Array[] = [large.subarray(0, 1_000), large.subarray(1_000)]
  const client = {
    get: (): Promise<HTTPResponse> =>
      Promise.resolve({
        status: 200,
        headers: new Map<string, string>([['etag', '"x"'], ...more]),
        wanted: AbortSignal.abort(),
        read: () => Promise.resolve(pieces.splice(0, 1)),
        discard: () => undefined,
      }),
    close: () => Promise.resolve(),
  }
  const transport = new HTTPTransport({ client, clock: systemClock })
  const destination = join(await temporaryDirectory(), 'x')
  const url = 'https://packs.example/x'
  const receipt = await transport.download({
    url,
    totalBytes: large.length,
    destination,
    whileGivingWay,
    signal,
  })
  expect(receipt).toEqual({ bytesReceived: large.length, requests: 1 })
})

test('a transfer under a rate gives its connection back while it pays for what came, and pays all the same', async () => {
  const content = large.subarray(0, 300_000)
  const events: string[] = []
  const needed = new AbortController()
  const get = ({ headers }: HTTPRequest): Promise<HTTPResponse> => {
    const isFirst = headers['range'] === undefined
    events.push(isFirst ? 'asks' : `asks for ${headers['range']}`)
    // A body that goes on when the first piece is here.
    const pieces = [isFirst ? content.subarray(0, 100_000) : content.subarray(100_000)]
    return Promise.resolve({
      status: isFirst ? 200 : 206,
      headers: new Map([
        ['etag', '"x"'],
        isFirst
          ? (['accept-ranges', 'bytes'] as const)
          : (['content-range', 'bytes 100000-299999/300000'] as const),
      ]),
      wanted: isFirst ? needed.signal : new AbortController().signal,
      read: () => Promise.resolve(pieces.splice(0, 1)),
      discard: () => events.push('gives back'),
    })
  }
  const take = async (bytes: number): Promise<void> => {
    events.push('pays')
    await nextTurn()
    needed.abort()
    await nextTurn()
    events.push(`has paid ${String(bytes)}`)
  }
  const client = { get, close: () => Promise.resolve() }
  await new HTTPTransport({ client, clock: systemClock }).download({
    url: 'https://packs.example/x',
    totalBytes: content.length,
    destination: join(await temporaryDirectory(), 'x'),
    whileGivingWay: background,
    signal,
    pace: { whileUnlimited: AbortSignal.abort(), take },
  })
  expect(events.slice(0, 7)).toEqual([
    'asks',
    'pays',
    'gives back',
    'has paid 65536',
    'pays',
    'has paid 34464',
    // Doing so twice is allowed.
    'gives back',
  ])
  expect(events[7]).toBe('asks for bytes=100000-299999')
})
