import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { encodePackIndex } from '../../../../src-main/repository/pack-index-codec'
import type { InstalledPack } from '../../../../src-main/store/asset-pack-store'
import { Namespace } from '../../../../src-main/store/namespace'
import { fileTree, writeTree } from '../../../support/file-tree'
import { aPack, anID } from '../../../support/pack-builder'
import { storedIndex, type StoredFiles } from '../../../support/stored-pack'
import { temporaryDirectory } from '../../../support/temporary-directory'

interface Scene {
  readonly namespace: Namespace
  readonly directory: string
  readonly packs: InstalledPack[]
}

/** Packs are localized for what follows a `.` in their id. */
async function sceneOf(
  trees: Readonly<Record<string, StoredFiles>>,
  language?: () => string | undefined,
): Promise<Scene> {
  const directory = await temporaryDirectory()
  const packs: InstalledPack[] = []
  for (const [id, files] of Object.entries(trees)) {
    const installed = {
      assetPack: aPack({ id, language: id.split('.')[1] }),
      directory: join(directory, id),
      installedAt: 0,
    }
    await mkdir(installed.directory)
    await writeTree(installed.directory, files)
    packs.push(installed)
  }
  const installedIndexBytes = ({ assetPack }: InstalledPack) =>
    encodePackIndex(storedIndex(assetPack, trees[assetPack.id] ?? {}))
  const store = { directory, installedPacks: () => packs, installedIndexBytes }
  return { namespace: new Namespace(store, language), directory, packs }
}

async function contentAt({ namespace }: Scene, path: string, id?: string): Promise<string | undefined> {
  const found = await namespace.find(path, id === undefined ? {} : { assetPackID: anID(id) })
  return found === undefined ? undefined : readFile(found.absolutePath, 'utf8')
}

describe('a file of the merged namespace', () => {
  const trees = { a: { 'same.txt': 'from a' }, b: { 'same.txt': 'from b', 'maps/only.txt': 'only b' } }

  it('is found whichever pack holds it', async () => {
    expect(await contentAt(await sceneOf(trees), 'maps/only.txt')).toBe('only b')
  })

  it('comes from the pack with the lowest id when several hold it', async () => {
    expect(await contentAt(await sceneOf(trees), 'same.txt')).toBe('from a')
  })

  it('comes from the one pack that is asked for', async () => {
    expect(await contentAt(await sceneOf(trees), 'same.txt', 'B')).toBe('from b')
  })

  it.each([
    '',
    '.',
    '..',
    '../a/same.txt',
    '/etc/passwd',
    'maps',
    'missing.txt',
    'maps/',
    'a\0b',
    'C:same.txt',
  ])('is not at %j', async (path) => {
    expect(await contentAt(await sceneOf(trees), path)).toBeUndefined()
  })

  it('is found only as the publisher spelled it, even where the disk would say yes', async () => {
    const scene = await sceneOf(trees)
    await writeTree(join(scene.directory, 'b'), { 'MAPS/only.txt': 'a disk that ignores case' })

    expect(await contentAt(scene, 'MAPS/only.txt')).toBeUndefined()
  })

  it('is where the pack says that it is, whatever somebody did to it: no disk is asked', async () => {
    const { namespace, directory } = await sceneOf(trees)
    await rm(join(directory, 'a'), { recursive: true })

    expect((await namespace.find('same.txt'))?.absolutePath).toBe(join(directory, 'a/same.txt'))
  })

  it('is found by the folder itself while the index cannot be read', async () => {
    const { directory, packs } = await sceneOf(trees)
    const namespace = new Namespace({
      directory,
      installedPacks: () => packs,
      installedIndexBytes: () => Promise.reject(new Error('damaged')),
    })

    expect((await namespace.find('maps/only.txt'))?.installed.assetPack.id).toBe('b')
  })
})

