import { mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { InstalledPack } from '../../../../src-main/store/asset-pack-store'
import { Namespace } from '../../../../src-main/store/namespace'
import { writeTree } from '../../../support/file-tree'
import { aPack, anID } from '../../../support/pack-builder'
import { temporaryDirectory } from '../../../support/temporary-directory'

type Trees = Readonly<Record<string, Readonly<Record<string, string>>>>

async function namespaceOf(trees: Trees): Promise<Namespace> {
  const directory = await temporaryDirectory()
  const packs: InstalledPack[] = []
  for (const [id, files] of Object.entries(trees)) {
    const installed = { assetPack: aPack({ id }), directory: join(directory, id), installedAt: 0 }
    await mkdir(installed.directory)
    await writeTree(installed.directory, files)
    packs.push(installed)
  }
  return new Namespace({ directory, installedPacks: () => packs })
}

async function contentAt(namespace: Namespace, path: string, id?: string): Promise<string | undefined> {
  const found = namespace.find(path, id === undefined ? {} : { assetPackID: anID(id) })
  return found === undefined ? undefined : readFile(found.absolutePath, 'utf8')
}

describe('a file of the merged namespace', () => {
  const trees = { a: { 'same.txt': 'from a' }, b: { 'same.txt': 'from b', 'maps/only.txt': 'only b' } }

  it('is found whichever pack holds it', async () => {
    expect(await contentAt(await namespaceOf(trees), 'maps/only.txt')).toBe('only b')
  })

  it('comes from the pack with the lowest id when several hold it', async () => {
    expect(await contentAt(await namespaceOf(trees), 'same.txt')).toBe('from a')
  })

  it('comes from the one pack that is asked for', async () => {
    expect(await contentAt(await namespaceOf(trees), 'same.txt', 'B')).toBe('from b')
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
    expect(await contentAt(await namespaceOf(trees), path)).toBeUndefined()
  })

  it('is never a link that somebody planted (C-15)', async () => {
    const namespace = await namespaceOf(trees)
    const place = namespace.find('same.txt')?.installed.directory ?? ''
    await symlink('/etc/passwd', join(place, 'planted.txt'))

    expect(await contentAt(namespace, 'planted.txt')).toBeUndefined()
  })
})

describe('a folder of the merged namespace', () => {
  it('is the one pack’s own when only one has it', async () => {
    const namespace = await namespaceOf({ a: { 'x/1.txt': '' }, b: { 'y/2.txt': '' } })

    expect((await namespace.findDirectory('y'))?.endsWith(join('b', 'y'))).toBe(true)
  })

  it('holds the files of all packs, and where they collide the lowest id wins', async () => {
    const namespace = await namespaceOf({
      a: { 'maps/same.txt': 'from a', 'maps/deep/1.txt': '' },
      b: { 'maps/same.txt': 'from b', 'maps/deep/2.txt': '' },
    })
    const merged = (await namespace.findDirectory('maps')) ?? ''

    expect([await readdir(join(merged, 'deep')), await readFile(join(merged, 'same.txt'), 'utf8')]).toEqual([
      ['1.txt', '2.txt'],
      'from a',
    ])
  })

  it('is not there when no pack has it', async () => {
    expect(await (await namespaceOf({ a: { 'x.txt': '' } })).findDirectory('x.txt')).toBeUndefined()
  })
})
