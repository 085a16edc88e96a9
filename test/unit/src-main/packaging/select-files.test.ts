import { execFileSync } from 'node:child_process'
import { link, mkdir, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readPackagingManifest } from '../../../../src-main/packaging/package-asset-pack'
import { selectFiles } from '../../../../src-main/packaging/select-files'
import type { AssetPackError } from '../../../../src-shared/domain/errors'
import { writeTree } from '../../../support/file-tree'
import { writePackagingManifest } from '../../../support/packaging-source'
import { temporaryDirectory } from '../../../support/temporary-directory'

const tree = {
  'a.txt': 'a',
  'b.png': 'b',
  'maps/one.map': '1',
  'maps/drafts/two.map': '2',
  'maps/.DS_Store': 'x',
  'maps/.hidden': 'h',
}

async function selection(
  fileSelectors: readonly object[],
  files: Readonly<Record<string, string>> = tree,
): Promise<unknown> {
  const directory = await temporaryDirectory()
  await writeTree(join(directory, 'content'), files)
  return selected(directory, fileSelectors)
}

async function selected(directory: string, fileSelectors: readonly object[]): Promise<unknown> {
  const manifestPath = await writePackagingManifest(directory, { fileSelectors })
  return selectFiles(await readPackagingManifest(manifestPath), manifestPath).then(
    ({ files }) => files.map(({ path }) => path),
    (error: unknown) => {
      const { code, details } = error as AssetPackError
      return [code, details['rule'] ?? details['key'] ?? details['first']]
    },
  )
}

