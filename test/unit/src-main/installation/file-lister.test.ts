import { describe, expect, test } from 'vitest'
import type { AssetPack } from '../../../../src-shared/domain/asset-pack'
import { AssetPackError } from '../../../../src-shared/domain/errors'
import { filesInPage, type ListedFile } from '../../../../src-shared/domain/pack-files'
import { letterIndex } from '../../../support/index-builder'
import { InstallationScene, sampleContent } from '../../../support/installation-scene'
import { codeOf } from '../../../support/open-container'

async function listed(
  { lister }: InstallationScene,
  pack: AssetPack,
  signal = new AbortController().signal,
): Promise<readonly (readonly ListedFile[])[]> {
  const pages: (readonly ListedFile[])[] = []
  for await (const page of lister.pages(pack, signal)) pages.push(page)
  return pages
}

const sampleFiles = [
  { path: 'big.bin', size: 1_500_000 },
  { path: 'empty', size: 0 },
  { path: 'text/a.txt', size: 1 },
  { path: 'text/b.txt', size: 120_000 },
]

describe('the files of a version', () => {
  test('are listed by path with their sizes, without installing it', async () => {
    const scene = await InstallationScene.open()
    const pack = await scene.publish('maps', sampleContent)
    expect([await listed(scene, pack), scene.store.installedPacks()]).toEqual([[sampleFiles], []])
  })

  test('are listed of the active and of a kept version when no host knows them any more', async () => {
    const scene = await InstallationScene.open()
    const first = await scene.publish('maps', sampleContent)
    await scene.install(first)
    const second = await scene.publish('maps', { 'new.txt': 'new' })
    await scene.install(second)
    for (const pack of [first, second]) scene.forget(pack)
    expect([await listed(scene, first), await listed(scene, second)]).toEqual([
      [sampleFiles],
      [[{ path: 'new.txt', size: 3 }]],
    ])
  })

  test('come in pages of at most a thousand, and no further once the reader has left', async () => {
    const scene = await InstallationScene.open()
    const names = Array.from({ length: 2 * filesInPage + 1 }, (_, index) => String(10_000 + index))
    const index = letterIndex({
      files: Object.fromEntries(names.map((name) => [name, 'x'])),
      frames: [{ chunks: 'x' }],
    })
    const pack = await scene.offer(index)
    const leaving = new AbortController()
    const pages = scene.lister.pages(pack, leaving.signal)
    const first = await pages.next()
    leaving.abort(new AssetPackError('cancelled', 'The reader has left.'))
    const rest = await codeOf(pages.next())
    const lengths = (await listed(scene, pack)).map(({ length }) => length)
    expect([lengths, first.value?.length, rest]).toEqual([
      [filesInPage, filesInPage, 1],
      filesInPage,
      'cancelled',
    ])
  })

  test('cannot be listed of a version that is neither here nor offered', async () => {
    const scene = await InstallationScene.open()
    const pack = await scene.publish('maps', sampleContent)
    scene.forget(pack)
    expect(await codeOf(listed(scene, pack))).toBe('assetPackNotFound')
  })

  test('are compared between the version that is here and the one that is offered', async () => {
    const scene = await InstallationScene.open()
    const first = await scene.publish('maps', sampleContent)
    await scene.install(first)
    const { 'text/a.txt': _gone, ...same } = sampleContent
    const second = await scene.publish('maps', { ...same, 'new.txt': 'new', empty: 'no longer' })
    const pages: unknown[] = []
    for await (const page of scene.lister.changes(first, second, new AbortController().signal))
      pages.push(page)
    expect(pages).toEqual([
      [
        { path: 'empty', size: 9, kind: 'changed' },
        { path: 'new.txt', size: 3, kind: 'added' },
        { path: 'text/a.txt', size: 1, kind: 'removed' },
      ],
    ])
  })
})
