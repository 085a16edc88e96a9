import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { NodeTransport } from '../../../../src-main/transport/node-transport'
import { AssetPackError } from '../../../../src-shared/domain/errors'
import { FaultyServer } from '../../../support/faulty-server'
import { seededBytes } from '../../../support/file-tree'
import { ManualClock } from '../../../support/manual-clock'
import { temporaryDirectory } from '../../../support/temporary-directory'

const content = seededBytes(200_000, 1)
const path = '/x.bundle'

interface Scene {
  readonly clock: ManualClock
  readonly server: FaultyServer
  readonly transport: NodeTransport
  readonly destination: string
}

async function scene(connectionsPerHost = 8): Promise<Scene> {
  const clock = new ManualClock()
  const server = await FaultyServer.start()
  const transport = new NodeTransport({ clock, connectionsPerHost })
  onTestFinished(async () => {
    await transport.close()
    await server.close()
  })
  server.put(path, content)
  return { clock, server, transport, destination: join(await temporaryDirectory(), 'x.part') }
}

function outcome(work: Promise<unknown>): Promise<unknown> {
  return work.catch((error: unknown) => (error instanceof AssetPackError ? error.code : error))
}

const signal = new AbortController().signal

test('B-17 gives up on a host that accepts and never answers after 15 s', async () => {
  const { clock, server, transport } = await scene()
  server.fail(path, { kind: 'silent' })
  const arrived = server.requestArrived(path)
  const work = outcome(transport.read({ url: server.baseURL + path, maximumBytes: 10, signal }))
  await arrived
  await clock.advance(14_999)
  expect(await Promise.race([work, Promise.resolve('waiting')])).toBe('waiting')
  await clock.advance(1)
  expect(await work).toBe('timedOut')
  expect(clock.pendingTimers).toBe(0)
})

test('B-16 gives up on a connection that does not come about after 10 s', async () => {
  const { clock, transport } = await scene()
  // It accepts, but never says a word of TLS.
  const mute = createServer(() => undefined).listen(0, '127.0.0.1')
  await once(mute, 'listening')
  onTestFinished(() => void mute.close())
  const url = `https://127.0.0.1:${String((mute.address() as AddressInfo).port)}/`
  const connected = once(mute, 'connection')
  const work = outcome(transport.read({ url, maximumBytes: 10, signal }))
  await connected
  await clock.advance(10_000)
  expect(await work).toBe('timedOut')
})

test('B-18 gives up on a body that stalls for 20 s, and keeps what came', async () => {
  const { clock, server, transport, destination } = await scene()
  server.fail(path, { kind: 'stall', afterBytes: 50_000 })
  let came: () => void = () => undefined
  const all = new Promise<void>((resolve) => {
    came = resolve
  })
  const work = outcome(
    transport.download({
      url: server.baseURL + path,
      totalBytes: content.length,
      destination,
      signal,
      onProgress: (bytes) => {
        if (bytes === 50_000) came()
      },
    }),
  )
  await all
  await clock.advance(0)
  while (clock.pendingTimers === 0) await clock.advance(0)
  await clock.advance(20_000)
  expect(await work).toBe('timedOut')
  expect((await readFile(destination)).length).toBe(50_000)
  expect(clock.pendingTimers).toBe(0)
})

test('B-15 refuses a certificate that nobody vouches for, and a host without TLS', async () => {
  const { server, transport } = await scene()
  const url = `${server.baseURL.replace('http:', 'https:')}/x`
  expect(await outcome(transport.read({ url, maximumBytes: 10, signal }))).toBe('tlsFailed')
})

test('sends no more requests at once to a host than it may', async () => {
  const { server, transport } = await scene(2)
  for (const name of ['a', 'b', 'c']) server.fail(`/${name}`, { kind: 'silent' })
  const arrived = [server.requestArrived('/a'), server.requestArrived('/b')]
  const controllers = ['a', 'b', 'c'].map(() => new AbortController())
  const work = ['a', 'b', 'c'].map((name, index) =>
    outcome(
      transport.read({
        url: `${server.baseURL}/${name}`,
        maximumBytes: 10,
        signal: controllers[index]?.signal ?? signal,
      }),
    ),
  )
  await Promise.all(arrived)
  expect(server.requestsFor('/c').length).toBe(0)
  const third = server.requestArrived('/c')
  controllers[0]?.abort('enough')
  await third
  for (const controller of controllers) controller.abort('enough')
  expect(await Promise.all(work)).toEqual(['enough', 'enough', 'enough'])
})

test('B-32 holds a fast host back while the reader is slow', async () => {
  const { server, transport, destination } = await scene()
  const big = new Uint8Array(64 * 1024 * 1024)
  server.put(path, big)
  const controller = new AbortController()
  let seen: () => void = () => undefined
  const first = new Promise<void>((resolve) => {
    seen = resolve
  })
  const work = outcome(
    transport.download({
      url: server.baseURL + path,
      totalBytes: big.length,
      destination,
      signal: controller.signal,
      pace: {
        whileUnlimited: AbortSignal.abort(),
        take: (_bytes, aborted) =>
          new Promise((_resolve, reject) => {
            seen()
            aborted.addEventListener('abort', () => {
              reject(new AssetPackError('cancelled', 'enough'))
            })
          }),
      },
    }),
  )
  await first
  const before = server.bytesSent(path)
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  expect(server.bytesSent(path)).toBeLessThan(big.length / 2)
  expect(before).toBeLessThan(big.length / 2)
  controller.abort()
  await work
})
