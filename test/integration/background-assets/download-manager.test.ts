import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  backgroundAssetsError,
  createDownloadManager,
  downloadPriority,
  isAssetPackError,
  URLDownload,
  type DownloadManager,
} from '../../../src-main/index'
import { bytesOf, RecordingDelegate } from '../../support/download-scene'
import { FaultyServer } from '../../support/faulty-server'
import { ManualConditions } from '../../support/manual-conditions'
import { temporaryDirectory } from '../../support/temporary-directory'

const bytes = bytesOf(200_000)

interface Scene {
  readonly manager: DownloadManager
  readonly delegate: RecordingDelegate
  readonly server: FaultyServer
  readonly directory: string
  readonly download: (identifier: string, options?: { readonly isEssential?: boolean }) => URLDownload
}

/** A manager in front of a real host that has `voices`. */
async function openScene(conditions?: ManualConditions): Promise<Scene> {
  const directory = await temporaryDirectory()
  const server = await FaultyServer.start()
  onTestFinished(() => server.close())
  server.put('/voices', bytes)
  const delegate = new RecordingDelegate(directory)
  const manager = await createDownloadManager({
    directory: join(directory, 'queue'),
    delegate,
    conditions,
  })
  onTestFinished(() => manager.close())
  const download: Scene['download'] = (identifier, options = {}) =>
    new URLDownload({ identifier, url: `${server.baseURL}/voices`, fileSize: bytes.length, ...options })
  return { manager, delegate, server, directory, download }
}

/** Domain and number of what a call fails with, as the original has them. */
async function numberOf(call: Promise<unknown>): Promise<unknown> {
  const error: unknown = await call.catch((thrown: unknown) => thrown)
  return isAssetPackError(error) ? backgroundAssetsError(error)?.number : 'nothing'
}

describe('BADownload, BAURLDownload', () => {
  test('says what it is, in the words and numbers of the original', async () => {
    const { download } = await openScene()
    const { identifier, state, priority, isEssential, fileSize } = download('voices')

    expect([identifier, state, priority, isEssential, fileSize]).toEqual([
      'voices',
      'created',
      downloadPriority.default,
      false,
      bytes.length,
    ])
  })

  test('that is essential is not scheduled by the app (109), and one that is no longer essential is', async () => {
    const { manager, download } = await openScene()
    const needed = download('voices', { isEssential: true })
    const refused = await numberOf(manager.scheduleDownload(needed))
    await manager.scheduleDownload(needed.removingEssential())
    await manager.whenIdle()

    expect([refused, await manager.fetchCurrentDownloads()]).toEqual([109, []])
  })
})

describe('BADownloadManager', () => {
  test('hands a file over, and refuses a name that is in the queue (100)', async () => {
    const { manager, delegate, server, directory, download } = await openScene()
    server.fail('/voices', { kind: 'stall', afterBytes: 1_000 })
    // Or the stall would be that of the second try, which nobody cancels.
    const asked = server.requestArrived('/voices')
    await manager.scheduleDownload(download('voices'))
    const twice = await numberOf(manager.scheduleDownload(download('voices')))
    await delegate.hasHeard('voices began')
    await asked
    const [present] = await manager.fetchCurrentDownloads()
    if (present !== undefined) await manager.cancel(present)
    await manager.scheduleDownload(download('voices'))
    await manager.whenIdle()

    expect([twice, (await readFile(join(directory, 'voices'))).equals(bytes)]).toEqual([100, true])
  })

  test('cancels once what is there, and does nothing the second time', async () => {
    const { manager, delegate, server, download } = await openScene()
    server.fail('/voices', { kind: 'silent' })
    const voices = download('voices')
    await manager.scheduleDownload(voices)
    await delegate.hasHeard('voices began')
    const done = [await manager.cancel(voices), await manager.cancel(voices)]
    await manager.whenIdle()

    expect([done, delegate.steps]).toEqual([
      [true, false],
      ['voices began', 'voices failed cancelled'],
    ])
  })

  test('lets one at a time have exclusive control of a queue, and says at once when somebody has it', async () => {
    const { manager, directory } = await openScene()
    const other = await createDownloadManager({ directory: join(directory, 'queue') })
    onTestFinished(() => other.close())
    const order: string[] = []
    const inside = await manager.withExclusiveControl(async () => {
      const refused = await other
        .withExclusiveControl(() => 'in', { before: new Date() })
        .catch((error: unknown) => (isAssetPackError(error) ? error.code : error))
      const waiting = other.withExclusiveControl(() => order.push('second'))
      order.push('first')
      return { refused, waiting }
    })
    await inside.waiting

    expect([inside.refused, order]).toEqual(['containerLocked', ['first', 'second']])
  })
})

describe('BADownloadManagerDelegate', () => {
  test('hears of a pause and of each beginning, in order, and of every byte once', async () => {
    const conditions = new ManualConditions()
    const { manager, delegate, server, download } = await openScene(conditions)
    server.fail('/voices', { kind: 'stall', afterBytes: 100_000 })
    await manager.scheduleDownload(download('voices'))
    await delegate.hasHeard(/^voices wrote \d+ 100000 /)
    conditions.set({ online: false })
    await delegate.hasHeard('voices paused')
    conditions.set({ online: true })
    await manager.whenIdle()
    const written = delegate.told.filter((line) => line.includes(' wrote '))
    const bytesWritten = written.reduce((sum, line) => sum + Number(line.split(' ')[2]), 0)

    expect([
      delegate.steps,
      bytesWritten,
      server.requestsFor('/voices').map(({ headers }) => headers['range']),
    ]).toEqual([
      ['voices began', 'voices paused', 'voices began', 'voices finished'],
      bytes.length,
      [undefined, 'bytes=100000-199999'],
    ])
  })

  test('hears why a download failed, and nothing after that', async () => {
    const { manager, delegate, server, download } = await openScene()
    server.fail('/voices', { kind: 'status', status: 404 })
    await manager.scheduleDownload(download('voices'))
    await manager.whenIdle()

    expect([delegate.told, await manager.fetchCurrentDownloads()]).toEqual([
      ['voices began', 'voices failed remoteNotFound'],
      [],
    ])
  })

  test('hears of each download in order: began, bytes, the end, and nothing after that', async () => {
    const { manager, delegate, download } = await openScene()
    await manager.startForegroundDownload(download('voices'))
    await manager.whenIdle()
    const written = delegate.told.filter((line) => line.includes(' wrote '))
    const totals = written.map((line) => Number(line.split(' ')[3]))

    expect({
      steps: delegate.steps,
      last: delegate.told.at(-1),
      rises: totals.every((total, index) => total > (totals[index - 1] ?? 0)),
      all: totals.at(-1),
    }).toEqual({
      steps: ['voices began', 'voices finished'],
      last: 'voices finished',
      rises: true,
      all: bytes.length,
    })
  })
})
