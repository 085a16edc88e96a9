import * as z from 'zod'
import { describe, expect, test } from 'vitest'
import { AsyncQueue } from '../../../../src-shared/base/async-queue'
import { AssetPackError } from '../../../../src-shared/domain/errors'
import { connectContract } from '../../../../src-shared/ipc/channel-client'
import { serveContract, type ServeOptions } from '../../../../src-shared/ipc/channel-server'
import { call, stream, type Service } from '../../../../src-shared/ipc/contract'
import { streamWindow, type ReplyMessage } from '../../../../src-shared/ipc/wire'
import { connectedPorts } from '../../../support/connected-ports'

const contract = {
  calls: {
    double: call(z.number(), z.number()),
    wait: call(z.undefined(), z.undefined()),
  },
  streams: { count: stream(z.number(), z.number()) },
} as const

function aService(overrides: Partial<Service<typeof contract>> = {}): Service<typeof contract> {
  return {
    double: (value) => Promise.resolve(value * 2),
    wait: (_argument, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(signal.reason as Error)
        })
      }),
    count: (until) =>
      (async function* () {
        for (let item = 1; item <= until; item += 1) yield item
      })(),
    ...overrides,
  }
}

function connected(service = aService(), options: ServeOptions = {}) {
  const pair = connectedPorts()
  const stop = serveContract(contract, service, pair.far, options)
  return { pair, stop, client: connectContract(contract, pair.near) }
}

