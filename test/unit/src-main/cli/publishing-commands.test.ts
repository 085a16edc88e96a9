import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runCommand } from '../../../support/command-in-process'
import { writeTree } from '../../../support/file-tree'
import { writePackagingManifest } from '../../../support/packaging-source'
import { temporaryDirectory } from '../../../support/temporary-directory'

/** A folder with keys and a manifest that selects one file, and `emptyFolders`. */
async function publisher(emptyFolders: readonly string[] = []): Promise<string> {
  const directory = await temporaryDirectory()
  await writeTree(join(directory, 'content'), { 'a.txt': 'a' })
  for (const folder of emptyFolders) await mkdir(join(directory, 'content', folder), { recursive: true })
  await writePackagingManifest(directory)
  await runCommand(['keys', 'create', '--out', join(directory, 'keys')])
  return directory
}

describe('empty folders among the sources', () => {
  const folders = ['f1', 'f2/g', 'f3', 'f4', 'f5', 'f6']
  const commands: readonly (readonly [string, (directory: string) => readonly string[]])[] = [
    ['evaluate', (directory) => ['evaluate', join(directory, 'Manifest.json')]],
    [
      'package',
      (directory) => ['package', join(directory, 'Manifest.json'), '--out', join(directory, 'x.assetpack')],
    ],
    [
      'publish',
      (directory) => [
        ...['publish', join(directory, 'Manifest.json')],
        ...['--repository', join(directory, 'site'), '--keys', join(directory, 'keys')],
      ],
    ],
  ]

  it.each(commands)('are named once by %s, which goes on', async (_name, words) => {
    const { exitCode, stderr } = await runCommand(words(await publisher(folders)))

    expect([exitCode, stderr]).toEqual([
      0,
      '6 empty folders left out, as packs hold files only: f1, f2/g, f3, f4, f5, …. A file in a folder makes it come along.\n',
    ])
  })

  it.each(commands)('are in the JSON report of %s', async (_name, words) => {
    const { stdout, stderr } = await runCommand([...words(await publisher(['f'])), '--json'])
    const document = JSON.parse(stdout) as { readonly packs?: readonly unknown[] }

    expect(stderr).toBe('')
    expect(document.packs?.[0] ?? document).toMatchObject({ emptyFolders: { count: 1, first: ['f'] } })
  })

  it.each(commands)('are no matter for %s when there are none', async (_name, words) => {
    const { stderr } = await runCommand(words(await publisher()))

    expect(stderr).toBe('')
  })
})

describe('what publish says', () => {
  it('counts one file and one bundle in the singular', async () => {
    const directory = await publisher()
    const { stdout } = await runCommand([
      ...['publish', join(directory, 'Manifest.json')],
      ...['--repository', join(directory, 'site'), '--keys', join(directory, 'keys')],
    ])

    expect(stdout.replace(/\d+ B/g, '… B')).toBe('maps 1: 1 file, … B, download … B; 1 new bundle, … B new\n')
  })
})
