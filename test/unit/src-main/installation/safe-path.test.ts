import { closeSync } from 'node:fs'
import { link, mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openToPlace, openToRead, pathInside, SafeFolders } from '../../../../src-main/installation/safe-path'
import { temporaryDirectory } from '../../../support/temporary-directory'

const unsafe = expect.objectContaining({ code: 'unsafePath' }) as Error

describe('a path inside a root', () => {
  test('is refused or really inside, whatever the text', () => {
    const part = fc.oneof(
      fc.constantFrom('..', '.', '', 'a', 'C:', '\\', '~', 'con'),
      fc.string({ maxLength: 5 }),
    )
    fc.assert(
      fc.property(
        fc.array(part, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('/', '\\'),
        (parts, joint) => {
          let path: string
          try {
            path = pathInside('/root/folder', parts.join(joint))
          } catch (error) {
            expect(error).toMatchObject({ code: 'unsafePath' })
            return
          }
          expect(path.startsWith(`/root/folder${sep}`) && !path.split(sep).includes('..')).toBe(true)
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('the folders of a pack', () => {
  test('are made as they are needed', async () => {
    const root = await temporaryDirectory()
    const path = new SafeFolders(root).prepare('a/b/c.txt')
    expect([path, (await stat(join(root, 'a/b'))).isDirectory()]).toEqual([join(root, 'a/b/c.txt'), true])
  })

  test.each(['a', 'a/b'])('are refused when %s is a link', async (planted) => {
    const root = await temporaryDirectory()
    const outside = await temporaryDirectory()
    if (planted === 'a/b') await mkdir(join(root, 'a'))
    await symlink(outside, join(root, planted))
    expect(() => new SafeFolders(root).prepare('a/b/c.txt')).toThrow(unsafe)
  })

  test('are refused when a file is in the way', async () => {
    const root = await temporaryDirectory()
    await writeFile(join(root, 'a'), '')
    expect(() => new SafeFolders(root).prepare('a/b.txt')).toThrow(unsafe)
  })
})

describe('a staged file', () => {
  test('is created, and opened again without losing what it holds', async () => {
    const path = join(await temporaryDirectory(), 'file')
    closeSync(openToPlace(path))
    await writeFile(path, 'kept')
    closeSync(openToPlace(path))
    expect(await readFile(path, 'utf8')).toBe('kept')
  })

  test('is not written to when it is a link, a hard link or a folder', async () => {
    const directory = await temporaryDirectory()
    await writeFile(join(directory, 'victim'), 'untouched')
    await symlink(join(directory, 'victim'), join(directory, 'link'))
    await link(join(directory, 'victim'), join(directory, 'hard-link'))
    await mkdir(join(directory, 'folder'))
    for (const name of ['link', 'hard-link', 'folder']) {
      expect(() => openToPlace(join(directory, name))).toThrow(unsafe)
    }
  })

  test('is not read through a link', async () => {
    const directory = await temporaryDirectory()
    await writeFile(join(directory, 'victim'), 'secret')
    await symlink(join(directory, 'victim'), join(directory, 'link'))
    expect(() => openToRead(join(directory, 'link'))).toThrow(unsafe)
  })
})
