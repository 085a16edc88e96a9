import { describe, expect, test } from 'vitest'
import { toAssetPackError } from '../../../../src-shared/domain/errors'
import { createDownloadManager } from '../../../../src-main/downloads/create-download-manager'
import { MemoryTransport } from '../../../../src-main/transport/memory-transport'
import { bytesOf, DownloadScene, statesIn } from '../../../support/download-scene'

const piece = 64 * 1024

function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    (value) => value ?? 'done',
    (error: unknown) => toAssetPackError(error).code,
  )
}

describe('cancelling', () => {
  test('stops a transfer, tells the delegate, leaves nothing, and frees the name', async () => {
    const scene = await DownloadScene.create()
    const download = scene.offer('voices', bytesOf(piece))
    scene.transport.fail(download.url, { kind: 'stall', afterBytes: 10 })
    const manager = await scene.open()
    const began = new Promise<void>((resolve) => {
      scene.delegate.downloadDidWriteBytes = () => {
        resolve()
      }
    })
    await manager.scheduleDownload(download)
    await began
    const isCancelled = await manager.cancel(download)
    const kept = await scene.keptFiles()
    await manager.scheduleDownload(download)
    await manager.whenIdle()

    expect([isCancelled, kept, scene.delegate.steps]).toEqual([
      true,
      [],
      ['voices began', 'voices failed cancelled', 'voices began', 'voices finished'],
    ])
  })

  test('may be done twice, and for what was never scheduled', async () => {
    const scene = await DownloadScene.create()
    scene.conditions.set({ online: false })
    const manager = await scene.open()
    const download = scene.offer('voices', bytesOf(10))
    await manager.scheduleDownload(download)
    const sameName = scene.offer('voices', bytesOf(10))

    expect([
      await manager.cancel(sameName),
      await manager.cancel(download),
      await manager.cancel(download),
      await statesIn(manager),
    ]).toEqual([false, true, false, []])
  })

  test('takes what has failed and was not told, which cannot be started before', async () => {
    const scene = await DownloadScene.create()
    const manager = await scene.open({ delegate: undefined })
    const download = scene.offer('voices', bytesOf(10), { sha256: 'a'.repeat(64) })
    await manager.scheduleDownload(download)
    await manager.whenIdle()

    expect([
      await codeOf(manager.startForegroundDownload(download)),
      await manager.cancel(download),
      await statesIn(manager),
    ]).toEqual(['downloadAlreadyFailed', true, []])
  })

  test('is possible from inside a delegate', async () => {
    const scene = await DownloadScene.create()
    const manager = await scene.open()
    const other = scene.offer('maps', bytesOf(10))
    scene.transport.fail(other.url, { kind: 'stall', afterBytes: 1 })
    scene.delegate.onFinished = async () => {
      await manager.cancel(other)
    }
    await manager.scheduleDownload(other)
    await manager.scheduleDownload(scene.offer('voices', bytesOf(10)))
    await manager.whenIdle()

    expect([scene.delegate.steps.at(-1), await scene.hasTaken('voices')]).toEqual([
      'maps failed cancelled',
      true,
    ])
  })
})

describe('two managers on one folder', () => {
  test('share the queue: one transfers, and does within a second what the other one asks for', async () => {
    const scene = await DownloadScene.create()
    const owner = await scene.open()
    const guest = await scene.open({ delegate: undefined, transport: new MemoryTransport() })
    const download = scene.offer('voices', bytesOf(10))
    await guest.scheduleDownload(download)
    const seen = [await statesIn(owner), await statesIn(guest)]
    await scene.clock.advance(1_000)
    await owner.whenIdle()

    expect([seen, scene.delegate.steps, await statesIn(guest)]).toEqual([
      [['voices waiting'], ['voices waiting']],
      ['voices began', 'voices finished'],
      [],
    ])
  })

  test('end a transfer of the one when the other one cancels it', async () => {
    const scene = await DownloadScene.create()
    const owner = await scene.open()
    const guest = await scene.open({ delegate: undefined, transport: new MemoryTransport() })
    const download = scene.offer('voices', bytesOf(10))
    scene.transport.fail(download.url, { kind: 'stall', afterBytes: 1 })
    await owner.scheduleDownload(download)
    const isCancelled = await guest.cancel(download)
    await scene.clock.advance(1_000)
    await owner.whenIdle()

    expect([isCancelled, scene.delegate.steps.at(-1), await scene.keptFiles()]).toEqual([
      true,
      'voices failed cancelled',
      [],
    ])
  })
})

test.each([0, 17, 1.5, Number.NaN])(
  'a manager of %d downloads at once is refused',
  async (downloadsAtOnce) => {
    const scene = await DownloadScene.create()

    expect(await codeOf(createDownloadManager({ directory: scene.queueDirectory, downloadsAtOnce }))).toBe(
      'invalidArgument',
    )
  },
)

test('a manager that was closed refuses everything', async () => {
  const scene = await DownloadScene.create()
  const manager = await scene.open()
  await manager.close()

  expect([
    await codeOf(manager.scheduleDownload(scene.offer('voices', bytesOf(1)))),
    await codeOf(manager.fetchCurrentDownloads()),
    await codeOf(manager.withExclusiveControl(() => 1)),
    scene.clock.pendingTimers,
  ]).toEqual(['wrongUse', 'wrongUse', 'wrongUse', 0])
})
