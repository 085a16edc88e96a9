import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { InstallProgress } from '../../../../src-main/installation/install-request'
import { encodePackIndex } from '../../../../src-main/repository/pack-index-codec'
import { compressFrame, initializeCompression } from '../../../../src-main/repository/compression'
import { fileTree } from '../../../support/file-tree'
import { letterBundle, letterBytes, letterIndex } from '../../../support/index-builder'
import { InstallationScene, sampleContent as content, treeOf } from '../../../support/installation-scene'

describe('an installation', () => {
  test('brings every file and reports what it cost', async () => {
    const scene = await InstallationScene.open()
    const pack = await scene.publish('maps', content)
    const report = await scene.install(pack)
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(content))
    expect(report.bytesReused).toBe(0)
    expect(report.bytesFetched).toBeGreaterThan(1_500_000)
    expect(report.requests).toBe(2)
    expect(await scene.store.stagedVersions(pack.id)).toEqual([])
  })

  test('makes files read-only, and executable where the index says so', async () => {
    const scene = await InstallationScene.open()
    const index = letterIndex({ files: { data: '', 'tool!': '' }, frames: [] })
    await scene.install(await scene.offer(index))
    const modes = ['data', 'tool'].map(
      async (name) => (await stat(join(scene.installed('letters'), name))).mode,
    )
    expect((await Promise.all(modes)).map((mode) => mode & 0o777)).toEqual([0o444, 0o555])
  })

  test('reports progress that rises to the whole', async () => {
    const scene = await InstallationScene.open()
    const seen: InstallProgress[] = []
    await scene.install(await scene.publish('maps', content), {
      onProgress: (progress) => seen.push(progress),
    })
    const last = seen.at(-1)
    expect(last).toMatchObject({
      phase: 'installing',
      fetchedBytes: last?.totalFetchBytes,
      placedBytes: last?.totalPlacedBytes,
      totalPlacedBytes: 1_620_001,
    })
    const fetched = seen.map(({ fetchedBytes }) => fetchedBytes)
    expect(fetched).toEqual([...fetched].sort((a, b) => a - b))
  })

  test('says beforehand what it will cost', async () => {
    const scene = await InstallationScene.open()
    const pack = await scene.publish('maps', content)
    const estimate = await scene.installer.estimate(pack, new AbortController().signal)
    const [bundle] = scene.index('maps').bundles
    const indexBytes = await encodePackIndex(scene.index('maps'))
    expect(estimate).toEqual({
      bytesToFetch: indexBytes.length + (bundle?.size ?? 0),
      bytesReused: 0,
      requests: 2,
      diskBytesNeeded: 1_620_001 + (bundle?.size ?? 0),
    })
  })

  test('costs nothing when it is here already', async () => {
    const scene = await InstallationScene.open()
    const pack = await scene.publish('maps', content)
    await scene.install(pack)
    const estimate = await scene.installer.estimate(pack, new AbortController().signal)

    expect([estimate.bytesToFetch, estimate.requests]).toEqual([0, 0])
  })

  test('unpacks frames that lean on chunks of other frames', async () => {
    await initializeCompression()
    const scene = await InstallationScene.open()
    const plain = { a: letterBytes('a'), b: letterBytes('b'), c: letterBytes('c') }
    const frameA = compressFrame(plain.a, { level: 1 })
    const frameB = compressFrame(plain.b, { level: 1, prefix: plain.a })
    const frameC = compressFrame(plain.c, { level: 1, prefix: Buffer.concat([plain.b, plain.a]) })
    // Frames a and c share a bundle, and c needs b, which comes in the other one.
    const index = letterIndex({
      files: { one: 'abc', two: 'cb' },
      frames: [
        { chunks: 'a', storedLength: frameA.length },
        { chunks: 'b', prefix: 'a', bundle: 1, storedLength: frameB.length },
        { chunks: 'c', prefix: 'ba', storedLength: frameC.length },
      ],
    })
    scene.transport.put(scene.bundleURL(letterBundle(0)), Buffer.concat([frameA, frameC]))
    scene.transport.put(scene.bundleURL(letterBundle(1)), frameB)
    await scene.install(await scene.offer(index))
    expect(await fileTree(scene.installed('letters'))).toEqual(
      await treeOf({
        one: Buffer.concat([plain.a, plain.b, plain.c]),
        two: Buffer.concat([plain.c, plain.b]),
      }),
    )
  })

  test('refuses to begin when the disk has not enough room, and says how much it needs', async () => {
    const scene = await InstallationScene.open()
    const pack = await scene.publish('maps', content)
    scene.store.freeBytes = () => Promise.resolve(10)
    await expect(scene.install(pack)).rejects.toMatchObject({
      code: 'outOfSpace',
      details: { freeBytes: 10, needBytes: expect.any(Number) as number },
    })
    expect(scene.transport.requests).toEqual([])
  })

  test('refuses the index of another pack', async () => {
    const scene = await InstallationScene.open()
    await scene.publish('maps', content)
    const other = await scene.publish('other', content)
    const maps = await scene.offer({ ...scene.index('maps'), version: 7 })
    await expect(
      scene.install(
        Object.assign(Object.create(Object.getPrototypeOf(maps) as object) as typeof maps, maps, {
          id: other.id,
        }),
      ),
    ).rejects.toMatchObject({ code: 'indexInvalid' })
  })
})

