import { resolve } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { silentLogger } from '../../src-main/platform/logger'
import { WorkerPool } from '../../src-main/platform/worker-pool'
import { fileTree, seededBytes } from '../support/file-tree'
import { InstallationScene, sampleContent, treeOf } from '../support/installation-scene'
import { pathToFileURL } from 'node:url'

const entry = pathToFileURL(resolve(import.meta.dirname, '../../out/main/unpack-worker.js'))

async function openScene(): Promise<InstallationScene> {
  const workers = new WorkerPool({ entry, size: 2, logger: silentLogger })
  onTestFinished(() => workers.close())
  return InstallationScene.open({ workers })
}

describe('an installation in worker threads', () => {
  test('installs and updates', async () => {
    const scene = await openScene()
    await scene.install(await scene.publish('maps', sampleContent))
    const files = { ...sampleContent, 'new.bin': seededBytes(3_000_000, 7), 'text/a.txt': 'changed' }
    const report = await scene.install(await scene.publish('maps', files))
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(files))
    expect(report.bytesReused).toBe(1_620_000)
  })

  test('tells what a worker found wrong by its code', async () => {
    const scene = await openScene()
    const pack = await scene.publish('maps', sampleContent)
    const { sha256, size } = scene.index('maps').bundles[0] ?? { sha256: '', size: 0 }
    scene.transport.put(scene.bundleURL(sha256), seededBytes(size, 2))
    await expect(scene.install(pack)).rejects.toMatchObject({
      code: 'integrityCheckFailed',
      details: { bundle: sha256 },
    })
    expect(scene.store.installedPacks()).toEqual([])
  })

  test('stops in the middle when it is cancelled, and goes on later', async () => {
    const scene = await openScene()
    const pack = await scene.publish('maps', { 'big.bin': seededBytes(30_000_000, 3) })
    const controller = new AbortController()
    const cancelled = scene.install(pack, {
      signal: controller.signal,
      onProgress: ({ placedBytes }) => {
        if (placedBytes > 0) controller.abort(new Error('enough'))
      },
    })
    await expect(cancelled).rejects.toThrow('enough')
    const report = await scene.install(pack)
    expect(report.bytesFetched).toBeLessThan(30_000_000)
    expect(await fileTree(scene.installed('maps'))).toEqual(
      await treeOf({ 'big.bin': seededBytes(30_000_000, 3) }),
    )
  })
})
