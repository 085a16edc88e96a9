import { link, lstat, mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { InstallProgress } from '../../../../src-main/installation/install-request'
import { compressFrame, initializeCompression } from '../../../../src-main/repository/compression'
import { AssetPackError } from '../../../../src-shared/domain/errors'
import { fileTree, writeTree } from '../../../support/file-tree'
import { letterBundle, letterBytes, letterIndex } from '../../../support/index-builder'
import {
  damage,
  InstallationScene,
  sampleContent as content,
  treeOf,
} from '../../../support/installation-scene'
import { temporaryDirectory } from '../../../support/temporary-directory'

describe('an interrupted installation', () => {
  /** Frames of their own bundles: one can be there when the next is cut. */
  async function twoBundles(scene: InstallationScene): Promise<ReturnType<InstallationScene['publish']>> {
    await initializeCompression()
    const frames = ['a', 'b'].map((letter) => compressFrame(letterBytes(letter, 200_000), { level: 1 }))
    const index = letterIndex({
      files: { one: 'a', two: 'b' },
      chunkSize: 200_000,
      frames: frames.map((frame, bundle) => ({
        chunks: bundle === 0 ? 'a' : 'b',
        bundle,
        storedLength: frame.length,
      })),
    })
    index.bundles.forEach(({ sha256 }, number) => {
      scene.transport.put(scene.bundleURL(sha256), frames[number] ?? new Uint8Array(0))
    })
    return scene.offer(index)
  }
  // What cannot be compressed is stored as it is, behind a header and the heads of two blocks.
  const storedSize = 200_015
  const url = (scene: InstallationScene, bundle: number): string => scene.bundleURL(letterBundle(bundle))

  test('goes on from what was placed and from the byte at which a bundle was cut', async () => {
    const scene = await InstallationScene.open({ connections: 1 })
    const pack = await twoBundles(scene)
    scene.transport.fail(url(scene, 1), { kind: 'cut', afterBytes: 131_072 })
    await expect(scene.install(pack)).rejects.toMatchObject({ code: 'hostUnavailable' })
    await scene.install(pack)
    expect([scene.transport.bytesSent(url(scene, 0)), scene.transport.bytesSent(url(scene, 1))]).toEqual([
      storedSize,
      storedSize,
    ])
    expect(await fileTree(scene.installed('letters'))).toEqual(
      await treeOf({ one: letterBytes('a', 200_000), two: letterBytes('b', 200_000) }),
    )
  })

  test('stops when it is cancelled, rejects with the reason, and keeps what came', async () => {
    const scene = await InstallationScene.open({ connections: 1 })
    const pack = await twoBundles(scene)
    scene.transport.fail(url(scene, 1), { kind: 'stall', afterBytes: 131_072 })
    const controller = new AbortController()
    const reason = new AssetPackError('cancelled', 'The user cancelled.')
    const seen: InstallProgress[] = []
    const installing = scene.install(pack, {
      signal: controller.signal,
      onProgress: (progress) => {
        seen.push(progress)
        if (progress.fetchedBytes >= storedSize + 131_072 && progress.placedBytes > 0)
          controller.abort(reason)
      },
    })
    await expect(installing).rejects.toBe(reason)
    expect(scene.store.installedPacks()).toEqual([])
    const again: InstallProgress[] = []
    await scene.install(pack, { onProgress: (progress) => again.push(progress) })
    expect(again.find(({ totalFetchBytes }) => totalFetchBytes > 0)).toMatchObject({
      fetchedBytes: scene.indexSize(pack) + storedSize,
      totalFetchBytes: scene.indexSize(pack) + 2 * storedSize,
      placedBytes: 200_000,
    })
    expect(scene.transport.bytesSent(url(scene, 0))).toBe(storedSize)
  })

  test('is estimated by what is left of it, and looking changes nothing', async () => {
    const scene = await InstallationScene.open({ connections: 1 })
    const pack = await twoBundles(scene)
    const estimate = (): ReturnType<typeof scene.installer.estimate> =>
      scene.installer.estimate(pack, new AbortController().signal)
    const before = await estimate()
    scene.transport.fail(url(scene, 1), { kind: 'cut', afterBytes: 131_072 })
    await expect(scene.install(pack)).rejects.toMatchObject({ code: 'hostUnavailable' })
    const { filesDirectory, downloadsDirectory } = await scene.store.openStaging(pack.id, pack.version)
    await writeTree(filesDirectory, { foreign: 'x' })
    const trees = (): Promise<unknown> => Promise.all([filesDirectory, downloadsDirectory].map(fileTree))
    const left = await trees()
    const after = await estimate()
    expect(await trees()).toEqual(left)
    expect([before.bytesToFetch - after.bytesToFetch, before.requests - after.requests]).toEqual([
      storedSize + 131_072,
      1,
    ])
  })

  test('fetches a staged chunk again that a power cut has spoilt', async () => {
    const scene = await InstallationScene.open({ connections: 1 })
    const pack = await twoBundles(scene)
    scene.transport.fail(url(scene, 1), { kind: 'cut', afterBytes: 0 })
    await expect(scene.install(pack)).rejects.toMatchObject({ code: 'hostUnavailable' })
    const staging = await scene.store.openStaging(pack.id, pack.version)
    await damage(join(staging.filesDirectory, 'one'), (bytes) => bytes.fill(0))
    await scene.install(pack)
    expect(await fileTree(scene.installed('letters'))).toEqual(
      await treeOf({ one: letterBytes('a', 200_000), two: letterBytes('b', 200_000) }),
    )
  })

  test('unpacks a bundle that came whole before it was killed without asking for it again', async () => {
    const scene = await InstallationScene.open({ connections: 1 })
    const pack = await twoBundles(scene)
    const { downloadsDirectory } = await scene.store.openStaging(pack.id, pack.version)
    await scene.fetch(url(scene, 0), storedSize, join(downloadsDirectory, `${letterBundle(0)}.bundle`))
    const sent = scene.transport.bytesSent(url(scene, 0))
    await scene.install(pack)
    expect([
      scene.transport.bytesSent(url(scene, 0)) - sent,
      scene.transport.bytesSent(url(scene, 1)),
    ]).toEqual([0, storedSize])
  })

  test('keeps what a transport has put beside a file that is still wanted', async () => {
    const scene = await InstallationScene.open({ connections: 1 })
    const pack = await twoBundles(scene)
    const { downloadsDirectory } = await scene.store.openStaging(pack.id, pack.version)
    const kept = [`${letterBundle(1)}.bundle.chromium`, `${letterBundle(1)}.bundle.chromium.kept`]
    await writeTree(downloadsDirectory, {
      ...Object.fromEntries(kept.map((name) => [name, 'half a bundle'])),
      [`${letterBundle(7)}.bundle.chromium`]: 'of no use',
    })
    scene.transport.fail(url(scene, 0), { kind: 'cut', afterBytes: 0 })
    await expect(scene.install(pack)).rejects.toMatchObject({ code: 'hostUnavailable' })
    expect((await scene.downloads(pack)).filter((name) => name.includes('chromium')).sort()).toEqual(kept)
  })

  test('fetches a whole bundle again when the disk has spoilt it meanwhile', async () => {
    const scene = await InstallationScene.open({ connections: 1 })
    const pack = await twoBundles(scene)
    const { downloadsDirectory } = await scene.store.openStaging(pack.id, pack.version)
    await writeTree(downloadsDirectory, { [`${letterBundle(0)}.bundle`]: new Uint8Array(storedSize) })
    await scene.install(pack)
    expect(scene.transport.bytesSent(url(scene, 0))).toBe(storedSize)
  })

  test('leaves no bundle behind when it has ended', async () => {
    const scene = await InstallationScene.open({ connections: 1 })
    const pack = await twoBundles(scene)
    scene.transport.fail(url(scene, 1), { kind: 'cut', afterBytes: 131_072 })
    await expect(scene.install(pack)).rejects.toThrow()
    const kept = await scene.downloads(pack)
    expect(kept.filter((name) => name.startsWith(letterBundle(0)))).toEqual([])
    expect(kept.filter((name) => name.startsWith(letterBundle(1))).length).toBeGreaterThan(0)
  })
})

describe('what lies in the staging area', () => {
  test('is not followed when it is a link, whatever it points to', async () => {
    const scene = await InstallationScene.open()
    const outside = await temporaryDirectory()
    await writeTree(outside, { 'victim.txt': 'untouched', 'folder/b.txt': 'untouched' })
    const pack = await scene.publish('maps', content)
    const { filesDirectory } = await scene.store.openStaging(pack.id, pack.version)
    await symlink(join(outside, 'victim.txt'), join(filesDirectory, 'big.bin'))
    await symlink(join(outside, 'folder'), join(filesDirectory, 'text'))
    await link(join(outside, 'victim.txt'), join(filesDirectory, 'empty'))
    await mkdir(join(filesDirectory, 'foreign'))
    await scene.install(pack)
    expect(await fileTree(outside)).toEqual(
      await treeOf({ 'victim.txt': 'untouched', 'folder/b.txt': 'untouched' }),
    )
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(content))
    expect((await lstat(join(scene.installed('maps'), 'text'))).isDirectory()).toBe(true)
  })

  test('does not keep an installed file from being taken over whole', async () => {
    const scene = await InstallationScene.open()
    await scene.install(await scene.publish('maps', content))
    const pack = await scene.publish('maps', { ...content, 'new.txt': 'new' })
    const { filesDirectory } = await scene.store.openStaging(pack.id, pack.version)
    await writeTree(filesDirectory, { 'big.bin': new Uint8Array(1_000_000) })
    await scene.install(pack)
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf({ ...content, 'new.txt': 'new' }))
  })

  test('is finished when it was complete before the commit', async () => {
    const scene = await InstallationScene.open()
    const pack = await scene.publish('maps', content)
    const commit = scene.store.commit.bind(scene.store)
    scene.store.commit = () => Promise.reject(new AssetPackError('diskFailed', 'The disk failed.'))
    await expect(scene.install(pack)).rejects.toMatchObject({ code: 'diskFailed' })
    scene.store.commit = commit
    const report = await scene.install(pack)
    expect([report.bytesReused, report.requests]).toEqual([0, 1])
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(content))
  })
})
