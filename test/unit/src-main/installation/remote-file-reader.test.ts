import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { mostRemoteBytes } from '../../../../src-main/installation/remote-file-reader'
import { sha256Hex } from '../../../../src-main/repository/digest'
import { isAssetPackError } from '../../../../src-shared/domain/errors'
import { fileTree, seededBytes } from '../../../support/file-tree'
import { damage, InstallationScene, sampleContent } from '../../../support/installation-scene'
import { letterIndex } from '../../../support/index-builder'
import { codeOf } from '../../../support/open-container'

const content = {
  'first.bin': seededBytes(900_000, 1),
  'second.bin': seededBytes(60_000, 2),
  'third.bin': seededBytes(900_000, 3),
  empty: '',
} as const

/** Body bytes that came of the pack's bundles. */
function bytesSent(scene: InstallationScene, id = 'maps'): number {
  const urls = scene.index(id).bundles.map(({ sha256 }) => scene.bundleURL(sha256))
  return urls.reduce((sum, url) => sum + scene.transport.bytesSent(url), 0)
}

function stagedNames(scene: InstallationScene): Promise<readonly string[]> {
  return readdir(join(scene.store.directory, 'staging'), { recursive: true })
}

describe('one file of a pack that is not installed', () => {
  test('is read as it was published, and nothing of it stays', async () => {
    const scene = await InstallationScene.open()
    const pack = await scene.publish('maps', sampleContent)
    const read: (readonly [string, string])[] = []
    for (const path of Object.keys(sampleContent)) read.push([path, sha256Hex(await scene.read(pack, path))])
    await scene.store.collectGarbage()

    expect(read).toEqual(
      Object.entries(sampleContent).map(([path, bytes]) => [path, sha256Hex(Buffer.from(bytes))]),
    )
    expect([scene.store.installedPacks(), await stagedNames(scene)]).toEqual([[], []])
  })

  test('fetches the ranges that the file needs and no more', async () => {
    const scene = await InstallationScene.open()
    const pack = await scene.publish('maps', {
      'a.bin': seededBytes(5_000_000, 1),
      'b.bin': seededBytes(3_000_000, 2),
      'c.bin': seededBytes(5_000_000, 3),
    })
    await scene.read(pack, 'b.bin')
    const { frames, files } = scene.index('maps')
    const chunks = new Set(files.find(({ path }) => path === 'b.bin')?.chunks)
    const needed = frames.filter((frame) => frame.chunks.some((chunk) => chunks.has(chunk)))
    const neededBytes = needed.reduce((sum, { storedLength }) => sum + storedLength, 0)

    expect([bytesSent(scene), needed.length < frames.length]).toEqual([neededBytes, true])
  })

  test('needs no bundle when it is empty', async () => {
    const scene = await InstallationScene.open()
    const read = await scene.read(await scene.publish('maps', content), 'empty')

    expect([read.length, bytesSent(scene)]).toEqual([0, 0])
  })

  test('uses what the installed version of the pack has, and leaves that as it is', async () => {
    const scene = await InstallationScene.open()
    await scene.install(await scene.publish('maps', content))
    const before = await fileTree(scene.installed('maps'))
    const fetched = bytesSent(scene)
    const next = await scene.publish('maps', { ...content, 'second.bin': seededBytes(50_000, 9) })
    const read = await scene.read(next, 'first.bin')

    expect([Buffer.from(read).equals(Buffer.from(content['first.bin'])), bytesSent(scene)]).toEqual([
      true,
      fetched,
    ])
    expect(await fileTree(scene.installed('maps'))).toEqual(before)
  })

  test('does not trust an installed file that only looks untouched', async () => {
    const scene = await InstallationScene.open()
    const pack = await scene.publish('maps', content)
    await scene.install(pack)
    const flip = (bytes: Buffer): void => void bytes.writeUInt8(bytes.readUInt8(5) ^ 1, 5)
    await damage(join(scene.installed('maps'), 'first.bin'), flip, true)

    expect(Buffer.from(await scene.read(pack, 'first.bin')).equals(Buffer.from(content['first.bin']))).toBe(
      true,
    )
  })

  test('is refused when the host sends other bytes than were signed', async () => {
    const scene = await InstallationScene.open()
    const pack = await scene.publish('maps', content)
    for (const { sha256, size } of scene.index('maps').bundles)
      scene.transport.put(scene.bundleURL(sha256), seededBytes(size, 77))

    expect(await codeOf(scene.read(pack, 'first.bin'))).toBe('integrityCheckFailed')
    expect(await stagedNames(scene)).toEqual(['maps'])
  })

  test('is refused when its chunks are right and are not the file that was signed', async () => {
    const scene = await InstallationScene.open()
    await scene.publish('maps', content)
    const index = scene.index('maps')
    const files = index.files.map((file) =>
      file.path === 'first.bin' ? { ...file, sha256: 'ab'.repeat(32) } : file,
    )

    expect(await codeOf(scene.read(await scene.offer({ ...index, files }), 'first.bin'))).toBe(
      'integrityCheckFailed',
    )
  })

  test('is not found under a name that the pack does not have, whatever that name is', async () => {
    const scene = await InstallationScene.open()
    const pack = await scene.publish('maps', content)
    const names = ['missing', 'FIRST.bin', '../first.bin', '', 'a\nb']
    const codes = await Promise.all(names.map((name) => codeOf(scene.read(pack, name))))

    expect(codes).toEqual(names.map(() => 'fileNotFound'))
  })

  test('is refused with its size when it would not fit in memory, before a bundle is asked for', async () => {
    const scene = await InstallationScene.open()
    const chunkSize = 8 * 1024 * 1024
    const pack = await scene.offer(
      letterIndex({
        files: { 'large.bin': 'abcdefghi' },
        frames: [{ chunks: 'abcd' }, { chunks: 'efgh' }, { chunks: 'i' }],
        chunkSize,
      }),
    )
    const error: unknown = await scene.read(pack, 'large.bin').catch((thrown: unknown) => thrown)

    expect([isAssetPackError(error, 'limitExceeded') && error.details, scene.transport.requests]).toEqual([
      { assetPackID: 'letters', version: 1, path: 'large.bin', bytes: 9 * chunkSize, limit: mostRemoteBytes },
      [],
    ])
  })

  test('is not read for somebody who has left', async () => {
    const scene = await InstallationScene.open()
    const pack = await scene.publish('maps', content)
    const stopped = new Error('stopped')

    await expect(scene.read(pack, 'first.bin', AbortSignal.abort(stopped))).rejects.toBe(stopped)
  })

  test('leaves nothing for ever when the process dies: the collector takes the area', async () => {
    const scene = await InstallationScene.open()
    const left = join(scene.store.directory, 'staging/maps/1.5b0c/files')
    await mkdir(left, { recursive: true })
    await writeFile(join(left, 'first.bin'), 'half')
    await scene.store.collectGarbage()

    expect(await stagedNames(scene)).toEqual([])
  })

  test('is put together beside an installation of the same version, without disturbing it', async () => {
    const scene = await InstallationScene.open()
    const pack = await scene.publish('maps', content)
    // The collector keeps the staging area of a download that is remembered, and of no other.
    scene.store.downloads.put({
      assetPack: pack,
      priority: 0,
      origin: 'foreground',
      paused: false,
      sequence: 1,
    })
    const [, read] = await Promise.all([
      scene.install(pack),
      scene.read(pack, 'second.bin'),
      scene.store.collectGarbage(),
    ])

    expect([await scene.verify('maps'), read.length]).toEqual([[], 60_000])
  })
})
