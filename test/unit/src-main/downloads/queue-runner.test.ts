import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { DelegateLine } from '../../../../src-main/downloads/delegate-line'
import { DownloadRecords } from '../../../../src-main/downloads/download-records'
import { QueueRunner, type QueueRunnerOptions } from '../../../../src-main/downloads/queue-runner'
import { silentLogger } from '../../../../src-main/platform/logger'
import { systemRandom } from '../../../../src-main/platform/random'
import { AssetPackError } from '../../../../src-shared/domain/errors'
import { bytesOf, DownloadScene } from '../../../support/download-scene'
import { failingDisk } from '../../../support/failing-disk'

/** A runner over these records, alone with its files; closed after the test. */
function openRunner(scene: DownloadScene, records: QueueRunnerOptions['records']): QueueRunner {
  const runner = new QueueRunner({
    records,
    delegates: new DelegateLine(silentLogger),
    control: { apart: async (work) => await work() },
    directory: join(scene.directory, 'files'),
    acquireLock: () => Promise.resolve({ release: () => undefined }),
    transport: scene.transport,
    conditions: scene.conditions,
    clock: scene.clock,
    random: systemRandom,
    logger: silentLogger,
    downloadsAtOnce: 1,
  })
  onTestFinished(() => runner.close())
  return runner
}

/** The records of a scene, and a folder for their files. */
async function openRecords(scene: DownloadScene): Promise<DownloadRecords> {
  await mkdir(join(scene.directory, 'files'))
  const records = await DownloadRecords.open(join(scene.directory, 'downloads.db'))
  onTestFinished(() => {
    records.close()
  })
  return records
}

test('waits for another attempt when the queue cannot be written, instead of trying for ever', async () => {
  const scene = await DownloadScene.create()
  const records = await openRecords(scene)
  let writes = 0
  const full = (): never => {
    writes += 1
    throw new AssetPackError('outOfSpace', 'Full.')
  }
  const runner = openRunner(scene, {
    all: () => records.all(),
    othersVersion: 0,
    setState: full,
    setFailed: full,
    setAllWaiting: () => undefined,
    delete: full,
    beginHandover: full,
    endHandover: full,
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

describe('a finished download that was on its way to the extension when a process died', () => {
  /** It, and what becomes of it when a runner opens. */
  async function handedOver(): Promise<{ scene: DownloadScene; records: DownloadRecords; file: string }> {
    const scene = await DownloadScene.create()
    const records = await openRecords(scene)
    records.add(scene.offer('voices', bytesOf(10)), false)
    const sequence = records.all()[0]?.sequence ?? 0
    records.setState(sequence, 'finished')
    records.beginHandover(sequence)
    return { scene, records, file: join(scene.directory, 'files', String(sequence)) }
  }

  test('has left the queue when its file is gone: the extension has moved it', async () => {
    const { scene, records } = await handedOver()
    await openRunner(scene, records).open()
    expect(records.all()).toEqual([])
  })

  test('stays when the disk only does not tell of its file', async () => {
    const { scene, records, file } = await handedOver()
    await writeFile(file, bytesOf(10))
    await failingDisk(({ name, path }) => (name === 'stat' && path === file ? 'EIO' : undefined))
    await openRunner(scene, records).open()
    expect([records.all().map(({ state }) => state), (await readFile(file)).length]).toEqual([
      ['finished'],
      10,
    ])
  })
})
