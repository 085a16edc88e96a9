import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../../scripts/project.mjs'
import { listing } from '../../scripts/public-api.mjs'
import { memberDocumentation } from './member-documentation'
import { originalMembers, originalTypes } from './original-members'

/** What mirrors a type of the original. */
const mirrored = [
  'AssetPack',
  'AssetPackStatus',
  'AssetPackManager',
  'AssetPackManifest',
  'Download',
  'URLDownload',
  'DownloadManager',
  'DownloadManagerDelegate',
  'LocalAvailabilityError',
]

async function coveragePage(): Promise<string> {
  return readFile(join(root, 'docs/api-coverage.md'), 'utf8')
}

/** The cells of every row of every table, without heads and rules. */
async function rows(): Promise<readonly (readonly string[])[]> {
  const lines = (await coveragePage()).split('\n').filter((line) => line.startsWith('|'))
  return lines
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .filter(([first = '']) => first !== 'original' && !first.startsWith('---'))
}

test('every row of docs/api-coverage.md says what it is here, and names a test that there is', async () => {
  const wrong: string[] = []
  const all = await rows()
  for (const [original = '', here = '', shown = ''] of all) {
    const [file = '', ...title] = shown.split(': ')
    const text = await readFile(join(root, 'test', `${file}.test.ts`), 'utf8').catch(() => '')
    const isThere = title.length > 0 && text.replaceAll('\\', '').includes(title.join(': '))
    if (original === '' || here === '' || !isThere) wrong.push(`${original}: ${shown}`)
  }

  expect([all.length > 50, wrong]).toEqual([true, []])
})

test('every member of the original is in the first column of a row', async () => {
  const originals = (await rows()).map(([original = '']) => original).join('\n')
  const missing = Object.entries(originalMembers).flatMap(([type, members]) =>
    members.filter((member) => !originals.includes(member)).map((member) => `${type}: ${member}`),
  )

  expect(missing).toEqual([])
})

test('every public member of what mirrors the original is on the page', async () => {
  const page = await coveragePage()
  const blocks = (await readFile(listing, 'utf8')).split('\n\n')
  const missing = blocks.flatMap((block) => {
    const [head = '', ...members] = block.split('\n')
    const [, name = ''] = head.split(' ')
    // What an error of JavaScript has anyway needs no row.
    if (!mirrored.includes(name)) return []
    return members
      .map((line) => /^ {2}(?:static )?(\w+)/.exec(line)?.[1])
      .filter((member) => member !== undefined && !['code', 'details'].includes(member))
      .filter((member) => !new RegExp(`\\b${member ?? ''}\\b`).test(page))
      .map((member) => `${name}.${member ?? ''}`)
  })

  expect(missing).toEqual([])
})

/** Where what mirrors the original is declared. */
const declarations = [
  'src-shared/domain/asset-pack.ts',
  'src-shared/domain/asset-pack-download.ts',
  'src-shared/domain/asset-pack-manifest.ts',
  'src-shared/domain/asset-pack-status.ts',
  'src-shared/domain/configuration.ts',
  'src-shared/domain/download.ts',
  'src-shared/domain/url-download.ts',
  'src-main/manager/asset-pack-manager.ts',
  'src-main/manager/asset-packs-in-files.ts',
  'src-main/manager/installed-asset-packs.ts',
  'src-main/manager/local-availability-error.ts',
  'src-main/manager/localized-asset-packs.ts',
  'src-main/manager/queued-asset-packs.ts',
  'src-main/downloads/download-manager.ts',
  'src-main/downloads/download-manager-delegate.ts',
  'src-main/extension/managed-downloader-extension.ts',
  'src-main/extension/unmanaged-downloader-extension.ts',
]

/** Plain data and options, which the original has not. */
const ours = /(?:Description|Options|Choices|Facts|Failure|Parts|Limits)\./

test('every public member of what mirrors the original says in its documentation which member that is, or (+)', async () => {
  const found = await Promise.all(declarations.map((path) => memberDocumentation(join(root, path))))
  const documented = found.flatMap((members) => [...members]).filter(([member]) => !ours.test(member))
  // `(+)`, a name of the original, or one in Swift.
  const says = /\(\+\)|original's|`BA\w+|`\w+\([^`]*:\)`/
  const silent = documented.filter(([, text]) => !says.test(text)).map(([member]) => member)

  expect([documented.length > 120, silent]).toEqual([true, []])
})

test('the conformance suite has a describe block for each type of the original', async () => {
  const folder = join(root, 'test/integration/background-assets')
  const texts = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')))
  const titles = texts.flatMap((text) =>
    [...text.matchAll(/^describe\('(.+)', /gm)].map(([, title]) => title),
  )
  const names = new Set(titles.flatMap((title) => title?.split(/, | and /) ?? []))

  expect(originalTypes.filter((type) => !names.has(type))).toEqual([])
})
