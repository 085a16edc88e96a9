import { mkdir, readdir, readFile, rm, writeFile, cp } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { refreshMetadata, startHostingServer, systemClock } from '../../src-main/index'
import { builtCode } from '../support/built-code'
import { assetpack, assetpackDocument, type CommandResult } from '../support/command-line'
import { fileTree, seededBytes, writeTree } from '../support/file-tree'
import { temporaryDirectory } from '../support/temporary-directory'

interface World {
  readonly source: string
  readonly repository: string
  readonly container: string
  readonly publish: () => Promise<void>
  readonly client: (...words: string[]) => Promise<CommandResult>
  /** What `read` writes, byte for byte. */
  readonly read: (path: string) => Promise<string>
  readonly keys: string
}

let world: World

const firstVersion = {
  'readme.txt': 'version one',
  'maps/dock.bin': seededBytes(700_000, 1),
  'maps/harbour.bin': seededBytes(300_000, 2),
  'sounds/empty.wav': '',
  'texts/long.txt': 'All work and no play. '.repeat(20_000),
}

const day = 86_400_000

/** Worlds to copy: the first version is published; it is installed as well. */
const templates = { published: '', installed: '' }

beforeAll(async () => {
  const directory = await temporaryDirectory()
  await writeTree(join(directory, 'source'), firstVersion)
  await writeFile(
    join(directory, 'Manifest.json'),
    JSON.stringify({
      assetPackID: 'tutorial',
      downloadPolicy: { onDemand: {} },
      fileSelectors: [{ directorySource: '.', directoryDestination: '.' }],
      sourceRoot: 'source',
      platforms: [],
    }),
  )
  await assetpackDocument('keys', 'create', '--out', join(directory, 'keys'))
  await publishIn(directory)
  templates.published = directory
  templates.installed = await temporaryDirectory()
  await cp(directory, templates.installed, { recursive: true })
  const server = await startHostingServer({ directory: join(directory, 'repository') })
  await assetpackDocument('install', 'tutorial', ...placeOf(server.url, templates.installed))
  await server.close()
})

async function publishIn(directory: string): Promise<void> {
  const [manifest, repository, keys] = ['Manifest.json', 'repository', 'keys'].map((name) =>
    join(directory, name),
  ) as [string, string, string]
  await assetpackDocument('publish', manifest, '--repository', repository, '--keys', keys)
}

function placeOf(url: string, directory: string): readonly string[] {
  const root = join(directory, 'repository/metadata/root.json')
  return ['--url', url, '--root', root, '--container', join(directory, 'container')]
}

async function openWorld(template: string): Promise<World> {
  const directory = await temporaryDirectory()
  await cp(template, directory, { recursive: true })
  const at = (name: string): string => join(directory, name)
  const server = await startHostingServer({ directory: at('repository') })
  onTestFinished(() => server.close())
  const place = placeOf(server.url, directory)
  return {
    source: at('source'),
    repository: at('repository'),
    container: at('container'),
    publish: () => publishIn(directory),
    keys: at('keys'),
    client: (...words) => assetpack(...words, ...place, '--json'),
    read: async (path) => (await assetpack('read', path, ...place)).stdout,
  }
}

/** The second version: one file changed in the middle, one moved, one gone, one new. */
async function changeSource(source: string): Promise<void> {
  const changed = seededBytes(700_000, 1)
  changed.set(seededBytes(2_000, 9), 350_000)
  await rm(join(source, 'texts'), { recursive: true })
  await rm(join(source, 'maps/harbour.bin'))
  await writeTree(source, {
    'maps/dock.bin': changed,
    'moved/harbour.bin': firstVersion['maps/harbour.bin'],
    'readme.txt': 'version two',
    'new.txt': 'new',
  })
}

async function newestBundle(repository: string, before: ReadonlySet<string>): Promise<string> {
  const files = await readdir(join(repository, 'bundles'), { recursive: true })
  const fresh = files.find((file) => file.endsWith('.bundle') && !before.has(file))
  if (fresh === undefined) throw new Error('the second version wrote no bundle')
  return join(repository, 'bundles', fresh)
}

async function flipByte(path: string, position: number): Promise<void> {
  const bytes = await readFile(path)
  bytes[position] = (bytes[position] ?? 0) ^ 1
  await writeFile(path, bytes)
}

function errorOf(result: CommandResult): { readonly exitCode: number; readonly code: unknown } {
  const document = JSON.parse(result.stdout) as {
    error?: { code: string }
    failed?: { error: { code: string } }[]
  }
  return { exitCode: result.exitCode, code: document.error?.code ?? document.failed?.[0]?.error.code }
}

async function installedTree(
  { container }: World,
  version: number,
): Promise<Readonly<Record<string, string>>> {
  return fileTree(join(container, 'packs/tutorial', String(version)))
}

