import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import type { AssetPack } from '../../../../src-shared/domain/asset-pack'
import { toAssetPackError } from '../../../../src-shared/domain/errors'
import type { InstalledPack } from '../../../../src-main/store/asset-pack-store'
import { Namespace } from '../../../../src-main/store/namespace'
import { PackReader } from '../../../../src-main/manager/pack-reader'
import { aPack } from '../../../support/pack-builder'
import { temporaryDirectory } from '../../../support/temporary-directory'

/** Packs are localized for what follows a `.` in their id. */
async function aContainer(files: Readonly<Record<string, string>>) {
  const directory = await temporaryDirectory()
  const packs = new Map<string, InstalledPack>()
  for (const [path, text] of Object.entries(files)) {
    const [id = '', version = '', ...rest] = path.split('/')
    const assetPack: AssetPack = aPack({ id, version: Number(version), language: id.split('.')[1] })
    const folder = join(directory, 'packs', id, version)
    await mkdir(dirname(join(folder, ...rest)), { recursive: true })
    await writeFile(join(folder, ...rest), text)
    packs.set(id, { assetPack, directory: folder, installedAt: 0 })
  }
  const installedPacks = (): readonly InstalledPack[] => [...packs.values()]
  // Nobody wrote an index here: the namespace lists the folders.
  const installedIndexBytes = () => Promise.reject(new Error('there is no index'))
  const namespace = new Namespace({ directory, installedPacks, installedIndexBytes })
  return { directory, packs, reader: new PackReader(namespace, { directory }) }
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString()
}

test('reads a file of the merged namespace, in one pack or in all', async () => {
  const { reader } = await aContainer({ 'a/1/x.txt': 'of a', 'b/1/x.txt': 'of b', 'b/1/y.txt': 'y' })
  expect([
    text(await reader.contents('x.txt', {})),
    text(await reader.contents('x.txt', { assetPackID: 'b' })),
    text(await reader.contents('y.txt', {})),
  ]).toEqual(['of a', 'of b', 'y'])
})

test.each(['missing.txt', '../secret', '/etc/passwd', 'C:x', 'a\u0000', ''])(
  'E-04 finds nothing outside of the packs: %j',
  async (path) => {
    const { reader } = await aContainer({ 'a/1/x.txt': 'x' })
    const codes = await Promise.all(
      [reader.contents(path, {}), reader.descriptor(path, {})].map((work) =>
        work.then(
          () => 'found',
          (error: unknown) => toAssetPackError(error).code,
        ),
      ),
    )
    expect(codes).toEqual(['fileNotFound', 'fileNotFound'])
  },
)

test('an open descriptor keeps the bytes of its version, whatever happens to the pack', async () => {
  const { reader, directory } = await aContainer({ 'a/1/x.txt': 'old' })
  const file = await reader.descriptor('x.txt', {})
  try {
    await rm(join(directory, 'packs/a/1'), { recursive: true })
    expect(text(await file.readFile())).toBe('old')
  } finally {
    await file.close()
  }
})

test('does not say that a file is missing when the disk refuses it', async () => {
  const directory = await temporaryDirectory()
  const circle = join(directory, 'circle')
  await symlink(circle, circle)
  const file = join(circle, 'x.txt')
  const installed = { assetPack: aPack(), directory, installedAt: 0 }
  const reader = new PackReader(
    {
      find: () => Promise.resolve({ installed, absolutePath: file }),
      findDirectory: () => Promise.resolve(undefined),
    },
    { directory },
  )
  await expect(reader.contents('x.txt', {})).rejects.toMatchObject({
    code: 'diskFailed',
    details: { errno: 'ELOOP' },
  })
})

