import { join } from 'node:path'
import { expect, test } from 'vitest'
import { silentLogger } from '../../../../src-main/platform/logger'
import { MemoryTransport } from '../../../../src-main/transport/memory-transport'
import { openTransport, type OpenTransport } from '../../../../src-main/transport/open-transport'
import { retryDelayMs, retryPolicy } from '../../../../src-main/transport/retry-policy'
import { AssetPackError, type AssetPackErrorCode } from '../../../../src-shared/domain/errors'
import { seededBytes } from '../../../support/file-tree'
import { ManualClock } from '../../../support/manual-clock'
import { temporaryDirectory } from '../../../support/temporary-directory'

const url = 'https://memory.example/x'
const content = seededBytes(300_000, 1)
const signal = new AbortController().signal

class Scene {
  readonly clock = new ManualClock()
  readonly base = new MemoryTransport()
  readonly transport: OpenTransport

  constructor(bytesPerSecond?: number) {
    this.base.put(url, content)
    this.transport = openTransport({
      base: this.base,
      clock: this.clock,
      random: { fraction: () => 1, bytes: (size) => new Uint8Array(size), uuid: () => '' },
      logger: silentLogger,
    })
    this.transport.setBytesPerSecond(bytesPerSecond)
  }

  fail(code: AssetPackErrorCode, times: number, details = {}): void {
    this.base.fail(url, { kind: 'error', error: new AssetPackError(code, code, { details }) }, times)
  }

  /** Moves time on until `work` is over; says how long that took. */
  async settle(work: Promise<unknown>): Promise<{ readonly outcome: unknown; readonly seconds: number }> {
    const started = this.clock.now()
    let over: { readonly outcome: unknown } | undefined
    void work.then(
      (value) => (over = { outcome: value }),
      (error: unknown) => (over = { outcome: error instanceof AssetPackError ? error.code : error }),
    )
    while (over === undefined) {
      await this.clock.advance(this.clock.pendingTimers > 0 ? 250 : 0)
    }
    return { outcome: over.outcome, seconds: (this.clock.now() - started) / 1000 }
  }

  async download(destination?: string): Promise<{ readonly outcome: unknown; readonly seconds: number }> {
    const file = destination ?? join(await temporaryDirectory(), 'x')
    return this.settle(
      this.transport.download({ url, totalBytes: content.length, destination: file, signal }),
    )
  }
}

test('B-21 tries again with growing waits until the host is back', async () => {
  const scene = new Scene()
  scene.fail('hostUnavailable', 2)
  const { outcome, seconds } = await scene.download()
  expect([outcome, seconds, scene.base.requests.length]).toEqual([
    { bytesReceived: content.length, requests: 3 },
    1 + 2,
    3,
  ])
})

test.each([
  ['captivePortal', 1],
  ['remoteForbidden', 1],
  ['tlsFailed', 1],
  ['remoteMisbehaved', 3],
  ['offline', 3],
] as const)('tries a download that fails with %s %i times', async (code, times) => {
  const scene = new Scene()
  scene.fail(code, 100)
  expect([(await scene.download()).outcome, scene.base.requests.length]).toEqual([code, times])
})

test('B-19 goes on as long as each try brings something', async () => {
  const scene = new Scene()
  scene.base.fail(url, { kind: 'cut', afterBytes: 20_000 }, 14)
  const { outcome } = await scene.download()
  expect(outcome).toEqual({ bytesReceived: content.length, requests: 15 })
})

test('B-20 waits as long as a busy host asks, before it tries again', async () => {
  const scene = new Scene()
  scene.fail('remoteBusy', 1, { retryAfterSeconds: 10 })
  expect((await scene.download()).seconds).toBe(10)
})

test('B-20 hands a long wait on to whoever scheduled a download, or reads something small', async () => {
  const scene = new Scene()
  scene.fail('remoteBusy', 2, { retryAfterSeconds: 11 })
  const download = await scene.download()
  const read = await scene.settle(scene.transport.read({ url, maximumBytes: 1e6, signal }))
  expect([download, read]).toEqual([
    { outcome: 'remoteBusy', seconds: 0 },
    { outcome: 'remoteBusy', seconds: 0 },
  ])
})

test('does not start on a signal that has aborted, and leaves no timer when one aborts', async () => {
  const scene = new Scene()
  scene.fail('offline', 100)
  const controller = new AbortController()
  const request = { url, maximumBytes: 1e6, signal: controller.signal }
  const work = scene.transport.read(request).catch((error: unknown) => error)
  while (scene.clock.pendingTimers === 0) await scene.clock.advance(0)
  controller.abort('enough')
  expect(await work).toBe('enough')
  expect(scene.clock.pendingTimers).toBe(0)
  await expect(scene.transport.read(request)).rejects.toBe('enough')
  expect(scene.base.requests.length).toBe(1)
})

test('keeps all transfers together under one rate', async () => {
  const scene = new Scene(100_000)
  const directory = await temporaryDirectory()
  const both = ['a', 'b'].map((name) =>
    scene.transport.download({ url, totalBytes: content.length, destination: join(directory, name), signal }),
  )
  const { seconds } = await scene.settle(Promise.all(both))
  expect(seconds).toBeGreaterThanOrEqual(5.5)
})

test('changes the rate of transfers in flight', async () => {
  const scene = new Scene(1)
  const destination = join(await temporaryDirectory(), 'x')
  const work = scene.transport.download({ url, totalBytes: content.length, destination, signal })
  while (scene.clock.pendingTimers === 0) await scene.clock.advance(0)
  scene.transport.setBytesPerSecond(undefined)
  expect((await scene.settle(work)).seconds).toBe(0)
})

test('waits with full jitter, twice as long each time, five minutes at most', () => {
  const waits = [1, 2, 9, 10, 50].map((attempt) => retryDelayMs(attempt, 0.999_999_9))
  expect(waits).toEqual([1000, 2000, 256_000, 300_000, 300_000])
  expect([retryDelayMs(5, 0), retryDelayMs(1, 0, 7)]).toEqual([0, 7000])
})

test('gives advice that never repeats what only a person can mend', () => {
  const never: readonly AssetPackErrorCode[] = [
    'remoteForbidden',
    'captivePortal',
    'tlsFailed',
    'signatureInvalid',
    'cancelled',
  ]
  expect(never.map((code) => retryPolicy[code])).toEqual(never.map(() => 'never'))
})

test('counts what came in failed tries, and not what an earlier call had left', async () => {
  const scene = new Scene()
  const destination = join(await temporaryDirectory(), 'x')
  scene.base.fail(url, { kind: 'cut', afterBytes: 131_072 })
  await scene.base.download({ url, totalBytes: content.length, destination, signal }).catch(() => undefined)
  scene.base.fail(url, { kind: 'cut', afterBytes: 65_536 })
  const { outcome } = await scene.download(destination)
  expect(outcome).toEqual({ bytesReceived: content.length - 131_072, requests: 2 })
})
