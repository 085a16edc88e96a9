import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { JobRunner } from '../../../../src-main/installation/unpack-workers'
import { builtCode } from '../../../support/built-code'
import { fileTree, seededBytes } from '../../../support/file-tree'
import {
  damage,
  InstallationScene,
  sampleContent as content,
  treeOf,
} from '../../../support/installation-scene'
import { InProcessWorkers } from '../../../support/in-process-workers'
import { anID } from '../../../support/pack-builder'

describe('an update', () => {
  test('fetches only what changed and links the rest', async () => {
    const scene = await InstallationScene.open()
    await scene.install(await scene.publish('maps', content))
    const before = scene.installed('maps')
    const files = { ...content, 'text/a.txt': 'changed' }
    const report = await scene.install(await scene.publish('maps', files))
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(files))
    expect(report.bytesReused).toBe(1_620_000)
    expect(report.bytesFetched).toBeLessThan(3_000)
    expect((await stat(join(scene.installed('maps'), 'big.bin'))).ino).toBe(
      (await stat(join(before, 'big.bin'))).ino,
    )
  })

  test('copies the unchanged chunks of a changed file', async () => {
    const scene = await InstallationScene.open()
    await scene.install(await scene.publish('maps', content))
    const big = Uint8Array.from(content['big.bin'])
    big.set(seededBytes(100, 9), 700_000)
    const report = await scene.install(await scene.publish('maps', { ...content, 'big.bin': big }))
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf({ ...content, 'big.bin': big }))
    expect(report.bytesFetched).toBeLessThan(300_000)
  })

  test('fetches the little that a new build changed everywhere, under whatever name', async () => {
    const scene = await InstallationScene.open()
    const built = (build: string) => ({ [`app-${build}.js`]: builtCode(20_000, build) })
    const first = await scene.install(await scene.publish('maps', built('aa')))
    const second = await scene.install(await scene.publish('maps', built('bb')))
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(built('bb')))
    expect(second.bytesFetched).toBeLessThan(first.bytesFetched / 10)
  })

  test('fetches the whole of it when what is installed turns out to be damaged', async () => {
    const scene = await InstallationScene.open()
    const built = (build: string) => ({ 'app.js': builtCode(20_000, build) })
    await scene.install(await scene.publish('maps', built('aa')))
    await damage(join(scene.installed('maps'), 'app.js'), (bytes) => bytes.fill(0, 100, 1_000_000), true)
    await scene.install(await scene.publish('maps', built('bb')))
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(built('bb')))
  })

  test('fetches the whole of what leans on a damaged file where files are finished on the way, too', async () => {
    const always = { syncEveryBytes: 0, worthwhileBytes: 0 }
    const scene = await InstallationScene.open({ connections: 1, finishLimits: always })
    const built = (build: string) => ({ 'app.js': builtCode(20_000, build) })
    await scene.install(await scene.publish('maps', built('aa')))
    await damage(join(scene.installed('maps'), 'app.js'), (bytes) => bytes.fill(0, 100, 1_000_000), true)
    const files = { ...built('bb'), 'new.bin': seededBytes(6_000_000, 3) }
    const { detours } = await scene.install(await scene.publish('maps', files))
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(files))
    expect(detours).toContain('damagedFiles')
  })

  test('fetches nothing but the index for files that only moved', async () => {
    const scene = await InstallationScene.open()
    await scene.install(await scene.publish('maps', content))
    const moved = { 'there/big.bin': content['big.bin'], 'b.txt': content['text/b.txt'] }
    const report = await scene.install(await scene.publish('maps', moved))
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(moved))
    expect(report.requests).toBe(1)
  })

  test('reuses whole files of other packs', async () => {
    const scene = await InstallationScene.open()
    await scene.install(await scene.publish('maps', content))
    const report = await scene.install(await scene.publish('sounds', { 'same.bin': content['big.bin'] }))
    expect([report.bytesReused, report.requests]).toEqual([1_500_000, 1])
  })

  test('takes of a file that the user changed only the chunks that are still right', async () => {
    const scene = await InstallationScene.open()
    await scene.install(await scene.publish('maps', content))
    await damage(join(scene.installed('maps'), 'big.bin'), (bytes) => bytes.fill(0, 0, 10))
    const files = { ...content, 'text/a.txt': 'changed' }
    const report = await scene.install(await scene.publish('maps', files))
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(files))
    expect(report.bytesReused).toBeGreaterThan(1_200_000)
  })

  test('plans again without an installed file that is damaged although it looks untouched', async () => {
    const scene = await InstallationScene.open()
    await scene.install(await scene.publish('maps', content))
    await damage(join(scene.installed('maps'), 'big.bin'), (bytes) => bytes.fill(0, 0, 10), true)
    const big = Buffer.concat([content['big.bin'], seededBytes(50_000, 5)])
    await scene.install(await scene.publish('maps', { ...content, 'big.bin': big }))
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf({ ...content, 'big.bin': big }))
    expect(scene.workers.ran.filter((kind) => kind === 'plan')).toHaveLength(3)
  })

  test('keeps what it reads from until it has ended, and no longer (D-08)', async () => {
    const workers = new InProcessWorkers()
    const removing: JobRunner = {
      size: 1,
      prepare: () => undefined,
      run: async <Result>(job: unknown, options: { readonly signal: AbortSignal }): Promise<Result> => {
        if ((job as { readonly kind: string }).kind === 'reuse') await scene.store.remove(anID('maps'))
        return workers.run(job, options)
      },
    }
    const scene = await InstallationScene.open({ workers: removing })
    await scene.install(await scene.publish('maps', content))
    await scene.install(await scene.publish('unused', { 'other.txt': 'other' }))
    const report = await scene.install(await scene.publish('sounds', { 'same.bin': content['big.bin'] }))
    await scene.store.collectGarbage()
    const left = await readdir(join(scene.store.directory, 'packs'))
    expect([report.requests, left]).toEqual([1, ['sounds', 'unused']])
  })

  test('to the version that was rolled back from fetches nothing but the index', async () => {
    const scene = await InstallationScene.open()
    await scene.install(await scene.publish('maps', content))
    const files = { ...content, 'text/a.txt': 'changed', 'new.bin': seededBytes(200_000, 7) }
    const second = await scene.publish('maps', files)
    await scene.install(second)
    await scene.store.rollback(anID('maps'))
    const report = await scene.install(second)
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(files))
    expect([report.requests, scene.store.keptVersions(anID('maps')).length]).toEqual([1, 1])
  })

  test('does without an installed file that is gone', async () => {
    const scene = await InstallationScene.open()
    await scene.install(await scene.publish('maps', content))
    await rm(join(scene.installed('maps'), 'big.bin'))
    const files = { ...content, 'text/a.txt': 'changed' }
    await scene.install(await scene.publish('maps', files))
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(files))
  })

  test('leaves the installed version alone when it cannot be completed', async () => {
    const scene = await InstallationScene.open()
    await scene.install(await scene.publish('maps', content))
    const second = await scene.publish('maps', { ...content, 'new.bin': seededBytes(400_000, 3) })
    const bundle = scene.index('maps').bundles.at(-1)
    scene.transport.put(scene.bundleURL(bundle?.sha256 ?? ''), seededBytes(bundle?.size ?? 0, 4))
    await expect(scene.install(second)).rejects.toMatchObject({ code: 'integrityCheckFailed' })
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(content))
  })
})
