import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { AssetPackManager } from '../../src-main/index'
import { parseConfiguration } from '../../src-main/index'
import { code, World } from '../support/embedding-world'
import { fileTree, seededBytes } from '../support/file-tree'
import { GatedHost } from '../support/gated-host'
import { bundleNodeProgram } from '../support/node-program'
import { noSmallDisk, openSmallDisk } from '../support/small-disk'
import { temporaryDirectory } from '../support/temporary-directory'

/** A folder on another drive than the tests' own; `undefined` where there is none. */
async function folderElsewhere(): Promise<string | undefined> {
  const memory = await stat('/dev/shm').catch(() => undefined)
  const here = await stat(await temporaryDirectory())
  if (memory === undefined || memory.dev === here.dev) return undefined
  const directory = await mkdtemp('/dev/shm/packhouse-move-')
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  return directory
}

const noOtherDrive = 'this machine has no second drive that anybody may write to'

interface Scene {
  readonly world: World
  readonly host: GatedHost
  readonly manager: AssetPackManager
  readonly container: string
}

/** Version 1 is installed, version 2 is on its way, and its bundle does not come before the gate opens. */
async function updating(): Promise<Scene> {
  const world = await World.open()
  const host = await GatedHost.start(join(world.directory, 'repository'))
  const configuration = parseConfiguration({
    appGroupID: 'group.example',
    hasManagedAssetPacks: true,
    manifestURL: host.url,
    rootMetadata: 'repository/metadata/root.json',
  })
  const manager = await world.manager({ configuration })
  await manager.ensureLocalAvailability(await manager.assetPack('tutorial'))
  await writeFile(join(world.directory, 'source/readme.txt'), 'version two')
  await writeFile(join(world.directory, 'source/maps/new.bin'), seededBytes(300_000, 3))
  await world.publish()
  host.close()
  const asked = host.bundleAskedFor()
  await manager.checkForUpdates()
  await asked
  return { world, host, manager, container: manager.containerDirectory }
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString()

describe('packs that move while their manager is open', () => {
  test.for(['the same drive', 'another drive'])(
    'to %s can be read all the time, and downloads go on',
    async (drive, { skip }) => {
      const elsewhere = drive === 'the same drive' ? await temporaryDirectory() : await folderElsewhere()
      if (elsewhere === undefined) return skip(noOtherDrive)
      const { world, host, manager, container } = await updating()
      const place = join(elsewhere, 'packs')
      const open = await manager.descriptor('readme.txt')
      const url = await manager.url('maps/dock.bin')
      const reads: string[] = []
      const state = { isMoving: true }
      const reading = (async () => {
        while (state.isMoving) reads.push(text(await manager.contents('readme.txt')))
      })()
      const plan = await manager.planContainerMove(place)
      const moved = await manager.moveContainer(place)
      state.isMoving = false
      await reading
      const stillOpen = String(await open.readFile())
      await open.close()
      const movedURL = await manager.url('maps/dock.bin')
      host.open()
      await manager.whenIdle()
      const readme = text(await manager.contents('readme.txt'))
      const source = await fileTree(join(world.directory, 'source'))
      const { findings } = await manager.verify('tutorial')

      expect([plan.directory, plan.mustCopy, moved.wasCopied, moved.directory]).toEqual([
        place,
        drive === 'another drive',
        drive === 'another drive',
        place,
      ])
      expect([new Set(reads), stillOpen, url.href, movedURL.href]).toEqual([
        new Set(['version one']),
        'version one',
        `file://${container}/packs/tutorial/1/maps/dock.bin`,
        `file://${place}/packs/tutorial/1/maps/dock.bin`,
      ])
      expect([readme, await fileTree(join(place, 'packs/tutorial/2')), findings]).toEqual([
        'version two',
        source,
        [],
      ])
      await manager.close()
      const again = await world.manager()
      expect([again.containerDirectory, again.localVersion('tutorial'), await readdir(container)]).toEqual([
        place,
        2,
        ['lock', 'lock.pid', 'moved-to'],
      ])
    },
  )

  test('stay where they are for somebody who leaves, and a pause of meanwhile holds', async () => {
    const { host, manager, container } = await updating()
    const place = join(await temporaryDirectory(), 'packs')
    const leaving = new AbortController()
    const moving = manager.moveContainer(place, {
      signal: leaving.signal,
      onProgress: () => {
        manager.pause('tutorial')
        leaving.abort()
      },
    })
    const left = await code(moving)
    const states = manager.downloads().map(({ state }) => state.kind)
    host.open()
    manager.resume('tutorial')
    await manager.whenIdle()

    expect([left, states, manager.containerDirectory, manager.localVersion('tutorial')]).toEqual([
      'cancelled',
      ['paused'],
      container,
      2,
    ])
    expect(await code(readdir(place))).not.toBe('done')
  })

  test('let a check of files end first, and catalogs be asked while they move', async () => {
    const world = await World.open()
    const manager = await world.manager()
    await manager.ensureLocalAvailability(await manager.assetPack('tutorial'))
    const place = join(await temporaryDirectory(), 'packs')
    const order: string[] = []
    const note = <T>(name: string, work: Promise<T>): Promise<T> =>
      work.finally(() => {
        order.push(name)
      })
    let moving: Promise<unknown> | undefined
    const onProgress = (): void => {
      moving ??= Promise.all([note('moved', manager.moveContainer(place)), manager.refresh()])
    }
    const verified = await note('checked', manager.verify('tutorial', { onProgress }))
    await moving
    const later = await manager.verify('tutorial')

    expect([order, verified.findings, later.findings, await manager.localSize('tutorial')]).toEqual([
      ['checked', 'moved'],
      [],
      [],
      1_300_011,
    ])
  })
})

describe('a disk with no room for the packs', () => {
  let program = ''
  beforeAll(async () => {
    program = await bundleNodeProgram(
      join(import.meta.dirname, '../support/moving-container.ts'),
      'moving-container',
    )
  })
  afterAll(async () => {
    await rm(join(program, '..'), { recursive: true, force: true })
  })

  test.for([
    ['refuses packs that move while they are open, which stay in use', '2m', undefined],
    ['takes them when it has', '8m', 'new'],
  ] as const)('%s', async ([, size, came], { skip }) => {
    const disk = await openSmallDisk(size)
    if (disk === undefined) return skip(noSmallDisk)
    const container = join(await temporaryDirectory(), 'packs')
    const place = join(disk.directory, 'new')
    const words = [...disk.enter, process.execPath, program, container, place]
    const { stdout } = await promisify(execFile)('env', words)
    const refusal = { code: 'outOfSpace', details: { path: place } }

    expect([JSON.parse(stdout), await readdir(disk.seenFromHere)]).toMatchObject([
      {
        asked: came === undefined ? refusal : { directory: place, mustCopy: true },
        moved: came === undefined ? refusal : { from: container, directory: place, wasCopied: true },
        directory: came === undefined ? container : place,
        text: 'version 2',
      },
      came === undefined ? [] : [came],
    ])
  })
})
