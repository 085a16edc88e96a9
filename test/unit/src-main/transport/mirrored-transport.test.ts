import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { silentLogger } from '../../../../src-main/platform/logger'
import { MemoryTransport } from '../../../../src-main/transport/memory-transport'
import { MirroredTransport } from '../../../../src-main/transport/mirrored-transport'
import { AssetPackError, type AssetPackErrorCode } from '../../../../src-shared/domain/errors'
import { seededBytes } from '../../../support/file-tree'
import { ManualClock } from '../../../support/manual-clock'
import { temporaryDirectory } from '../../../support/temporary-directory'

const [own, first, second] = ['https://own.example/packs/', 'https://one.example/', 'https://two.example/x/']
const content = seededBytes(300_000, 1)
const signal = new AbortController().signal

class Scene {
  readonly clock = new ManualClock()
  readonly base = new MemoryTransport()
  readonly transport = new MirroredTransport({
    base: this.base,
    repositoryURLs: [own, first, second],
    clock: this.clock,
    logger: silentLogger,
  })

  constructor() {
    for (const host of [own, first, second]) this.base.put(`${host}a`, content)
  }

  fail(host: string, code: AssetPackErrorCode, times = 1): void {
    this.base.fail(
      `${host}a`,
      { kind: 'error', error: new AssetPackError(code, `${code} at ${host}`) },
      times,
    )
  }

  read(revalidate = false): Promise<Uint8Array> {
    return this.transport.read({ url: `${own}a`, maximumBytes: content.length, revalidate, signal })
  }
}

describe('a repository with mirrors', () => {
  test("is asked at the publisher's own host while that answers", async () => {
    const scene = new Scene()
    expect(Buffer.compare(await scene.read(), content)).toBe(0)
    expect(scene.base.requests).toEqual([`${own}a`])
  })

  test.each<AssetPackErrorCode>(['hostUnavailable', 'remoteNotFound', 'remoteBusy', 'timedOut', 'tlsFailed'])(
    'is asked at the next host in turn after %s',
    async (code) => {
      const scene = new Scene()
      scene.fail(own, code)
      scene.fail(first, code)
      expect(Buffer.compare(await scene.read(), content)).toBe(0)
      expect(scene.base.requests).toEqual([`${own}a`, `${first}a`, `${second}a`])
    },
  )

  test('fails with what its own host said when all fail', async () => {
    const scene = new Scene()
    scene.fail(own, 'remoteBusy')
    scene.fail(first, 'remoteNotFound')
    scene.fail(second, 'hostUnavailable')
    await expect(scene.read()).rejects.toMatchObject({ code: 'remoteBusy' })
  })

  test.each<AssetPackErrorCode>(['offline', 'limitExceeded', 'outOfSpace'])(
    'leaves %s as it is: no other host would do better',
    async (code) => {
      const scene = new Scene()
      scene.fail(own, code)
      await expect(scene.read()).rejects.toMatchObject({ code })
      expect(scene.base.requests).toEqual([`${own}a`])
    },
  )

  test('lets a host that stood in go first for ten minutes, and then its own again', async () => {
    const scene = new Scene()
    scene.fail(own, 'timedOut')
    await scene.read()
    await scene.clock.advance(599_000)
    await scene.read()
    await scene.clock.advance(2_000)
    await scene.read()
    expect(scene.base.requests).toEqual([`${own}a`, `${first}a`, `${first}a`, `${own}a`])
  })

  test('asks its own host first for what changes in place, and stays there when it answers', async () => {
    const scene = new Scene()
    scene.fail(own, 'timedOut')
    await scene.read()
    await scene.read(true)
    await scene.read()
    expect(scene.base.requests.slice(2)).toEqual([`${own}a`, `${own}a`])
  })

  test('brings a file from another host after wrong bytes, and counts what every host sent', async () => {
    const scene = new Scene()
    const destination = join(await temporaryDirectory(), 'a')
    scene.base.fail(`${first}a`, { kind: 'cut', afterBytes: 100_000 })
    const request = { url: `${own}a`, totalBytes: content.length, destination, signal }
    const receipt = await scene.transport.download({ ...request, revalidate: true })
    expect(scene.base.requests).toEqual([`${first}a`, `${second}a`])
    expect([receipt.requests, receipt.bytesReceived >= content.length]).toEqual([2, true])
    expect(Buffer.compare(await readFile(destination), content)).toBe(0)
  })

  test('takes "not found" for an answer where something may be missing, from whichever host answers', async () => {
    const scene = new Scene()
    scene.fail(own, 'hostUnavailable')
    scene.base.remove(`${first}a`)
    const request = { url: `${own}a`, maximumBytes: 1, mayBeMissing: true, signal }
    await expect(scene.transport.read(request)).rejects.toMatchObject({ code: 'remoteNotFound' })
    expect(scene.base.requests).toEqual([`${own}a`, `${first}a`])
  })

  test('takes a refusal that is about who asks for no answer', async () => {
    const scene = new Scene()
    scene.fail(own, 'remoteForbidden')
    const request = { url: `${own}a`, maximumBytes: content.length, mayBeMissing: true, signal }
    expect(Buffer.compare(await scene.transport.read(request), content)).toBe(0)
  })

  test('asks nobody else once it is cancelled', async () => {
    const scene = new Scene()
    const controller = new AbortController()
    const reason = new Error('enough')
    scene.base.fail(`${own}a`, { kind: 'stall', afterBytes: 10 })
    const reading = scene.transport.read({
      url: `${own}a`,
      maximumBytes: content.length,
      signal: controller.signal,
    })
    controller.abort(reason)
    await expect(reading).rejects.toBe(reason)
    expect(scene.base.requests).toEqual([`${own}a`])
  })

  test('leaves URLs of other places alone', async () => {
    const scene = new Scene()
    const elsewhere = 'https://elsewhere.example/a'
    await expect(scene.transport.read({ url: elsewhere, maximumBytes: 1, signal })).rejects.toMatchObject({
      code: 'remoteNotFound',
    })
    expect(scene.base.requests).toEqual([elsewhere])
  })
})
