import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AssetPackError } from '../../../../src-shared/domain/errors'
import { bytesOf, DownloadScene, statesIn } from '../../../support/download-scene'

const piece = 64 * 1024
const bytes = bytesOf(4 * piece)

/** A download whose host falls silent after half of it, and the manager that waits for the rest. */
async function halfWay(): Promise<{
  scene: DownloadScene
  manager: Awaited<ReturnType<DownloadScene['open']>>
}> {
  const scene = await DownloadScene.create()
  const download = scene.offer('voices', bytes)
  scene.transport.fail(download.url, { kind: 'stall', afterBytes: 2 * piece })
  const manager = await scene.open()
  await manager.scheduleDownload(download)
  await scene.delegate.hasHeard(new RegExp(` ${String(2 * piece)} ${String(bytes.length)}$`))
  return { scene, manager }
}

describe('a download that is on its way', () => {
  test.for([false, true])(
    'goes on from its byte after a sleep that only the clocks tell of (timers count it: %s)',
    async (timersCount) => {
      const { scene, manager } = await halfWay()
      scene.clock.sleep(8 * 3_600_000, { timersCount })
      await scene.clock.advance(10_000)
      await manager.whenIdle()
      expect({
        steps: scene.delegate.steps,
        sent: scene.transport.bytesSent('https://cdn.example.com/voices'),
        file: (await readFile(join(scene.directory, 'voices'))).equals(bytes),
      }).toEqual({
        steps: ['voices began', 'voices paused', 'voices began', 'voices finished'],
        sent: bytes.length,
        file: true,
      })
    },
  )

  test('stops when the machine says that it goes to sleep, and goes on when it wakes', async () => {
    const { scene, manager } = await halfWay()
    scene.conditions.set({ asleep: true })
    await scene.delegate.hasHeard('voices paused')
    const asleep = await statesIn(manager)
    scene.conditions.wake()
    await manager.whenIdle()
    expect([asleep, scene.delegate.steps.at(-1)]).toEqual([['voices waiting'], 'voices finished'])
  })
})

test('what a host asks to be waited for is waited for, and the time asleep counts', async () => {
  const scene = await DownloadScene.create()
  const download = scene.offer('voices', bytesOf(10))
  const busy = new AssetPackError('remoteBusy', 'Later.', { details: { retryAfterSeconds: 3_600 } })
  scene.transport.fail(download.url, { kind: 'error', error: busy })
  const manager = await scene.open()
  await manager.scheduleDownload(download)
  await scene.delegate.hasHeard('voices paused')
  scene.clock.sleep(1_800_000)
  await scene.clock.advance(10_000)
  const early = await statesIn(manager)
  scene.clock.sleep(1_800_000)
  await scene.clock.advance(10_000)
  await manager.whenIdle()
  expect([early, scene.delegate.steps.at(-1)]).toEqual([['voices waiting'], 'voices finished'])
})