/** Lets every message that is on its way arrive. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}

async function failure(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'no failure',
    (error: unknown) => (error instanceof AssetPackError ? error.code : error),
  )
}

describe('a contract over a port', () => {
  test('brings the value of a call', async () => {
    expect(await connected().client.double(21)).toBe(42)
  })

  test('keeps code, message and details of an error, and nothing else', async () => {
    const service = aService({
      double: () =>
        Promise.reject(
          new AssetPackError('outOfSpace', 'Full.', { details: { bytes: 7 }, cause: new Error('secret') }),
        ),
    })
    const error = await connected(service)
      .client.double(1)
      .catch((caught: unknown) => caught)
    expect(error).toEqual(new AssetPackError('outOfSpace', 'Full.', { details: { bytes: 7 } }))
    expect((error as Error).cause).toBeUndefined()
  })

  test('turns what a service throws at once into a rejection', async () => {
    const service = aService({
      double: () => {
        throw new AssetPackError('wrongUse', 'No.')
      },
    })
    expect(await failure(connected(service).client.double(1))).toBe('wrongUse')
  })

  test('refuses a wrong argument on the near side before anything is sent', async () => {
    const { client, pair } = connected()
    expect(await failure(client.double('x' as unknown as number))).toBe('invalidArgument')
    expect(pair.sent).toEqual([])
  })

  test.each([
    [{ kind: 'call', id: 1, name: 'double', argument: 'x' }],
    [{ kind: 'call', id: 1, name: 'toString', argument: 1 }],
    [{ kind: 'call', id: 1, name: '__proto__', argument: 1 }],
    [{ kind: 'call', id: 1, name: 'count', argument: 1 }],
    [{ kind: 'open', id: 1, name: 'double', argument: 1 }],
    [{ kind: 'open', id: 1, name: 'count', argument: null }],
  ])('E-02 refuses on the far side what the contract does not list: %j', async (message) => {
    const { pair } = connected()
    const replies: ReplyMessage[] = []
    pair.near.onMessage((reply) => replies.push(reply as ReplyMessage))
    pair.near.post(message)
    await settled()
    expect(replies).toEqual([
      { kind: 'error', id: 1, error: expect.objectContaining({ code: 'invalidArgument' }) as object },
    ])
  })

  test.each([
    [undefined],
    ['call'],
    [{ kind: 'call', id: -1, name: 'double', argument: 1 }],
    [{ kind: 'call', id: 1.5, name: 'double', argument: 1 }],
    [{ kind: 'call', id: 1, name: 'x'.repeat(1000), argument: 1 }],
    [{ kind: 'call', id: 1, name: 'double', argument: 1, extra: true }],
    [{ kind: 'constructor', id: 1 }],
    [[]],
  ])('E-02 drops what is no message and says so: %j', async (message) => {
    const dropped: string[] = []
    const { pair, client } = connected(aService(), { onDropped: (reason) => dropped.push(reason) })
    pair.near.post(message)
    expect(await client.double(1)).toBe(2)
    expect(dropped).toEqual(['not a message'])
  })

  test('refuses more requests at once than allowed, and serves on when one has ended', async () => {
    const { client } = connected(aService(), { maximumInFlight: 1 })
    const leaving = new AbortController()
    const first = client.wait(undefined, { signal: leaving.signal })
    expect(await failure(client.double(1))).toBe('limitExceeded')
    leaving.abort(new AssetPackError('cancelled', 'Enough.'))
    expect([await failure(first), await client.double(2)]).toEqual(['cancelled', 4])
  })

  test('an abort rejects at once and reaches the service', async () => {
    let reached: unknown
    const service = aService({
      wait: (_argument, { signal }) =>
        new Promise(() => {
          signal.addEventListener('abort', () => {
            reached = (signal.reason as AssetPackError).code
          })
        }),
    })
    const { client } = connected(service)
    const leaving = new AbortController()
    const waiting = client.wait(undefined, { signal: leaving.signal })
    await settled()
    leaving.abort(new AssetPackError('timedOut', 'Too slow.'))
    expect(await failure(waiting)).toBe('timedOut')
    await settled()
    expect(reached).toBe('cancelled')
  })

  test('a result that does not fit the contract does not pass', async () => {
    const service = aService({ double: () => Promise.resolve('x' as unknown as number) })
    expect(await failure(connected(service).client.double(1))).toBe('internal')
  })

  test('brings every item of a stream and its end', async () => {
    const items: number[] = []
    for await (const item of connected().client.count(50)) items.push(item)
    expect(items).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
  })

  test('loses nothing between opening a stream and reading it', async () => {
    const source = new AsyncQueue<number>()
    const { client } = connected(aService({ count: () => source }))
    const items = client.count(0)[Symbol.asyncIterator]()
    await settled()
    source.push(7)
    await settled()
    expect(await items.next()).toEqual({ done: false, value: 7 })
  })

  test('a reader that does not read holds the sender back', async () => {
    let produced = 0
    const service = aService({
      count: () =>
        (async function* () {
          for (;;) {
            produced += 1
            yield await Promise.resolve(produced)
          }
        })(),
    })
    const { client } = connected(service)
    const items = client.count(0)[Symbol.asyncIterator]()
    await settled()
    expect(produced).toBe(streamWindow)
    await items.next()
    await settled()
    expect(produced).toBe(streamWindow + 1)
    await items.return?.()
  })

  test('leaving a stream ends it on the far side', async () => {
    let left = 0
    const source = new AsyncQueue<number>({ onLeave: () => (left += 1) })
    const { client } = connected(aService({ count: () => source }))
    const items = client.count(0)[Symbol.asyncIterator]()
    await settled()
    await items.return?.()
    await settled()
    expect(left).toBe(1)
  })

  test('an abort ends a stream on both sides', async () => {
    let left = 0
    const source = new AsyncQueue<number>({ onLeave: () => (left += 1) })
    const { client } = connected(aService({ count: () => source }))
    const leaving = new AbortController()
    const next = client.count(0, { signal: leaving.signal })[Symbol.asyncIterator]().next()
    await settled()
    leaving.abort()
    expect(await next).toEqual({ done: true, value: undefined })
    await settled()
    expect(left).toBe(1)
  })

  test('the error of a stream reaches its reader', async () => {
    const source = new AsyncQueue<number>()
    source.push(1)
    source.fail(new AssetPackError('diskGone', 'Gone.'))
    const { client } = connected(aService({ count: () => source }))
    const items = client.count(0)[Symbol.asyncIterator]()
    expect([await items.next(), await failure(items.next() as Promise<unknown>)]).toEqual([
      { done: false, value: 1 },
      'diskGone',
    ])
  })

  test('E-19 a client that is gone aborts everything that it asked for', async () => {
    const aborted: string[] = []
    const source = new AsyncQueue<number>({ onLeave: () => aborted.push('count') })
    const { client, pair } = connected(
      aService({
        count: () => source,
        wait: (_argument, { signal }) =>
          new Promise(() => {
            signal.addEventListener('abort', () => aborted.push('wait'))
          }),
      }),
    )
    const waiting = client.wait(undefined)
    const next = client.count(0)[Symbol.asyncIterator]().next()
    await settled()
    pair.close()
    expect([await failure(waiting), await failure(next), aborted.sort()]).toEqual([
      'cancelled',
      'cancelled',
      ['count', 'wait'],
    ])
    expect(await failure(client.double(1))).toBe('cancelled')
  })

  test('serving ends without a listener left behind', async () => {
    const { pair, stop } = connected()
    const before = pair.listenerCount()
    stop()
    await settled()
    expect(before - pair.listenerCount()).toBe(2)
  })
})
