import {
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  createAssetPackManager,
  createSigningKeys,
  parseConfiguration,
  publish,
  toAssetPackError,
  type AssetPackManager,
} from '../../src-main/index'
import { FaultyServer } from '../support/faulty-server'
import { fileTree, seededBytes, writeTree } from '../support/file-tree'
import { openContainer } from '../support/open-container'
import { temporaryDirectory } from '../support/temporary-directory'

const contents = {
  'big.bin': seededBytes(20_000_000, 1),
  'maps/dock.bin': seededBytes(900_000, 2),
  'maps/harbour.bin': seededBytes(900_000, 3),
  'maps/deep/note.txt': 'note',
  'readme.txt': 'version one',
}

/** A publisher, a host that counts what it sends, and a machine with the first version installed. */
class World {
  readonly directory: string
  readonly server: FaultyServer
  readonly #paths = new Set<string>()

  private constructor(directory: string, server: FaultyServer) {
    this.directory = directory
    this.server = server
  }

  static async open(): Promise<World> {
    const directory = await temporaryDirectory()
    await writeTree(join(directory, 'source'), contents)
    const manifest = {
      assetPackID: 'tutorial',
      downloadPolicy: { onDemand: {} },
      fileSelectors: [{ directory: '.' }],
      sourceRoot: 'source',
      platforms: [],
    }
    await writeFile(join(directory, 'Manifest.json'), JSON.stringify(manifest))
    await createSigningKeys({ directory: join(directory, 'keys') })
    const server = await FaultyServer.start()
    onTestFinished(() => server.close())
    const world = new World(directory, server)
    await world.publish()
    return world
  }

  async publish(): Promise<void> {
    const repositoryDirectory = join(this.directory, 'repository')
    const keysDirectory = join(this.directory, 'keys')
    await publish({ sources: [join(this.directory, 'Manifest.json')], repositoryDirectory, keysDirectory })
    const entries = await readdir(repositoryDirectory, { recursive: true, withFileTypes: true })
    for (const entry of entries.filter((one) => one.isFile())) {
      const file = join(entry.parentPath, entry.name)
      const path = relative(repositoryDirectory, file).split(sep).join('/')
      this.#paths.add(`/${path}`)
      this.server.put(`/${path}`, await readFile(file))
    }
  }

  async manager(): Promise<AssetPackManager> {
    const manager = await createAssetPackManager({
      configuration: parseConfiguration({
        appGroupID: 'group.example',
        hasManagedAssetPacks: true,
        manifestURL: this.server.baseURL,
        rootMetadata: 'repository/metadata/root.json',
      }),
      configurationDirectory: this.directory,
      containerDirectory: this.container,
      unpackWorker: new URL('../../out/main/unpack-worker.js', import.meta.url),
    })
    onTestFinished(() => manager.close())
    return manager
  }

  async installed(): Promise<AssetPackManager> {
    const manager = await this.manager()
    await manager.ensureLocalAvailability(await manager.assetPack('tutorial'))
    return manager
  }

  get container(): string {
    return join(this.directory, 'container')
  }