describe('publish, serve, install, update', () => {
  beforeEach(async () => {
    world = await openWorld(templates.published)
  })

  it('installs afresh what leans on content that only earlier versions had', async () => {
    const noise = Object.fromEntries(
      [1, 2, 3].map((seed) => [`noise/${String(seed)}`, seededBytes(1_000_000, seed)]),
    )
    const files = { 'a.js': builtCode(4_000, 'aa'), ...noise, 'z.js': builtCode(4_000, 'bb') }
    await rm(world.source, { recursive: true })
    await writeTree(world.source, files)
    await world.publish()
    const bundles = await readdir(join(world.repository, 'bundles'), { recursive: true })
    await rm(join(world.source, 'a.js'))
    await world.publish()
    expect(await readdir(join(world.repository, 'bundles'), { recursive: true })).toEqual(bundles)
    expect((await world.client('install', 'tutorial')).exitCode).toBe(0)
    expect(await installedTree(world, 3)).toEqual(await fileTree(world.source))
    expect(await readdir(join(world.container, 'packs/tutorial'))).toEqual(['3', '3.index', '3.json'])
  })

  it('fetches little more than what changed, of the index too', async () => {
    const many = Array.from({ length: 500 }, (_, number) => [
      `many/${String(number)}`,
      seededBytes(200, number),
    ])
    await writeTree(world.source, Object.fromEntries(many) as Record<string, Uint8Array>)
    await world.publish()
    await world.client('install', 'tutorial')
    await writeTree(world.source, { 'many/77': 'changed' })
    await world.publish()
    const { stdout } = await world.client('update')
    const { installed } = JSON.parse(stdout) as { installed: { bytesFetched: number }[] }
    expect(installed.map(({ bytesFetched }) => bytesFetched < 1_000)).toEqual([true])
    expect(await installedTree(world, 3)).toEqual(await fileTree(world.source))
  })

  it('leaves files that are byte-identical to the published folder, first and second version', async () => {
    const installed = await world.client('install', 'tutorial')
    const first = await installedTree(world, 1)
    const firstSource = await fileTree(world.source)
    await changeSource(world.source)
    await world.publish()
    const updated = await world.client('update')

    expect([installed.exitCode, updated.exitCode, first, await installedTree(world, 2)]).toEqual([
      0,
      0,
      firstSource,
      await fileTree(world.source),
    ])
  })

  it('fetches only what the update changes', async () => {
    await world.client('install', 'tutorial')
    await changeSource(world.source)
    await world.publish()
    const { stdout } = await world.client('update')
    const { installed } = JSON.parse(stdout) as { installed: { bytesFetched: number; bytesReused: number }[] }

    const [report] = installed
    expect({
      small: (report?.bytesFetched ?? Infinity) < 400_000,
      reused: (report?.bytesReused ?? 0) > 700_000,
    }).toEqual({
      small: true,
      reused: true,
    })
  })
})

describe('a host that serves something else than was signed', () => {
  beforeEach(async () => {
    world = await openWorld(templates.installed)
    await changeSource(world.source)
  })

  async function refusedUpdate(): Promise<unknown> {
    const refused = errorOf(await world.client('update'))
    return { ...refused, stillInstalled: await world.read('readme.txt') }
  }

  it('refuses a changed bundle', async () => {
    const before = new Set(await readdir(join(world.repository, 'bundles'), { recursive: true }))
    await world.publish()
    await flipByte(await newestBundle(world.repository, before), 100)

    expect(await refusedUpdate()).toEqual({
      exitCode: 30,
      code: 'integrityCheckFailed',
      stillInstalled: 'version one',
    })
  })

  it('refuses a changed pack index, whole or as a patch', async () => {
    await world.publish()
    const folder = join(world.repository, 'targets/tutorial')
    const names = (await readdir(folder)).filter((name) => /\.2\.(packindex|from-1\.indexpatch)$/.test(name))
    for (const name of names) await flipByte(join(folder, name), 40)
    expect(names.length).toBe(2)

    expect(await refusedUpdate()).toEqual({
      exitCode: 30,
      code: 'indexInvalid',
      stillInstalled: 'version one',
    })
  })

  it('refuses a changed signature', async () => {
    await world.publish()
    const timestamp = join(world.repository, 'metadata/timestamp.json')
    const signed = JSON.parse(await readFile(timestamp, 'utf8')) as { signatures: { sig: string }[] }
    for (const signature of signed.signatures) {
      signature.sig = (signature.sig.startsWith('0') ? '1' : '0') + signature.sig.slice(1)
    }
    await writeFile(timestamp, JSON.stringify(signed))

    expect(await refusedUpdate()).toEqual({
      exitCode: 31,
      code: 'signatureInvalid',
      stillInstalled: 'version one',
    })
  })

  it('refuses metadata that has expired', async () => {
    const clock = { ...systemClock, now: () => systemClock.now() - 400 * day }
    await world.publish()
    await refreshMetadata({ repositoryDirectory: world.repository, keysDirectory: world.keys, clock })

    expect(await refusedUpdate()).toEqual({
      exitCode: 31,
      code: 'metadataExpired',
      stillInstalled: 'version one',
    })
  })

  it('refuses metadata that is older than what it has seen', async () => {
    const metadata = join(world.repository, 'metadata')
    const kept = `${metadata}-kept`
    await cp(metadata, kept, { recursive: true })
    await world.publish()
    await world.client('list')
    await rm(metadata, { recursive: true })
    await mkdir(metadata)
    await cp(kept, metadata, { recursive: true })

    expect(await refusedUpdate()).toEqual({
      exitCode: 31,
      code: 'metadataRolledBack',
      stillInstalled: 'version one',
    })
  })
})
