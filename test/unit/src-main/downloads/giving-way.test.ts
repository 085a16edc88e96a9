import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { DelegateLine } from '../../../../src-main/downloads/delegate-line'
import { DownloadRecords } from '../../../../src-main/downloads/download-records'
import type { DownloadManager } from '../../../../src-main/downloads/download-manager'
import { QueueRunner } from '../../../../src-main/downloads/queue-runner'
import { TransferTurn } from '../../../../src-main/downloads/transfer-turn'
import type { EndingOutcome } from '../../../../src-main/extension/ending-extension'
import { silentLogger } from '../../../../src-main/platform/logger'
import { systemRandom } from '../../../../src-main/platform/random'
import { MemoryTransport } from '../../../../src-main/transport/memory-transport'
import { bytesOf, DownloadScene, statesIn } from '../../../support/download-scene'
import { ManualClock } from '../../../support/manual-clock'

/** Lets time pass until that process transfers. */
async function turnOf({ clock }: DownloadScene, manager: DownloadManager): Promise<void> {
  while (!manager.isTransferring) await clock.advance(50)
}

test('a queue in the background is given to whoever opens it, and taken back when that one has closed', async () => {
  const scene = await DownloadScene.create()
  const download = scene.offer('voices', bytesOf(100_000))
  const elsewhere = new MemoryTransport()
  elsewhere.put(download.url, bytesOf(100_000))
  elsewhere.fail(download.url, { kind: 'stall', afterBytes: 60_000 })
  const background = await scene.open({ isBackground: true, transport: elsewhere })
  const hasWritten = new Promise<void>((resolve) => {
    scene.delegate.downloadDidWriteBytes = () => {
      resolve()
    }
  })
  await background.scheduleDownload(download)
  await hasWritten
  const app = await scene.open()
  const first = [background.isTransferring, app.isTransferring]
  await turnOf(scene, app)
  const second = [background.isTransferring, app.isTransferring]
  await scene.passTimeUntilIdle(app)
  const left = await statesIn(background)
  await app.close()
  await turnOf(scene, background)

  expect([first, second, left, scene.delegate.steps, scene.transport.requests.length]).toEqual([
    [true, false],
    [false, true],
    [],
    ['voices began', 'voices paused', 'voices began', 'voices finished'],
    1,
  ])
})

test('a turn whose preparation fails is let go, and tried again a second later', async () => {
  const clock = new ManualClock()
  let [held, preparations, turns] = [0, 0, 0]
  const turn = new TransferTurn({
    acquireLock: () => {
      held += 1
      return Promise.resolve({ release: () => void (held -= 1) })
    },
    prepare: () => {
      preparations += 1
      return preparations === 1 ? Promise.reject(new Error('The disk is full.')) : Promise.resolve()
    },
    onTurn: () => void (turns += 1),
    onLook: () => undefined,
    clock,
    logger: silentLogger,
  })
  await turn.open()
  const failed = [turn.isOurs, held, turns]
  await clock.advance(1_000)
  const taken = [turn.isOurs, held, turns]
  await turn.stop()
  turn.giveUp()

  expect([failed, taken, held, clock.pendingTimers]).toEqual([[false, 0, 0], [true, 1, 1], 0, 0])
})

test('a runner that gives way lets the extension end what it has first, and has the turn again later', async () => {
  const scene = await DownloadScene.create()
  const directory = join(scene.directory, 'files')
  await mkdir(directory)
  const records = await DownloadRecords.open(join(scene.directory, 'downloads.db'))
  onTestFinished(() => {
    records.close()
  })
  records.add(scene.offer('voices', bytesOf(10)), false)
  const sequence = records.all()[0]?.sequence ?? 0
  records.setState(sequence, 'finished')
  await writeFile(join(directory, String(sequence)), bytesOf(10))
  let end: (outcome: EndingOutcome) => void = () => undefined
  let [isAsked, held] = [false, 0]
  const runner = new QueueRunner({
    records,
    delegates: new DelegateLine(silentLogger),
    extension: {
      ended: () => {
        isAsked = true
        return new Promise((resolve) => (end = resolve))
      },
    },
    control: { apart: async (work) => await work() },
    directory,
    acquireLock: () => {
      held += 1
      return Promise.resolve({ release: () => void (held -= 1) })
    },
    transport: scene.transport,
    conditions: scene.conditions,
    clock: scene.clock,
    random: systemRandom,
    logger: silentLogger,
    downloadsAtOnce: 1,
  })
  onTestFinished(() => runner.close())
  await runner.open()
  while (!isAsked) await scene.clock.advance(0)
  const left = runner.giveWay()
  await scene.clock.advance(500)
  const meanwhile = [held, runner.isTransferring, records.all().length]
  end({ kind: 'handled', next: [] })
  await left
  const after = [held, runner.isTransferring, records.all().length]
  await scene.clock.advance(1_000)
  while (!runner.isTransferring) await scene.clock.advance(50)

  expect([meanwhile, after, held]).toEqual([[1, false, 1], [0, false, 0], 1])
})