describe('what is looked for while the container moves', () => {
  it.each(['find', 'findDirectory'] as const)(
    'is in its new place when it is there in the end (%s)',
    async (look) => {
      const directory = await temporaryDirectory()
      await writeTree(directory, { 'new/a/maps/file.txt': '' })
      const assetPack = aPack({ id: 'a' })
      const moved = {
        assetPack,
        directory: join(directory, 'new/a'),
        installedAt: 0,
      }
      const store = {
        directory: 'old',
        packs: [] as readonly InstalledPack[],
        installedPacks: () => store.packs,
        installedIndexBytes: () => encodePackIndex(storedIndex(assetPack, { 'maps/file.txt': '' })),
      }
      const atFirst: InstalledPack = {
        assetPack,
        installedAt: 0,
        // It moves between the look at the list and the look at the disk.
        get directory() {
          store.directory = 'new'
          store.packs = [moved]
          return join(directory, 'old/a')
        },
      }
      store.packs = [atFirst]
      const namespace = new Namespace(store)
      const found =
        look === 'find'
          ? (await namespace.find('maps/file.txt'))?.absolutePath
          : await namespace.findDirectory('maps')

      expect(found).toBe(join(directory, look === 'find' ? 'new/a/maps/file.txt' : 'new/a/maps'))
    },
  )
})

describe('a folder of the merged namespace', () => {
  it('is the one pack’s own when only one has it', async () => {
    const { namespace, directory } = await sceneOf({ a: { 'x/1.txt': '' }, b: { 'y/2.txt': '' } })

    expect(await namespace.findDirectory('y')).toBe(join(directory, 'b', 'y'))
  })

  it('holds the files of all packs, and where they collide the lowest id wins', async () => {
    const { namespace } = await sceneOf({
      a: { 'maps/same.txt': 'from a', 'maps/deep/1.txt': '' },
      b: { 'maps/same.txt': 'from b', 'maps/deep/2.txt': '' },
    })
    const merged = (await namespace.findDirectory('maps')) ?? ''

    expect([await readdir(join(merged, 'deep')), await readFile(join(merged, 'same.txt'), 'utf8')]).toEqual([
      ['1.txt', '2.txt'],
      'from a',
    ])
  })

  it('keeps what the first pack says where one has a file and the other a folder, or another case', async () => {
    const { namespace } = await sceneOf({
      a: { 'm/thing': 'file', 'm/Name.txt': 'a', 'm/sub/x': 'x' },
      b: { 'm/thing/inside.txt': 'b', 'm/name.txt': 'b', 'm/sub': 'b', 'm/own.txt': 'b' },
    })
    const merged = (await namespace.findDirectory('m')) ?? ''

    expect(Object.keys(await fileTree(merged))).toEqual(['Name.txt', 'own.txt', 'sub/x', 'thing'])
  })

  it('is made once, by however many ask, and leaves no draft', async () => {
    const { namespace, directory } = await sceneOf({ a: { 'm/1': '1' }, b: { 'm/2': '2' } })
    const asked = await Promise.all([1, 2, 3].map(() => namespace.findDirectory('m')))
    const [generation = ''] = await readdir(join(directory, 'merged'))
    const made = await readdir(join(directory, 'merged', generation))

    expect([new Set(asked).size, made.length]).toEqual([1, 1])
  })

  it('is another one once a pack has changed', async () => {
    const { namespace, packs } = await sceneOf({ a: { 'm/1': '1' }, b: { 'm/2': '2' }, c: { other: '' } })
    const before = await namespace.findDirectory('m')
    packs.pop()

    expect(await namespace.findDirectory('m')).not.toBe(before)
  })

  it('is not there when no pack has it', async () => {
    expect(await (await sceneOf({ a: { 'x.txt': '' } })).namespace.findDirectory('x.txt')).toBeUndefined()
  })
})