test('is not led away by a link that somebody planted, nor held by a pipe or socket, nor given another pack’s file (C-15)', async () => {
  const { reader, directory } = await aContainer({
    'a/1/x.txt': 'of a',
    'a/1/y.txt': 'y',
    'b/1/x.txt': 'of b',
  })
  const place = (name: string): string => join(directory, 'packs/a/1', name)
  const answers: unknown[] = []
  const before = text(await reader.contents('x.txt', {}))
  const ask = async (): Promise<void> => {
    const works = [reader.contents('x.txt', {}), reader.descriptor('x.txt', {})]
    const codes = works.map((work) => work.catch((error: unknown) => toAssetPackError(error).code))
    answers.push(...(await Promise.all<unknown>(codes)))
  }
  await rm(place('x.txt'))
  await ask()
  await symlink(place('y.txt'), place('x.txt'))
  await ask()
  await rm(place('x.txt'))
  await mkdir(place('x.txt'))
  await ask()
  await rm(place('x.txt'), { recursive: true })
  execFileSync('mkfifo', [place('x.txt')])
  await ask()
  await rm(place('x.txt'))
  const socket = createServer().listen(place('x.txt'))
  onTestFinished(() => void socket.close())
  await once(socket, 'listening')
  await ask()

  expect([before, answers]).toEqual(['of a', Array<string>(10).fill('fileNotFound')])
})

test('gives the URL of a file, of a folder, and a well-formed one of nothing', async () => {
  const { reader, directory } = await aContainer({ 'a/1/maps/x.txt': 'x' })
  const urls = await Promise.all(['maps/x.txt', 'maps', 'no/where'].map((path) => reader.url(path)))
  expect(urls.map(String)).toEqual(
    ['packs/a/1/maps/x.txt', 'packs/a/1/maps', 'merged/nowhere/no/where'].map((path) =>
      String(pathToFileURL(join(directory, path))),
    ),
  )
})

test('gives no URL of what else is in the container, by whichever name', async () => {
  const { reader } = await aContainer({ 'a/1/maps/x.txt': 'x' })
  const there: string[] = []
  for (const path of ['a', 'a/1', 'a/1/maps/x.txt', 'A/1', 'packs']) {
    const isThere = await stat(await reader.url(path)).catch(() => undefined)
    if (isThere !== undefined) there.push(path)
  }
  expect(there).toEqual([])
})

test.each(['', '/', '/maps/x.txt', '..', 'no/../where', './maps', 'maps/'])(
  'gives no URL of what is no path in packs, and says what is wrong with it: %j',
  async (path) => {
    const { reader } = await aContainer({ 'a/1/maps/x.txt': 'x' })
    await expect(reader.url(path)).rejects.toMatchObject({
      code: 'fileNotFound',
      message: expect.stringMatching(/is no path in packs: it (?:is empty|has an? )/) as string,
    })
  },
)

test('reads only packs that are localized for a language that is asked for', async () => {
  const { reader, directory } = await aContainer({ 'a/1/x.txt': 'not localized', 'b.de/1/x.txt': 'de' })
  const scope = { asLocalizedFor: 'de-DE' }
  const file = await reader.descriptor('x.txt', scope)
  const described = String(await file.readFile())
  await file.close()
  expect([
    text(await reader.contents('x.txt', scope)),
    described,
    String(await reader.url('x.txt', scope)),
    String(await reader.url('x.txt', { asLocalizedFor: 'fr' })),
    await reader
      .contents('x.txt', { asLocalizedFor: 'fr' })
      .catch((error: unknown) => toAssetPackError(error).code),
  ]).toEqual([
    'de',
    'de',
    String(pathToFileURL(join(directory, 'packs/b.de/1/x.txt'))),
    String(pathToFileURL(join(directory, 'merged/nowhere/x.txt'))),
    'fileNotFound',
  ])
})

test('refuses a language that is no tag, rather than find nothing', async () => {
  const { reader } = await aContainer({ 'a/1/x.txt': 'x' })
  const scope = { asLocalizedFor: 'de_DE' }
  const works = [
    reader.contents('x.txt', scope),
    reader.descriptor('x.txt', scope),
    reader.url('x.txt', scope),
  ]
  const codes = works.map((work) => work.catch((error: unknown) => toAssetPackError(error).code))
  expect(await Promise.all(codes)).toEqual(['invalidArgument', 'invalidArgument', 'invalidArgument'])
})
