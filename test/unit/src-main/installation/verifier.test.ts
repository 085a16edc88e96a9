import { chmod, mkdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { VerificationProgress } from '../../../../src-shared/domain/verification'
import { fileTree, seededBytes } from '../../../support/file-tree'
import { damage, InstallationScene } from '../../../support/installation-scene'
import { codeOf } from '../../../support/open-container'

const content = {
  'big.bin': seededBytes(1_500_000, 1),
  'maps/dock.bin': seededBytes(40_000, 2),
  'maps/harbour.bin': seededBytes(40_000, 3),
  'maps/deep/note.txt': 'note',
  empty: '',
} as const

/** A scene with these files installed as `maps`, and the folder they are in. */
async function installed(): Promise<{ readonly scene: InstallationScene; readonly folder: string }> {
  const scene = await InstallationScene.open()
  await scene.install(await scene.publish('maps', content))
  return { scene, folder: scene.installed('maps') }
}

async function swap(folder: string, one: string, other: string): Promise<void> {
  await rename(join(folder, one), join(folder, 'aside'))
  await rename(join(folder, other), join(folder, one))
  await rename(join(folder, 'aside'), join(folder, other))
}

describe('a verification', () => {
  test('of what was installed finds nothing, and reads every byte', async () => {
    const { scene } = await installed()
    const progress: VerificationProgress[] = []
    const found = await scene.verify('maps', { onProgress: (one) => progress.push(one) })
    expect([found, progress.at(-1)]).toEqual([
      [],
      { phase: 'verifying', completedBytes: 1_580_004, totalBytes: 1_580_004 },
    ])
  })

  test('finds every kind of damage, and changes nothing', async () => {
    const { scene, folder } = await installed()
    await damage(
      join(folder, 'big.bin'),
      (bytes) => bytes.writeUInt8(bytes.readUInt8(900_000) ^ 1, 900_000),
      true,
    )
    await swap(folder, 'maps/dock.bin', 'maps/harbour.bin')
    await rm(join(folder, 'maps/deep/note.txt'))
    await symlink('../dock.bin', join(folder, 'maps/deep/note.txt'))
    await rm(join(folder, 'empty'))
    await mkdir(join(folder, 'junk'))
    await writeFile(join(folder, 'maps/readme.txt'), 'not of this pack')
    const before = await fileTree(folder)
    const found = await scene.verify('maps')
    expect(found).toEqual([
      'damaged big.bin',
      'missing empty',
      'extra junk',
      'obstructed maps/deep/note.txt',
      'damaged maps/dock.bin',
      'damaged maps/harbour.bin',
      'extra maps/readme.txt',
    ])
    expect(await fileTree(folder)).toEqual(before)
  })

  test.each([
    ['a file cut short', (folder: string) => truncated(folder, 39_999)],
    ['a file that became longer', (folder: string) => truncated(folder, 40_001)],
    ['a file emptied', (folder: string) => truncated(folder, 0)],
  ])('finds %s', async (_, change) => {
    const { scene, folder } = await installed()
    await change(folder)
    expect(await scene.verify('maps')).toEqual(['damaged maps/dock.bin'])
  })

  test('finds a file where a folder was, a folder where a file was', async () => {
    const { scene, folder } = await installed()
    await rm(join(folder, 'maps/deep'), { recursive: true })
    await writeFile(join(folder, 'maps/deep'), 'in the way')
    await rm(join(folder, 'empty'))
    await mkdir(join(folder, 'empty'))
    expect(await scene.verify('maps')).toEqual([
      'obstructed empty',
      'obstructed maps/deep',
      'missing maps/deep/note.txt',
    ])
  })

  test('does not go through a link in the place of a folder', async () => {
    const { scene, folder } = await installed()
    await rename(join(folder, 'maps'), join(folder, '../moved'))
    await symlink('../moved', join(folder, 'maps'))
    expect(await scene.verify('maps')).toEqual([
      'obstructed maps',
      'missing maps/deep/note.txt',
      'missing maps/dock.bin',
      'missing maps/harbour.bin',
    ])
  })

  test('finds everything missing when the whole folder is gone', async () => {
    const { scene, folder } = await installed()
    await rm(folder, { recursive: true })
    expect((await scene.verify('maps')).length).toBe(5)
  })

  test('finds a damaged index and goes by the one that is offered', async () => {
    const { scene, folder } = await installed()
    await damage(`${folder}.index`, (bytes) => bytes.fill(0, 10, 20))
    await rm(join(folder, 'empty'))
    expect(await scene.verify('maps')).toEqual(['index 1.index', 'missing empty'])
  })

  test('finds an index that was replaced by another, well-formed one', async () => {
    const { scene, folder } = await installed()
    await scene.install(await scene.publish('sounds', { 'sound.bin': seededBytes(1_000, 4) }))
    await chmod(`${folder}.index`, 0o644)
    await writeFile(`${folder}.index`, await readFile(`${scene.installed('sounds')}.index`))
    expect(await scene.verify('maps')).toEqual(['index 1.index'])
  })

  test('finds an index of other content under the same name and number', async () => {
    const { scene, folder } = await installed()
    const other = await InstallationScene.open()
    await other.install(await other.publish('maps', { other: 'content' }))
    await chmod(`${folder}.index`, 0o644)
    await writeFile(`${folder}.index`, await readFile(`${other.installed('maps')}.index`))
    expect(await scene.verify('maps')).toEqual(['index 1.index'])
  })

  test('remembers what the index must be when its version is no longer offered', async () => {
    const scene = await InstallationScene.open()
    const pack = await scene.publish('maps', content)
    await scene.install(pack)
    scene.forget(pack)
    const right = await scene.verify('maps')
    await damage(`${scene.installed('maps')}.index`, (bytes) => bytes.fill(0, 10, 20))
    await rm(join(scene.installed('maps'), 'empty'))
    expect([right, await scene.verify('maps')]).toEqual([[], ['index 1.index']])
  })

  test.each([
    ['whole', () => Promise.resolve(), true],
    ['whole with more in its folder', (folder: string) => writeFile(join(folder, 'more'), 'more'), true],
    ['whole with other bytes in a file', (folder: string) => flipped(folder), true],
    ['not whole without a file', (folder: string) => rm(join(folder, 'empty')), false],
    ['not whole with a file cut short', (folder: string) => truncated(folder, 3), false],
    ['not whole without an index', (folder: string) => rm(`${folder}.index`), false],
  ])('by listing its folder alone finds a version %s', async (_, change, expected) => {
    const { scene, folder } = await installed()
    await change(folder)
    const { signal } = new AbortController()
    expect(await scene.verifier.isWhole(scene.installedPack('maps'), signal)).toBe(expected)
  })

  test('stops when it is told to', async () => {
    const { scene } = await installed()
    const controller = new AbortController()
    const verification = scene.verify('maps', {
      signal: controller.signal,
      onProgress: () => {
        controller.abort()
      },
    })
    expect(await codeOf(verification)).toEqual(controller.signal.reason)
  })

  test('hands a big file to the workers in pieces', async () => {
    const scene = await InstallationScene.open()
    await scene.install(await scene.publish('maps', { 'huge.bin': seededBytes(40_000_000, 9) }))
    const steps: number[] = []
    await scene.verify('maps', { onProgress: ({ completedBytes }) => steps.push(completedBytes) })
    expect([steps.length, steps.at(-1)]).toEqual([3, 40_000_000])
  })
})

function flipped(folder: string): Promise<void> {
  return damage(join(folder, 'maps/dock.bin'), (bytes) => bytes.fill(0, 0, 10))
}

async function truncated(folder: string, size: number): Promise<void> {
  const path = join(folder, 'maps/dock.bin')
  await chmod(path, 0o644)
  await truncate(path, size)
}