  /** Body bytes of all bundles that the host has sent. */
  get bundleBytes(): number {
    const bundles = [...this.#paths].filter((path) => path.startsWith('/bundles/'))
    return bundles.reduce((sum, path) => sum + this.server.bytesSent(path), 0)
  }
}

async function flipOneByte(path: string): Promise<void> {
  const { mtime } = await stat(path)
  const bytes = await readFile(path)
  bytes.writeUInt8(bytes.readUInt8(7_000_000) ^ 1, 7_000_000)
  await chmod(path, 0o644)
  await writeFile(path, bytes)
  await utimes(path, mtime, mtime)
}

describe('a machine whose files were damaged', () => {
  test('finds all of it and fetches only that (D-13, S7)', async () => {
    const world = await World.open()
    const manager = await world.installed()
    const folder = manager.installedDirectory('tutorial')
    await flipOneByte(join(folder, 'big.bin'))
    await rename(join(folder, 'maps/dock.bin'), join(folder, 'maps/aside'))
    await rename(join(folder, 'maps/harbour.bin'), join(folder, 'maps/dock.bin'))
    await rename(join(folder, 'maps/aside'), join(folder, 'maps/harbour.bin'))
    await rm(join(folder, 'readme.txt'))
    await rm(join(folder, 'maps/deep/note.txt'))
    await symlink(join(folder, 'maps/dock.bin'), join(folder, 'maps/deep/note.txt'))
    await mkdir(join(folder, 'extra'))
    const before = world.bundleBytes
    const { findings } = await manager.verify('tutorial')
    const report = await manager.repair('tutorial')
    const fetched = world.bundleBytes - before
    const after = await manager.verify('tutorial')

    expect(findings).toEqual([
      { path: 'big.bin', kind: 'damaged' },
      { path: 'extra', kind: 'extra' },
      { path: 'maps/deep/note.txt', kind: 'obstructed' },
      { path: 'maps/dock.bin', kind: 'damaged' },
      { path: 'maps/harbour.bin', kind: 'damaged' },
      { path: 'readme.txt', kind: 'missing' },
    ])
    // The frame of the one chunk of big.bin, and those of four small files; the whole pack is 22 MB.
    expect([report.findings, report.bytesFetched, fetched < 7_000_000]).toEqual([findings, fetched, true])
    expect([after.findings, await fileTree(folder)]).toEqual([
      [],
      await fileTree(join(world.directory, 'source')),
    ])
  })

  test('repairs a truncated file out of its own right chunks', async () => {
    const world = await World.open()
    const manager = await world.installed()
    const file = join(manager.installedDirectory('tutorial'), 'big.bin')
    await chmod(file, 0o644)
    await writeFile(file, (await readFile(file)).subarray(0, 19_000_000))
    const before = world.bundleBytes
    await manager.repair('tutorial')

    expect([(await manager.verify('tutorial')).findings, world.bundleBytes - before < 5_000_000]).toEqual([
      [],
      true,
    ])
  })

  test('is as it was when a repair without a host is given up', async () => {
    const world = await World.open()
    const manager = await world.installed()
    await rm(join(manager.installedDirectory('tutorial'), 'readme.txt'))
    await world.server.close()
    const { findings } = await manager.verify('tutorial')
    const stop = new AbortController()
    const repair = manager.repair('tutorial', {
      signal: stop.signal,
      onProgress: ({ phase }) => {
        if (phase === 'downloading') stop.abort()
      },
    })
    const code = await repair.then(
      () => 'done',
      (error: unknown) => toAssetPackError(error).code,
    )

    expect([findings, code, (await manager.verify('tutorial')).findings]).toEqual([
      [{ path: 'readme.txt', kind: 'missing' }],
      'cancelled',
      findings,
    ])
  })
})

describe('a machine that went back', () => {
  test('stays there over a restart and checks, with its trust as it was, and goes on for nothing', async () => {
    const world = await World.open()
    const first = await world.installed()
    await writeFile(join(world.directory, 'source/readme.txt'), 'version two')
    await world.publish()
    await first.checkForUpdates()
    await first.whenIdle()
    const updated = first.localVersion('tutorial')
    await first.close()
    const marks = await trustMarks(world)
    const second = await world.manager()
    await second.rollback('tutorial')
    const older = Buffer.from(await second.contents('readme.txt')).toString()
    await second.close()
    const marksAfter = await trustMarks(world)
    const third = await world.manager()
    const check = await third.start('periodic')
    await third.whenIdle()
    const stayed = third.localVersion('tutorial')
    const before = world.bundleBytes
    await third.ensureLocalAvailability(await third.assetPack('tutorial'), { requireLatestVersion: true })
    const newer = Buffer.from(await third.contents('readme.txt')).toString()

    expect([updated, older, marksAfter, check.updatingIDs, stayed]).toEqual([2, 'version one', marks, [], 1])
    expect([newer, world.bundleBytes - before, (await third.verify('tutorial')).findings]).toEqual([
      'version two',
      0,
      [],
    ])
  })
})

async function trustMarks(world: World): Promise<unknown> {
  const store = await openContainer(world.container)
  const marks: unknown = JSON.parse(store.values.get('catalog.trustMarks') ?? '{}')
  await store.close()
  return marks
}
