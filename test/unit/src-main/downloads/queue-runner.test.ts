import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { DelegateLine } from '../../../../src-main/downloads/delegate-line'
import { DownloadRecords } from '../../../../src-main/downloads/download-records'
import { QueueRunner, type QueueRunnerOptions } from '../../../../src-main/downloads/queue-runner'
import { silentLogger } from '../../../../src-main/platform/logger'
import { systemRandom } from '../../../../src-main/platform/random'
import { AssetPackError } from '../../../../src-shared/domain/errors'
import { bytesOf, DownloadScene } from '../../../support/download-scene'

test('waits for another attempt when the queue cannot be written, instead of trying for ever', async () => {
  const scene = await DownloadScene.create()
  const records = await DownloadRecords.open(join(scene.directory, 'downloads.db'))
  let writes = 0
  const full = (): never => {
    writes += 1
    throw new AssetPackError('outOfSpace', 'Full.')
  }
  const fullRecords: QueueRunnerOptions['records'] = {
    all: () => records.all(),
    othersVersion: 0,
    setState: full,
    setFailed: full,
    setAllWaiting: () => undefined,
    delete: full,
    beginHandover: full,
    endHandover: full,
  }
  const runner = new QueueRunner({
    records: fullRecords,
    delegates: new DelegateLine(silentLogger),
    control: { apart: async (work) => await work() },
    directory: scene.directory,
    acquireLock: () => Promise.resolve({ release: () => undefined }),
    transport: scene.transport,
    conditions: scene.conditions,
    clock: scene.clock,
    random: systemRandom,
    logger: silentLogger,
    downloadsAtOnce: 1,
  })
  onTestFinished(async () => {
    await runner.close()
    records.close()
  })
  records.add(scene.offer('voices', bytesOf(10)), false)
  await runner.open()
  await runner.whenIdle()

  expect([writes, scene.transport.requests, records.all().map(({ state }) => state)]).toEqual([
    2,
    [],
    ['waiting'],
  ])
})
