import { expect, test } from 'vitest'
import type { FinishJob } from '../../../../src-main/installation/finish-job'
import { decodePaths } from '../../../../src-main/installation/work-order'
import { seededBytes } from '../../../support/file-tree'
import { InProcessWorkers } from '../../../support/in-process-workers'
import { InstallationScene } from '../../../support/installation-scene'

/** What the workers are asked to finish and to make durable, in this order. */
function finishJobs(job: unknown): readonly string[] {
  const {
    kind,
    order,
    complete = [],
    begun = [],
  } = job as Partial<Omit<FinishJob, 'kind'>> & {
    readonly kind: string
  }
  if (kind === 'syncFolders') return [kind]
  if (kind !== 'finish' || order === undefined) return []
  const paths = decodePaths(order.paths)
  const named = (positions: Iterable<number>): string => Array.from(positions, (at) => paths[at]).join(' ')
  return [`complete: ${named(complete)}; begun: ${named(begun)}`]
}

test('makes what transfers brought durable before all of a large pack is here, and that only once', async () => {
  const workers = new InProcessWorkers()
  const jobs: string[] = []
  const scene = await InstallationScene.open({
    connections: 1,
    workers: {
      size: workers.size,
      prepare: () => undefined,
      run: (job, options) => {
        jobs.push(...finishJobs(job))
        return workers.run(job, options)
      },
    },
  })
  const mebibyte = 1024 * 1024
  const files = { 'huge.bin': new Uint8Array(140 * mebibyte), 'noise.bin': seededBytes(24 * mebibyte, 5) }
  await scene.install(await scene.publish('maps', { ...files, 'empty.txt': new Uint8Array(0) }))
  expect(jobs).toEqual([
    'complete: huge.bin; begun: noise.bin',
    'complete: empty.txt noise.bin; begun: ',
    'syncFolders',
  ])
})

test('fetches the last bundles in pieces, over all connections', async () => {
  const scene = await InstallationScene.open({ connections: 8 })
  const pack = await scene.publish('maps', { 'noise.bin': seededBytes(12 * 1024 * 1024, 5) })
  const { requests, bytesFetched } = await scene.install(pack)
  const bundles = scene.index('maps').bundles
  const stored = bundles.reduce((sum, { size }) => sum + size, scene.indexSize(pack))
  expect({ requests, bytesFetched, bundles: bundles.length }).toEqual({
    // The index and two pieces.
    requests: 3,
    bytesFetched: stored,
    bundles: 1,
  })
})
