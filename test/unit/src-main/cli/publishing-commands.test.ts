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

function publishing(directory: string, repository: string): readonly string[] {
  const place = ['--repository', join(directory, repository), '--keys', join(directory, 'keys')]
  return ['publish', join(directory, 'Manifest.json'), ...place]
}

describe('empty folders among the sources', () => {
  const folders = ['f1', 'f2/g', 'f3', 'f4', 'f5', 'f6']
  const commands: readonly (readonly [string, (directory: string) => readonly string[]])[] = [
    ['evaluate', (directory) => ['evaluate', join(directory, 'Manifest.json')]],
    [
      'package',
      (directory) => ['package', join(directory, 'Manifest.json'), '--out', join(directory, 'x.assetpack')],
    ],
    ['publish', (directory) => publishing(directory, 'site')],
  ]

  it.each(commands)('are named once by %s, which goes on', async (_name, words) => {
    const { exitCode, stderr } = await runCommand(words(await publisher(folders)))

    expect([exitCode, stderr]).toEqual([
      0,
      'Warning: 6 empty folders left out, as packs hold files only: f1, f2/g, f3, f4, f5, …. A file in a folder makes it come along.\n',
    ])
  })

  it.each(commands)('are in the JSON report of %s', async (_name, words) => {
    const { stdout, stderr } = await runCommand([...words(await publisher(['f'])), '--json'])
    const document = JSON.parse(stdout) as { readonly packs?: readonly unknown[] }

    expect(stderr).toContain('1 empty folder left out')
    expect(document.packs?.[0] ?? document).toMatchObject({ emptyFolders: { count: 1, first: ['f'] } })
  })

  it.each(commands)('are no matter for %s when there are none', async (_name, words) => {
    const { stderr } = await runCommand(words(await publisher()))

    expect(stderr).toBe('')
  })
})

describe('a place that cannot be used', () => {
  it.each<readonly [string, (directory: string) => readonly string[], number, RegExp]>([
    [
      'a manifest that is a folder',
      (directory) => ['evaluate', directory],
      2,
      /^\S+ is a folder\. Name the file in it\. /,
    ],
    [
      'a manifest that is not there',
      (directory) => ['evaluate', join(directory, 'nowhere.json')],
      41,
      /nowhere\.json does not exist\. /,
    ],
    [
      'a package in a folder that is not there',
      (directory) => [
        'package',
        join(directory, 'Manifest.json'),
        '--out',
        join(directory, 'no/x.assetpack'),
      ],
      21,
      /^The folder \S+\/no does not exist\. Make it, or choose another\. /,
    ],
    [
      'keys where a file is',
      (directory) => ['keys', 'create', '--out', join(directory, 'Manifest.json')],
      21,
      /^\S+\/Manifest\.json is in the way\. /,
    ],
    [
      'keys below a file',
      (directory) => ['keys', 'create', '--out', join(directory, 'Manifest.json/keys')],
      21,
      /^A folder on the way to \S+\/Manifest\.json\/keys is a file\. /,
    ],
    [
      'a repository where a file is',
      (directory) => publishing(directory, 'Manifest.json'),
      21,
      /^\S+\/Manifest\.json is in the way\. /,
    ],
    [
      'a template that is there',
      (directory) => ['template', '--out', join(directory, 'Manifest.json')],
      2,
      /Manifest\.json exists already\. /,
    ],
    [
      'a template in a folder that is not there',
      (directory) => ['template', '--out', join(directory, 'no/Manifest.json')],
      21,
      /no\/Manifest\.json cannot be written \(ENOENT\)\. /,
    ],
    [
      'a repository to serve that is a file',
      (directory) => ['serve', join(directory, 'Manifest.json')],
      2,
      /Manifest\.json is a file\. Name the repository's folder\. /,
    ],
  ])('is named, with what to do: %s', async (_what, words, code, message) => {
    const { exitCode, stderr } = await runCommand(words(await publisher()))

    expect(exitCode).toBe(code)
    expect(stderr.replaceAll('\\', '/')).toMatch(message)
  })
})

describe('what publish says', () => {
  it('counts one file and one bundle in the singular', async () => {
    const directory = await publisher()
    const { stdout } = await runCommand(publishing(directory, 'site'))

    expect(stdout.replace(/\d+ B/g, '… B')).toBe('maps 1: 1 file, … B, download … B; 1 new bundle, … B new\n')
  })
})