describe('selectFiles', () => {
  it.each<readonly [string, readonly object[], readonly string[]]>([
    ['a file', [{ file: 'maps/one.map' }], ['maps/one.map']],
    [
      'a folder with all in it but .DS_Store',
      [{ directory: 'maps' }],
      ['maps/.hidden', 'maps/drafts/two.map', 'maps/one.map'],
    ],
    ['all', [{ directory: '.' }], ['a.txt', 'b.png', 'maps/.hidden', 'maps/drafts/two.map', 'maps/one.map']],
    ['by pattern', [{ filePattern: '**/*.map' }], ['maps/drafts/two.map', 'maps/one.map']],
    ['by pattern, any folders', [{ filePattern: 'maps/**' }], ['maps/drafts/two.map', 'maps/one.map']],
    ['by pattern in one folder', [{ filePattern: '*.{png,txt}' }], ['a.txt', 'b.png']],
    ['to another path', [{ fileSource: 'a.txt', fileDestination: 'docs/read me.txt' }], ['docs/read me.txt']],
    [
      'a folder to another',
      [
        { directorySource: 'maps/drafts', directoryDestination: 'new' },
        { directorySource: 'maps/drafts', directoryDestination: '.' },
      ],
      ['new/two.map', 'two.map'],
    ],
    [
      'without what is excluded',
      [{ directory: '.' }, { fileExclusion: 'maps' }, { fileExclusion: 'a.txt' }],
      ['b.png'],
    ],
    ['each file once', [{ file: 'a.txt' }, { filePattern: '*.txt' }, { file: 'a.txt' }], ['a.txt']],
  ])('selects %s', async (_name, selectors, expected) => {
    expect(await selection(selectors)).toEqual(expected)
  })

  it.each<readonly [string, readonly object[], unknown]>([
    ['a file that is not there', [{ file: 'c.txt' }], ['fileNotFound', undefined]],
    ['a folder as a file', [{ file: 'maps' }], ['manifestInvalid', 'selects nothing']],
    ['a pattern that nothing matches', [{ filePattern: '*.jpg' }], ['manifestInvalid', 'selects nothing']],
    [
      'two files of one name',
      [{ file: 'a.txt' }, { fileSource: 'b.png', fileDestination: 'a.txt' }],
      ['pathCollision', 'a.txt'],
    ],
    [
      'C-08 names that some system takes for one',
      [{ file: 'a.txt' }, { fileSource: 'b.png', fileDestination: 'A.TXT' }],
      ['pathCollision', 'A.TXT'],
    ],
  ])('refuses %s', async (_name, selectors, expected) => {
    expect(await selection(selectors)).toEqual(expected)
  })

  it.runIf(process.platform === 'linux')('C-34 refuses a name on disk that Windows cannot have', async () => {
    expect(await selection([{ directory: '.' }], { 'aux.txt': '' })).toEqual([
      'unsafePath',
      'has a part that Windows keeps for a device',
    ])
  })

  it.runIf(process.platform === 'linux')('brings names on disk to normal form C', async () => {
    expect(await selection([{ directory: '.' }], { 'e\u0301.txt': '' })).toEqual(['\u00e9.txt'])
  })

  it.skipIf(process.platform === 'win32')('C-32 refuses links, also on the way, and pipes', async () => {
    const directory = await temporaryDirectory()
    const content = join(directory, 'content')
    await writeTree(directory, { 'outside/secret': 's', 'content/in/file': 'f' })
    await symlink('../../outside/secret', join(content, 'in/link'))
    await symlink('../outside', join(content, 'way'))
    execFileSync('mkfifo', [join(content, 'pipe')])
    const refused = ['unsafePath', 'is not a regular file']
    expect({
      link: await selected(directory, [{ directory: 'in' }]),
      linkByName: await selected(directory, [{ file: 'in/link' }]),
      linkedFolder: await selected(directory, [{ directory: 'way' }]),
      throughLink: await selected(directory, [{ file: 'way/secret' }]),
      pipe: await selected(directory, [{ filePattern: 'p*' }]),
      excluded: await selected(directory, [{ directory: 'in' }, { fileExclusion: 'in/link' }]),
      linksNobodySelects: await selected(directory, [{ filePattern: 'in/f*' }]),
    }).toEqual({
      link: refused,
      linkByName: refused,
      linkedFolder: refused,
      throughLink: refused,
      pipe: refused,
      excluded: ['in/file'],
      linksNobodySelects: ['in/file'],
    })
  })

  it('names the folders with nothing in them, and still refuses a selector that finds nothing else', async () => {
    const directory = await temporaryDirectory()
    await writeTree(join(directory, 'content'), { 'maps/a': 'a', 'maps/junk/.DS_Store': 'x' })
    for (const folder of ['maps/z', 'maps/e/f', 'maps/out', 'void/v']) {
      await mkdir(join(directory, 'content', folder), { recursive: true })
    }
    const manifestPath = await writePackagingManifest(directory, {
      fileSelectors: [{ directorySource: 'maps', directoryDestination: 'm' }, { fileExclusion: 'maps/out' }],
    })
    const { files, emptyFolders } = await selectFiles(await readPackagingManifest(manifestPath), manifestPath)
    const nothing = await selected(directory, [{ directory: 'void' }])

    expect([files.map(({ path }) => path), emptyFolders, nothing]).toEqual([
      ['m/a'],
      ['maps/e/f', 'maps/junk', 'maps/z'],
      ['manifestInvalid', 'selects nothing'],
    ])
  })

  it('takes a hard link for the file it is', async () => {
    const directory = await temporaryDirectory()
    await writeTree(directory, { 'content/a': 'a' })
    await mkdir(join(directory, 'content/b'))
    await link(join(directory, 'content/a'), join(directory, 'content/b/c'))
    expect(await selected(directory, [{ directory: '.' }])).toEqual(['a', 'b/c'])
  })

  it('C-29 matches a hostile pattern in no time', async () => {
    const files = { ['a'.repeat(190)]: '', ['a/'.repeat(20) + 'a'.repeat(150)]: '' }
    for (const filePattern of [
      '*a*a*b',
      '{a,aa}{a,aa}{a,aa}b',
      `${'**/'.repeat(60)}*a/b`,
      `${'*/'.repeat(60)}b`,
    ]) {
      expect(await selection([{ filePattern }], files)).toEqual(['manifestInvalid', 'selects nothing'])
    }
  })
})
