import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AssetPackError, toAssetPackError } from '../../../../src-shared/domain/errors'
import { bytesOf, DownloadScene, RecordingDelegate, statesIn } from '../../../support/download-scene'
import { MemoryTransport } from '../../../../src-main/transport/memory-transport'

const piece = 64 * 1024

/** A host that wants to be left alone for that long. */
function busyFor(retryAfterSeconds: number): AssetPackError {
  return new AssetPackError('remoteBusy', 'Later.', { details: { retryAfterSeconds } })
}

function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    (value) => value ?? 'done',
    (error: unknown) => toAssetPackError(error).code,
  )
}

describe('a download', () => {
  test('begins, says what came, and is handed over once it is complete', async () => {
    const scene = await DownloadScene.create()
    const bytes = bytesOf(2 * piece)
    const manager = await scene.open()
    await manager.scheduleDownload(scene.offer('voices', bytes))
    await manager.whenIdle()

    const { told } = scene.delegate
    const written = told.filter((line) => line.includes('wrote')).map((line) => Number(line.split(' ')[2]))
    expect({
      first: told[0],
      written: written.reduce((sum, count) => sum + count, 0),
      lastWritten: told.at(-2)?.endsWith(`${String(bytes.length)} ${String(bytes.length)}`),
      last: told.at(-1),
      file: (await readFile(join(scene.directory, 'voices'))).equals(bytes),
      queue: await statesIn(manager),
      kept: await scene.keptFiles(),
    }).toEqual({
      first: 'voices began',
      written: bytes.length,
      lastWritten: true,
      last: 'voices finished',
      file: true,
      queue: [],
      kept: [],
    })
  })

  test('that the delegate does not move is deleted when its promise resolves', async () => {
    const scene = await DownloadScene.create()
    const seen: number[] = []
    const manager = await scene.open({
      delegate: {
        downloadFailed: () => undefined,
        downloadFinished: async (_, fileURL) => {
          seen.push((await readFile(fileURL)).length)
        },
      },
    })
    await manager.scheduleDownload(scene.offer('voices', bytesOf(10)))
    await manager.whenIdle()

    expect([seen, await scene.keptFiles(), await statesIn(manager)]).toEqual([[10], [], []])
  })

  test('of which the delegate throws stays, and is offered to the next one', async () => {
    const scene = await DownloadScene.create()
    const manager = await scene.open()
    scene.delegate.onFinished = () => {
      throw new Error('no room')
    }
    await manager.scheduleDownload(scene.offer('voices', bytesOf(10)))
    await manager.whenIdle()
    const before = await statesIn(manager)
    manager.delegate = new RecordingDelegate(scene.directory)
    await manager.whenIdle()

    expect([before, await statesIn(manager), await scene.hasTaken('voices')]).toEqual([
      ['voices finished'],
      [],
      true,
    ])
  })

  test('that ends while nobody listens is kept until somebody does', async () => {
    const scene = await DownloadScene.create()
    const manager = await scene.open({ delegate: undefined })
    await manager.scheduleDownload(scene.offer('voices', bytesOf(10)))
    await manager.scheduleDownload(scene.offer('maps', bytesOf(10), { fileSize: 11 }))
    await scene.passTimeUntilIdle(manager)
    const kept = await statesIn(manager)
    await manager.close()
    const next = await scene.open({ transport: new MemoryTransport() })
    await next.whenIdle()

    expect([kept, scene.delegate.told, await statesIn(next)]).toEqual([
      ['voices finished', 'maps failed'],
      ['voices finished', 'maps failed remoteChanged'],
      [],
    ])
  })

  test('with other bytes than its digest says is fetched once more, then fails, and nothing of it stays', async () => {
    const scene = await DownloadScene.create()
    const download = scene.offer('voices', bytesOf(10), { sha256: 'a'.repeat(64) })
    const manager = await scene.open()
    await manager.scheduleDownload(download)
    await manager.whenIdle()

    expect([scene.delegate.steps, scene.transport.requests.length, await scene.keptFiles()]).toEqual([
      ['voices began', 'voices failed integrityCheckFailed'],
      2,
      [],
    ])
  })

  test('of another length than it says fails', async () => {
    const scene = await DownloadScene.create()
    const manager = await scene.open()
    await manager.scheduleDownload(scene.offer('voices', bytesOf(10), { fileSize: 9, sha256: undefined }))
    await manager.scheduleDownload(scene.offer('maps', bytesOf(10), { fileSize: 11, sha256: undefined }))
    await scene.passTimeUntilIdle(manager)

    expect([...scene.delegate.steps].sort()).toEqual([
      'maps began',
      'maps failed remoteChanged',
      'voices began',
      'voices failed remoteChanged',
    ])
  })

  test('without a digest is taken by its length alone', async () => {
    const scene = await DownloadScene.create()
    const manager = await scene.open()
    await manager.scheduleDownload(scene.offer('voices', bytesOf(10), { sha256: undefined }))
    await manager.whenIdle()

    expect(await scene.hasTaken('voices')).toBe(true)
  })
})

