import { expect, test } from 'vitest'
import { decodePaths, type ListedFiles } from '../../../../src-main/installation/work-order'
import { seededBytes } from '../../../support/file-tree'
import { InProcessWorkers } from '../../../support/in-process-workers'
import { InstallationScene } from '../../../support/installation-scene'

test('makes what transfers brought durable before all of a large pack is here', async () => {
  const workers = new InProcessWorkers()
  const jobs: string[] = []
  const scene = await InstallationScene.open({
    workers: {
      size: workers.size,
      run: (job, options) => {
        const { kind, lists = [] } = job as { readonly kind: string; readonly lists?: readonly ListedFiles[] }
        const paths = lists.flatMap((list) => decodePaths(list.paths))
        if (kind === 'syncFiles' || kind === 'sync') jobs.push([kind, ...paths].join(' '))
        return workers.run(job, options)
      },
    },
  })
  await scene.install(await scene.publish('maps', { 'huge.bin': new Uint8Array(140 * 1024 * 1024) }))
  expect(jobs).toEqual(['syncFiles huge.bin', 'sync'])
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
