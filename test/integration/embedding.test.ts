import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  AssetPackError,
  parseConfiguration,
  startHostingServer,
  systemClock,
  type Transport,
} from '../../src-main/index'
import { NodeTransport } from '../../src-main/transport/node-transport'
import { code, World } from '../support/embedding-world'
import { fileTree } from '../support/file-tree'

test("a pack comes from a mirror while the publisher's own host is gone, and from both when one fails in between", async () => {
  const world = await World.open()
  const mirror = await startHostingServer({ directory: join(world.directory, 'repository') })
  onTestFinished(() => mirror.close())
  await world.server.close()
  const manager = await world.manager({
    configuration: parseConfiguration({
      appGroupID: 'group.example',
      hasManagedAssetPacks: true,
      manifestURL: world.server.url,
      mirrors: [mirror.url],
      rootMetadata: 'repository/metadata/root.json',
    }),
  })
  await manager.ensureLocalAvailability(await manager.assetPack('tutorial'))
  expect(Buffer.from(await manager.contents('readme.txt')).toString()).toBe('version one')
})

describe('a manager inside another program', () => {
  test('lists, installs, reads, updates and removes', async () => {
    const world = await World.open()
    const manager = await world.manager()
    const pack = await manager.assetPack('tutorial')
    const plan = await manager.plan(pack)
    const before = String(await manager.status('tutorial'))
    await manager.ensureLocalAvailability(pack)
    const installed = await fileTree(manager.installedDirectory('tutorial'))
    const open = await manager.descriptor('readme.txt')

    await writeFile(join(world.directory, 'source/readme.txt'), 'version two')
    await world.publish()
    const check = await manager.checkForUpdates()
    await manager.whenIdle()
    const stillOld = String(await open.readFile())
    await open.close()
    const readme = Buffer.from(await manager.contents('readme.txt')).toString()
    const source = await fileTree(join(world.directory, 'source'))
    const updatedTree = await fileTree(manager.installedDirectory('tutorial'))
    const sizes = [await manager.localSize('tutorial'), manager.localVersion('tutorial')]
    await manager.remove('tutorial')

    expect([plan.bytesToFetch > 1_300_000, before, Object.keys(installed).length]).toEqual([
      true,
      '[downloadAvailable]',
      3,
    ])
    expect([check, stillOld, readme, sizes]).toEqual([
      { updatingIDs: ['tutorial'], removedIDs: [] },
      'version one',
      'version two',
      [1_300_011, 2],
    ])
    expect(updatedTree).toEqual(source)
    expect([manager.installedAssetPacks(), await code(manager.contents('readme.txt'))]).toEqual([
      [],
      'fileNotFound',
    ])
  })

  test('fetches essential packs at the first start and goes on after a restart, also offline', async () => {
    const world = await World.open({ essential: { installationEventTypes: ['firstInstallation'] } })
    const first = await world.manager()
    await first.start()
    await first.close()
    const second = await world.manager()
    await second.start()
    await second.whenIdle()
    const readme = Buffer.from(await second.contents('readme.txt')).toString()
    await second.close()
    await world.server.close()
    const third = await world.manager()
    expect([
      readme,
      third.assetPackIsAvailableLocally('Tutorial'),
      String(await third.localStatus('tutorial')),
      (await third.allAssetPacks().catch(() => [])).map(({ id }) => id),
    ]).toEqual(['version one', true, '[upToDate, downloaded]', ['tutorial']])
  })

  test('an update that is found because somebody asked for the list comes by itself', async () => {
    const world = await World.open()
    const manager = await world.manager()
    await manager.start()
    await manager.ensureLocalAvailability(await manager.assetPack('tutorial'))
    await writeFile(join(world.directory, 'source/readme.txt'), 'version two')
    await world.publish()
    const updated = new Promise<number>((resolve) => {
      manager.onInstalled(({ assetPack }) => {
        resolve(assetPack.version)
      })
    })
    await manager.refresh()
    expect(await updated).toBe(2)
  })

  test('without its worker, as in a bundle of somebody else, it is not opened, and the error says what is missing', async () => {
    const world = await World.open()
    const unpackWorker = pathToFileURL(join(world.directory, 'unpack-worker.js'))
    await expect(world.manager({ unpackWorker })).rejects.toMatchObject({
      code: 'invalidArgument',
      details: { option: 'unpackWorker', path: join(world.directory, 'unpack-worker.js') },
    })
    expect(await code(world.manager())).toBe('done')
  })

  test('a worker that lacks one of its files fails a download once, not again and again', async () => {
    const world = await World.open()
    const path = join(world.directory, 'unpack-worker.js')
    await writeFile(path, "import './errors.js'\n")
    const manager = await world.manager({ unpackWorker: pathToFileURL(path) })
    await expect(manager.ensureLocalAvailability(await manager.assetPack('tutorial'))).rejects.toMatchObject({
      code: 'invalidArgument',
      message: expect.stringContaining('errors.js') as string,
    })
    expect(manager.downloads().map(({ state }) => state.kind)).toEqual(['failed'])
  })

  test('one process has the container, and what was opened for nothing is closed again', async () => {
    const world = await World.open()
    const manager = await world.manager()
    const second = await world.manager().catch((error: unknown) => error)
    await manager.close()
    const missingRoot = await code(
      world.manager({ configurationDirectory: join(world.directory, 'nowhere') }),
    )
    const third = await world.manager()
    expect([second, missingRoot, await code(third.manifest())]).toEqual([
      expect.objectContaining({
        code: 'containerLocked',
        message:
          'This process has these packs open already, in another manager. Use that one, or close it first.',
      }),
      'configurationInvalid',
      'done',
    ])
  })

  test('a repository that the app was not made for is not believed', async () => {
    const [world, stranger] = [await World.open(), await World.open()]
    const rootMetadata = await readFile(join(stranger.directory, 'repository/metadata/root.json'))
    const manager = await world.manager({ rootMetadata })
    const broken = new TextEncoder().encode('{}')
    const containerDirectory = join(world.directory, 'other')
    const unfit = world.manager({ rootMetadata: broken, containerDirectory }).then((it) => it.manifest())
    expect(await Promise.all([code(manager.manifest()), code(unfit)])).toEqual([
      'signatureInvalid',
      'metadataInvalid',
    ])
  })

  test('a repository that lost its bundles ends the download with its code, and the list stays', async () => {
    const world = await World.open()
    const manager = await world.manager()
    await rm(join(world.directory, 'repository/bundles'), { recursive: true })
    expect(await code(manager.ensureLocalAvailability(await manager.assetPack('tutorial')))).toBe(
      'remoteNotFound',
    )
    expect(manager.downloads().map(({ state }) => state.kind)).toEqual(['failed'])
  })

  test('where traffic is to be spared, what comes by itself waits until the limit ends', async () => {
    const world = await World.open({ prefetch: { installationEventTypes: ['firstInstallation'] } })
    const manager = await world.manager()
    manager.setLimits({ treatAsMetered: true })
    await manager.start()
    await manager.whenIdle()
    const [waiting] = manager.downloads()
    manager.setLimits({})
    await manager.whenIdle()
    expect([waiting?.progress.waitingFor, manager.assetPackIsAvailableLocally('tutorial')]).toEqual([
      'metered',
      true,
    ])
  })

  test('what comes by itself gives way to what somebody asks for', async () => {
    const world = await World.open({ prefetch: { installationEventTypes: ['firstInstallation'] } })
    const ways: unknown[] = []
    const recording = (): Transport => {
      const base = new NodeTransport({ clock: systemClock, connectionsPerHost: 8 })
      return {
        read: (request) => base.read(request),
        download: (request) => {
          ways.push(request.whileGivingWay?.aborted === false)
          return base.download(request)
        },
        close: () => base.close(),
      }
    }
    const manager = await world.manager({ transport: recording() })
    await manager.start()
    await manager.whenIdle()
    const byItself = ways.splice(0)
    const containerDirectory = join(world.directory, 'asked')
    const asking = await world.manager({ transport: recording(), containerDirectory })
    await asking.ensureLocalAvailability(await asking.assetPack('tutorial'))
    expect([new Set(byItself), new Set(ways)]).toEqual([new Set([true]), new Set([false])])
  })

  test('limits on downloads are in force at once and at the next start, from the first request on', async () => {
    const world = await World.open()
    const first = await world.manager()
    first.setLimits({ bytesPerSecond: 2_000_000 })
    const atOnce = first.limits()
    await first.close()
    const limited: boolean[] = []
    const second = await world.manager({
      transport: {
        read: ({ pace }) => {
          limited.push(pace?.whileUnlimited.aborted ?? false)
          if (limited.length === 1) second.setLimits({})
          return Promise.reject(new AssetPackError('remoteForbidden', 'Not today.'))
        },
        download: () => Promise.reject(new AssetPackError('remoteForbidden', 'Not today.')),
        close: () => Promise.resolve(),
      },
    })
    const kept = second.limits()
    await code(second.refresh())
    await code(second.refresh())
    expect([atOnce, kept, second.limits(), limited.slice(0, 2)]).toEqual([
      { bytesPerSecond: 2_000_000 },
      { bytesPerSecond: 2_000_000 },
      {},
      [true, false],
    ])
  })
})