describe('the queue', () => {
  test('refuses a second download of one identifier, and the same one again', async () => {
    const scene = await DownloadScene.create()
    scene.conditions.set({ online: false })
    const manager = await scene.open()
    const download = scene.offer('voices', bytesOf(10))
    await manager.scheduleDownload(download)

    expect([
      await codeOf(manager.scheduleDownload(download)),
      await codeOf(manager.scheduleDownload(scene.offer('voices', bytesOf(10)))),
      await codeOf(manager.startForegroundDownload(scene.offer('voices', bytesOf(10)))),
      await statesIn(manager),
    ]).toEqual([
      'downloadAlreadyScheduled',
      'downloadAlreadyScheduled',
      'downloadAlreadyScheduled',
      ['voices waiting'],
    ])
  })

  test('takes essential downloads with an install or update request only', async () => {
    const scene = await DownloadScene.create()
    scene.conditions.set({ online: false })
    const manager = await scene.open()
    const essential = scene.offer('voices', bytesOf(10), { isEssential: true })
    const refused = [
      await codeOf(manager.scheduleDownload(essential)),
      await codeOf(manager.startForegroundDownload(essential)),
      await codeOf(manager.scheduleDownload(essential, { contentRequest: 'periodic' })),
      await codeOf(manager.scheduleDownload(essential, { contentRequest: 'languageChange' })),
    ]
    await manager.scheduleDownload(essential, { contentRequest: 'install' })
    await manager.scheduleDownload(scene.offer('maps', bytesOf(10), { isEssential: true }), {
      contentRequest: 'update',
    })

    expect([refused, await statesIn(manager)]).toEqual([
      Array<string>(4).fill('downloadEssentialNotPermitted'),
      ['voices waiting', 'maps waiting'],
    ])
  })

  test('runs by urgency, then by priority, then in the order of asking', async () => {
    const scene = await DownloadScene.create()
    scene.conditions.set({ online: false })
    const manager = await scene.open({ downloadsAtOnce: 1 })
    await manager.scheduleDownload(scene.offer('first', bytesOf(10)))
    await manager.scheduleDownload(scene.offer('second', bytesOf(10)))
    await manager.scheduleDownload(scene.offer('higher', bytesOf(10), { priority: 1 }))
    await manager.startForegroundDownload(scene.offer('now', bytesOf(10), { priority: -100 }))
    await manager.scheduleDownload(
      scene.offer('needed', bytesOf(10), { isEssential: true, priority: -100 }),
      {
        contentRequest: 'install',
      },
    )
    scene.conditions.set({ online: true })
    await manager.whenIdle()

    expect(scene.delegate.steps.filter((line) => line.endsWith('began'))).toEqual([
      'needed began',
      'now began',
      'higher began',
      'first began',
      'second began',
    ])
  })

  test('holds what may wait over a metered connection, until somebody asks for it now', async () => {
    const scene = await DownloadScene.create()
    scene.conditions.set({ metered: true })
    const manager = await scene.open()
    const download = scene.offer('voices', bytesOf(10))
    await manager.scheduleDownload(download)
    await manager.whenIdle()
    const before = await statesIn(manager)
    await manager.startForegroundDownload(download)
    await manager.whenIdle()

    expect([before, scene.delegate.steps]).toEqual([['voices waiting'], ['voices began', 'voices finished']])
  })

  test('pauses a transfer when the network goes, and goes on from the byte it came to', async () => {
    const scene = await DownloadScene.create()
    const bytes = bytesOf(4 * piece)
    const download = scene.offer('voices', bytes)
    scene.transport.fail(download.url, { kind: 'stall', afterBytes: 2 * piece })
    const manager = await scene.open()
    const arrived = new Promise<void>((resolve) => {
      scene.delegate.downloadDidWriteBytes = (_, _bytes, total) => {
        if (total === 2 * piece) resolve()
      }
    })
    await manager.scheduleDownload(download)
    await arrived
    scene.conditions.set({ online: false })
    await manager.whenIdle()
    const paused = await statesIn(manager)
    scene.conditions.set({ online: true })
    await manager.whenIdle()

    expect([paused, scene.delegate.steps, scene.transport.bytesSent(download.url)]).toEqual([
      ['voices waiting'],
      ['voices began', 'voices paused', 'voices began', 'voices finished'],
      bytes.length,
    ])
  })

  test('tries again by itself what fails by what passes, no sooner than the host asks for', async () => {
    const scene = await DownloadScene.create()
    const download = scene.offer('voices', bytesOf(10))
    scene.transport.fail(download.url, { kind: 'error', error: busyFor(60) })
    const manager = await scene.open()
    await manager.scheduleDownload(download)
    await manager.whenIdle()
    await scene.clock.advance(59_999)
    const before = [...scene.delegate.steps]
    await scene.clock.advance(1)
    await manager.whenIdle()

    expect([before, scene.delegate.steps]).toEqual([
      ['voices began', 'voices paused'],
      ['voices began', 'voices paused', 'voices began', 'voices finished'],
    ])
  })

  test.each(['the same manager', 'another one'])(
    'tries at once what waits for another attempt when somebody asks for it now, through %s',
    async (who) => {
      const scene = await DownloadScene.create()
      const download = scene.offer('voices', bytesOf(10))
      scene.transport.fail(download.url, { kind: 'error', error: busyFor(3_600) })
      const manager = await scene.open()
      const guest = await scene.open({ delegate: undefined, transport: new MemoryTransport() })
      await manager.scheduleDownload(download)
      await manager.whenIdle()
      await (who === 'another one' ? guest : manager).startForegroundDownload(download)
      if (who === 'another one') await scene.clock.advance(1_000)
      await manager.whenIdle()

      expect(scene.delegate.steps).toEqual([
        'voices began',
        'voices paused',
        'voices began',
        'voices finished',
      ])
    },
  )

  test('goes on after a restart from the byte it came to', async () => {
    const scene = await DownloadScene.create()
    const bytes = bytesOf(4 * piece)
    const download = scene.offer('voices', bytes)
    scene.transport.fail(download.url, { kind: 'stall', afterBytes: 3 * piece })
    const manager = await scene.open()
    const arrived = new Promise<void>((resolve) => {
      scene.delegate.downloadDidWriteBytes = (_, _bytes, total) => {
        if (total === 3 * piece) resolve()
      }
    })
    await manager.scheduleDownload(download)
    await arrived
    await manager.close()
    const transport = new MemoryTransport()
    // Another ETag would mean another object.
    transport.put(download.url, bytes)
    const next = await scene.open({ transport })
    await next.whenIdle()

    expect([transport.bytesSent(download.url), await scene.hasTaken('voices')]).toEqual([piece, true])
  })
})