describe('a host that sends something else', () => {
  test('is asked once more for a bundle that is damaged', async () => {
    const scene = await InstallationScene.open()
    const pack = await scene.publish('maps', content)
    const { sha256, size } = scene.index('maps').bundles[0] ?? { sha256: '', size: 0 }
    const url = scene.bundleURL(sha256)
    const right = await scene.transport.read({
      url,
      maximumBytes: size,
      signal: new AbortController().signal,
    })
    const wrong = Uint8Array.from(right)
    wrong[size - 100] = (wrong[size - 100] ?? 0) ^ 1
    scene.transport.put(url, wrong)
    const run = scene.workers.run.bind(scene.workers)
    scene.workers.run = async (job, options) => {
      // The damaged bundle is on the disk by now; the host is put right.
      if ((job as { readonly kind: string }).kind === 'unpack') scene.transport.put(url, right)
      return run(job, options)
    }
    const report = await scene.install(pack)
    expect([scene.transport.bytesSent(url), report.bytesFetched > 2 * size]).toEqual([3 * size, true])
    expect(await fileTree(scene.installed('maps'))).toEqual(await treeOf(content))
  })

  test('is refused when a frame would grow without bound', async () => {
    await initializeCompression()
    const scene = await InstallationScene.open()
    const bomb = compressFrame(new Uint8Array(50_000_000), { level: 1 })
    const index = letterIndex({
      files: { one: 'ab' },
      frames: [{ chunks: 'ab', storedLength: bomb.length }],
    })
    scene.transport.put(scene.bundleURL(letterBundle(0)), bomb)
    await expect(scene.install(await scene.offer(index))).rejects.toMatchObject({
      code: 'integrityCheckFailed',
      details: { problem: 'states a content size of 50000000 instead of 2000' },
    })
  })

  test('writes nothing of a frame in which one chunk is wrong', async () => {
    await initializeCompression()
    const scene = await InstallationScene.open()
    const frame = compressFrame(Buffer.concat([letterBytes('a'), letterBytes('x')]), { level: 1 })
    const index = letterIndex({
      files: { one: 'ab' },
      frames: [{ chunks: 'ab', storedLength: frame.length }],
    })
    scene.transport.put(scene.bundleURL(letterBundle(0)), frame)
    const pack = await scene.offer(index)
    await expect(scene.install(pack)).rejects.toMatchObject({ code: 'integrityCheckFailed' })
    const staging = await scene.store.openStaging(pack.id, pack.version)
    expect(await fileTree(staging.filesDirectory)).toEqual({})
  })
})