describe('the conflicts of a namespace', () => {
  it('name every path that several packs hold, and who wins', async () => {
    const { namespace } = await sceneOf({
      a: { 'same.txt': 'a', 'Case.txt': '' },
      b: { 'same.txt': 'b', 'case.txt': '', 'own.txt': '' },
      c: { 'same.txt': 'c' },
    })

    expect(await namespace.conflicts()).toEqual([
      { path: 'Case.txt', assetPackIDs: ['a', 'b'] },
      { path: 'same.txt', assetPackIDs: ['a', 'b', 'c'] },
    ])
  })

  it('are none where only the folders are shared', async () => {
    const { namespace, directory } = await sceneOf({ a: { 'm/1': '' }, b: { 'm/2': '' } })
    await writeFile(join(directory, 'a/m/2'), 'planted')

    expect(await namespace.conflicts()).toEqual([])
  })

  it('are no longer looked for once nobody wants to know', async () => {
    const { namespace } = await sceneOf({ a: { '1': '' }, b: { '1': '' } })
    const stopped = new Error('stopped')

    await expect(namespace.conflicts(AbortSignal.abort(stopped))).rejects.toBe(stopped)
  })
})

describe('a path that packs of several languages hold', () => {
  const trees = {
    'a.fr': { 'menu/open.txt': 'fr', 'menu/fr.txt': 'fr' },
    'b.en': { 'menu/open.txt': 'en' },
    'c.en-US': { 'menu/open.txt': 'en too' },
    'd.en-CA': { 'menu/open.txt': 'en-CA' },
    e: { 'menu/open.txt': 'not localized' },
  }

  async function readIn(language: string | undefined): Promise<string> {
    const { namespace } = await sceneOf(trees, () => language)
    return readFile((await namespace.find('menu/open.txt'))?.absolutePath ?? '', 'utf8')
  }

  it.each([
    ['en-US', 'en'],
    ['en-CA', 'en-CA'],
    ['fr', 'fr'],
    ['de', 'not localized'],
    [undefined, 'not localized'],
  ])('is read, where the language is %s, as %s', async (language, text) => {
    expect(await readIn(language)).toBe(text)
  })

  it('is read in another language rather than not at all, by the lowest id', async () => {
    const { e: _, ...localized } = trees
    const { namespace } = await sceneOf(localized, () => 'de')
    expect((await namespace.find('menu/open.txt'))?.installed.assetPack.id).toBe('a.fr')
  })

  it('is read in the new language at once when that changes', async () => {
    let language = 'en'
    const { namespace } = await sceneOf(trees, () => language)
    const before = (await namespace.find('menu/open.txt'))?.installed.assetPack.id
    language = 'fr'
    expect([before, (await namespace.find('menu/open.txt'))?.installed.assetPack.id]).toEqual([
      'b.en',
      'a.fr',
    ])
  })

  it.each([
    ['en', 'b.en'],
    ['en-Latn-US', 'b.en'],
    ['en-CA', 'd.en-CA'],
    ['de', undefined],
  ])('is found in the language %s, asked for by name, in %s', async (asked, id) => {
    const { namespace } = await sceneOf(trees, () => 'fr')
    expect((await namespace.find('menu/open.txt', { language: asked }))?.installed.assetPack.id).toBe(id)
  })

  it('is not found in a pack that is asked for by name together with another language', async () => {
    const { namespace } = await sceneOf(trees)
    const find = (language: string) =>
      namespace.find('menu/open.txt', { assetPackID: anID('d.en-CA'), language })
    expect([(await find('en-CA'))?.installed.assetPack.id, await find('en')]).toEqual(['d.en-CA', undefined])
  })

  it('is told with its holders in the order in which they are asked', async () => {
    const { namespace } = await sceneOf(trees, () => 'en-CA')
    expect(await namespace.conflicts()).toEqual([
      { path: 'menu/open.txt', assetPackIDs: ['d.en-CA', 'e', 'a.fr', 'b.en', 'c.en-US'] },
    ])
  })

  it('is in a merged folder what it is alone, in each language and asked for by name', async () => {
    let language = 'en'
    const { namespace, directory } = await sceneOf(trees, () => language)
    const open = async (asked?: string): Promise<string> => {
      const folder = await namespace.findDirectory('menu', { language: asked })
      return readFile(join(folder ?? '', 'open.txt'), 'utf8')
    }
    const english = [await open(), await open('fr')]
    language = 'fr'
    const french = [await open(), await open('en')]
    const generations = await readdir(join(directory, 'merged'))

    expect([english, french, generations.length]).toEqual([['en', 'fr'], ['fr', 'en'], 1])
  })
})
