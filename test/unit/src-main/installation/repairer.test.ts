import { writeFileSync } from 'node:fs'
import { open, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Namespace } from '../../../../src-main/store/namespace'
import { repairSteps } from '../../../../src-main/store/version-switch'
import { damageAnything } from '../../../support/damage-anything'
import { fileTree, seededBytes } from '../../../support/file-tree'
import { damage, InstallationScene, treeOf } from '../../../support/installation-scene'
import { codeOf } from '../../../support/open-container'
import { anID } from '../../../support/pack-builder'

const content = {
  'big.bin': seededBytes(300_000, 1),
  'maps/dock.bin': seededBytes(40_000, 2),
  'maps/harbour.bin': seededBytes(40_000, 3),
  'maps/deep/note.txt': 'note',
  empty: '',
} as const

type Options = NonNullable<Parameters<typeof InstallationScene.open>[0]>

/** A scene with these files installed as `maps`, and the folder they are in. */
async function installed(
  options: Options = {},
): Promise<{ readonly scene: InstallationScene; readonly folder: string }> {
  const scene = await InstallationScene.open(options)
  await scene.install(await scene.publish('maps', content))
  return { scene, folder: scene.installed('maps') }
}

function flip(bytes: Buffer, at: number): void {
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
}

describe('a repair', () => {
  test('of what is as signed changes nothing and asks for nothing', async () => {
    const { scene } = await installed()
    const before = scene.transport.requests.length
    const report = await scene.repair('maps')
    expect([report.findings, report.bytesFetched, scene.transport.requests.length]).toEqual([[], 0, before])
  })

  test('fetches the frames of damaged chunks and no others', async () => {
    const scene = await InstallationScene.open()
    const big = seededBytes(12_000_000, 1)
    await scene.install(await scene.publish('maps', { 'big.bin': big, 'other.bin': seededBytes(500_000, 2) }))
    await damage(
      join(scene.installed('maps'), 'big.bin'),
      (bytes) => {
        flip(bytes, 7_000_000)
      },
      true,
    )
    const report = await scene.repair('maps')
    expect(await scene.verify('maps')).toEqual([])
    expect([report.requests, report.bytesFetched < 3_000_000]).toEqual([1, true])
  })

  test('takes from the pack itself what lies there twice', async () => {
    const scene = await InstallationScene.open()
    const twice = seededBytes(200_000, 4)
    await scene.install(await scene.publish('maps', { 'one.bin': twice, 'two.bin': twice }))
    await rm(join(scene.installed('maps'), 'two.bin'))
    const report = await scene.repair('maps')
    expect([await scene.verify('maps'), report.bytesFetched]).toEqual([[], 0])
  })

  test.each([1, 16, 31, 46])(
    'mends whatever was done to the files, all of which is found (from seed %d)',
    async (first) => {
      const { scene, folder } = await installed()
      const right = await treeOf(content)
      const wrong: unknown[] = []
      for (let seed = first; seed < first + 15; seed += 1) {
        const done = await damageAnything(folder, Object.keys(content), seed)
        const found = await scene.verify('maps')
        await scene.repair('maps').catch((error: unknown) => wrong.push({ seed, done, error }))
        const left = await scene.verify('maps')
        const isMended = left.length === 0 && JSON.stringify(await fileTree(folder)) === JSON.stringify(right)
        const isFound = done.paths.every((path) => found.some((one) => one.endsWith(` ${path}`)))
        if (!isFound || !isMended) wrong.push({ seed, done, found, left })
      }
      expect(wrong).toEqual([])
    },
  )

  test('puts a damaged index right', async () => {
    const { scene, folder } = await installed()
    const index = await readFile(`${folder}.index`)
    await damage(`${folder}.index`, (bytes) => bytes.fill(0, 10, 20))
    await rm(join(folder, 'empty'))
    await scene.repair('maps')
    expect([await scene.verify('maps'), await readFile(`${folder}.index`)]).toEqual([[], index])
  })

  test('brings a folder back that is gone altogether, or is a link to somewhere else', async () => {
    const { scene, folder } = await installed()
    await rm(folder, { recursive: true })
    await scene.repair('maps')
    const first = await scene.verify('maps')
    await rename(folder, `${folder}-elsewhere`)
    await symlink(`${folder}-elsewhere`, folder)
    const found = await scene.verify('maps')
    await scene.repair('maps')
    expect([
      first,
      found[0],
      await scene.verify('maps'),
      (await stat(`${folder}-elsewhere`)).isDirectory(),
    ]).toEqual([[], 'obstructed .', [], true])
  })

  test('takes away what it could not see before the files were in their places', async () => {
    const { scene, folder } = await installed()
    await rm(join(folder, 'big.bin'))
    await scene.repair('maps', {
      onProgress: ({ phase }) => {
        if (phase === 'downloading') writeFileSync(join(folder, 'extra.txt'), 'extra')
      },
    })
    expect(await scene.verify('maps')).toEqual([])
  })

  test('works for a version that is no longer on the list, as long as the host has its bundles', async () => {
    const scene = await InstallationScene.open()
    const pack = await scene.publish('maps', content)
    await scene.install(pack)
    scene.forget(pack)
    await rm(join(scene.installed('maps'), 'big.bin'))
    await scene.repair('maps')
    const mended = await scene.verify('maps')
    await damage(`${scene.installed('maps')}.index`, (bytes) => bytes.fill(0, 10, 20))
    expect([mended, await codeOf(scene.repair('maps'))]).toEqual([[], 'assetPackNotFound'])
  })

  test('that cannot fetch what it needs leaves everything as it was', async () => {
    const { scene, folder } = await installed()
    await rm(join(folder, 'big.bin'))
    await writeFile(join(folder, 'extra.txt'), 'extra')
    for (const { sha256 } of scene.index('maps').bundles) scene.transport.remove(scene.bundleURL(sha256))
    const before = await fileTree(folder)
    expect([await codeOf(scene.repair('maps')), await fileTree(folder)]).toEqual(['remoteNotFound', before])
  })

  test('that is cancelled while it verifies or fetches leaves everything as it was', async () => {
    const { scene, folder } = await installed()
    await rm(join(folder, 'big.bin'))
    const before = await fileTree(folder)
    for (const phase of ['verifying', 'downloading', 'installing']) {
      const controller = new AbortController()
      const repair = scene.repair('maps', {
        signal: controller.signal,
        onProgress: (progress) => {
          if (progress.phase === phase) controller.abort()
        },
      })
      expect([phase, await codeOf(repair), await fileTree(folder)]).toEqual([
        phase,
        controller.signal.reason,
        before,
      ])
    }
  })

  test.each(repairSteps)(
    'that fails at step %s leaves files as they were or as signed, and can be repeated',
    async (step) => {
      let isArmed = false
      const { scene, folder } = await installed({
        onStep: (reached) => {
          if (isArmed && reached === step) throw new Error('the disk failed')
        },
      })
      const right = await treeOf(content)
      await damage(
        join(folder, 'big.bin'),
        (bytes) => {
          flip(bytes, 1_000)
        },
        true,
      )
      await rm(join(folder, 'maps/dock.bin'))
      await writeFile(join(folder, 'extra.txt'), 'extra')
      await damage(`${folder}.index`, (bytes) => bytes.fill(0, 10, 20))
      const wrong = await fileTree(folder)
      isArmed = true
      const failure = await codeOf(scene.repair('maps'))
      isArmed = false
      const between = Object.entries(await fileTree(folder))
      const isOneOrOther = between.every(([path, digest]) => [wrong[path], right[path]].includes(digest))
      await scene.repair('maps')
      expect([(failure as Error).message, isOneOrOther, await scene.verify('maps')]).toEqual([
        'the disk failed',
        true,
        [],
      ])
    },
  )

  test('leaves open files alone and gives readers of several packs the new ones', async () => {
    const { scene, folder } = await installed()
    await scene.install(await scene.publish('more', { 'maps/more.txt': 'more' }))
    await damage(join(folder, 'maps/deep/note.txt'), (bytes) => bytes.write('NOTE'), true)
    const namespace = new Namespace(scene.store)
    const merged = await namespace.findDirectory('maps')
    const reader = await open(join(folder, 'maps/deep/note.txt'))
    await scene.repair('maps')
    const again = await namespace.findDirectory('maps')
    const texts = [
      await reader.readFile('utf8'),
      await readFile(join(merged ?? '', 'deep/note.txt'), 'utf8'),
      await readFile(join(again ?? '', 'deep/note.txt'), 'utf8'),
    ]
    await reader.close()
    expect(texts).toEqual(['NOTE', 'NOTE', 'note'])
  })

  test('of a version that is replaced meanwhile ends with an error and harms neither', async () => {
    const { scene, folder } = await installed()
    await rm(join(folder, 'big.bin'))
    const next = await scene.publish('maps', { ...content, 'new.txt': 'new' })
    let update: Promise<unknown> | undefined
    const repair = scene.repair('maps', {
      onProgress: ({ phase }) => {
        if (phase === 'installing') update ??= scene.store.remove(anID('maps'))
      },
    })
    const code = await codeOf(repair)
    await update
    await scene.install(next)
    expect([code, await scene.verify('maps')]).toEqual(['versionNotFound', []])
  })

  test('staged files outlive the collector only while it runs', async () => {
    const { scene, folder } = await installed()
    await rm(join(folder, 'big.bin'))
    const giveBack = scene.store.lease(scene.installedPack('maps'))
    let collection: Promise<void> | undefined
    await scene.repair('maps', {
      onProgress: ({ phase }) => {
        if (phase === 'downloading') collection ??= scene.store.collectGarbage()
      },
    })
    await collection
    giveBack()
    expect(await scene.verify('maps')).toEqual([])
  })
})
