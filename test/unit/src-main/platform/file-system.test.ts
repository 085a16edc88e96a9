import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { constants } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  makeFolders,
  moveIntoPlace,
  publishFile,
  removeTree,
} from '../../../../src-main/platform/file-system'
import { translateFileSystemError } from '../../../../src-main/platform/file-system-errors'
import { isAssetPackError } from '../../../../src-shared/domain/errors'
import { temporaryDirectory } from '../../../support/temporary-directory'

describe('publishing a file', () => {
  it('replaces the old content and leaves nothing else behind', async () => {
    const directory = await temporaryDirectory()
    const path = join(directory, 'state.json')
    await publishFile(path, Buffer.from('old'))
    await publishFile(path, Buffer.from('new'))

    expect([await readFile(path, 'utf8'), await readdir(directory)]).toEqual(['new', ['state.json']])
  })

  it('leaves no temporary file when the name is taken by a folder', async () => {
    const directory = await temporaryDirectory()
    await mkdir(join(directory, 'taken/inside'), { recursive: true })
    const failure = await publishFile(join(directory, 'taken'), Buffer.from('x')).catch(
      (error: unknown) => error,
    )

    expect([isAssetPackError(failure), await readdir(directory)]).toEqual([true, ['taken']])
  })
})

describe('making folders', () => {
  it('makes what is missing, and says which is the outermost one that it made', async () => {
    const directory = await temporaryDirectory()
    const path = join(directory, 'a/b/c')
    const made = [await makeFolders(path), await makeFolders(path), await makeFolders(`${path}/d`)]

    expect([made, await readdir(path)]).toEqual([[join(directory, 'a'), undefined, join(path, 'd')], ['d']])
  })

  it('may be asked for the same folder at the same time', async () => {
    const directory = await temporaryDirectory()
    const path = join(directory, 'a/b/c')
    await Promise.all(Array.from({ length: 8 }, () => makeFolders(path)))

    expect(await readdir(join(directory, 'a/b'))).toEqual(['c'])
  })

  it('says that a file is in the way', async () => {
    const directory = await temporaryDirectory()
    await writeFile(join(directory, 'file'), '')
    const failures = [join(directory, 'file'), join(directory, 'file/a/b')].map((path) =>
      makeFolders(path).catch((error: unknown) => (error as NodeJS.ErrnoException).code),
    )

    expect(await Promise.all(failures)).toEqual(['EEXIST', 'ENOTDIR'])
  })

  it.runIf(process.platform === 'linux')(
    'says that no folder can be made where the system has none',
    async () => {
      await expect(makeFolders('/proc/packs/assets')).rejects.toMatchObject({
        code: 'notWritable',
        details: { path: '/proc' },
      })
    },
  )
})

describe('moving into place', () => {
  it('says at once that there is nothing to move', async () => {
    const directory = await temporaryDirectory()

    await expect(moveIntoPlace(join(directory, 'a'), join(directory, 'b'))).rejects.toMatchObject({
      code: 'ENOENT',
    })
  })
})

describe('removing a tree', () => {
  it('takes read-only files and folders along', async () => {
    const directory = await temporaryDirectory()
    await mkdir(join(directory, 'tree/sub'), { recursive: true })
    await writeFile(join(directory, 'tree/sub/file'), '', { mode: 0o444 })
    await chmod(join(directory, 'tree/sub'), 0o555)
    await removeTree(join(directory, 'tree'))

    expect(await readdir(directory)).toEqual([])
  })
})

describe('a failure of the file system', () => {
  it.each([
    ['ENOSPC', 'outOfSpace'],
    ['EDQUOT', 'outOfSpace'],
    ['EROFS', 'notWritable'],
    ['EACCES', 'notWritable'],
    ['ENAMETOOLONG', 'notWritable'],
    ['ENOTDIR', 'notWritable'],
    ['EISDIR', 'notWritable'],
    ['EEXIST', 'notWritable'],
    ['EBUSY', 'fileInUse'],
    ['EMFILE', 'internal'],
    ['EIO', 'diskFailed'],
    ['ENODEV', 'diskGone'],
    ['EWHATEVER', 'diskFailed'],
  ])('named %s is told as %s', (code, expected) => {
    const translated = translateFileSystemError(Object.assign(new Error(code), { code }), '/some/place')

    expect(isAssetPackError(translated) ? [translated.code, translated.details] : translated).toEqual([
      expected,
      { path: '/some/place', errno: code },
    ])
  })

  it.each([
    ['calls that do not wait', `Unknown system error -${String(constants.errno.EDQUOT)}`],
    ['calls that wait', 'UNKNOWN'],
  ])('is told as a quota that is used up although Node has no name for that in %s (D-05)', (_calls, code) => {
    const error = Object.assign(new Error(code), { code, errno: -constants.errno.EDQUOT })
    const translated = translateFileSystemError(error, '/some/place')

    expect(
      isAssetPackError(translated) ? [translated.code, translated.details['errno']] : translated,
    ).toEqual(['outOfSpace', 'EDQUOT'])
  })

  it.each([
    'ENOSPC',
    'EROFS',
    'EACCES',
    'ENAMETOOLONG',
    'ENOTDIR',
    'EISDIR',
    'EEXIST',
    'EBUSY',
    'EIO',
    'ENODEV',
  ])('named %s is told with its place and what to do', (code) => {
    const translated = translateFileSystemError(Object.assign(new Error(code), { code }), '/some/place')

    expect(translated).toHaveProperty('message', expect.stringMatching(/^.*\/some\/place.*\. [A-Z].*\.$/))
  })

  it('is told of the file that was to be written, not of its temporary neighbour', () => {
    const cause = Object.assign(new Error('EACCES'), { code: 'EACCES', path: '/some/.place.123.tmp' })

    expect(translateFileSystemError(cause, '/some/place')).toHaveProperty(
      'message',
      'Access to /some/place is denied. Change its permissions or choose another folder.',
    )
  })
})
