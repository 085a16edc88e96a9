import { describe, expect, test } from 'vitest'
import { LocalAvailabilityError } from '../../../src-main/index'
import { code } from '../../support/embedding-world'
import { seededBytes } from '../../support/file-tree'
import { PackWorld } from '../../support/pack-world'

const files = { 'maps/dock.bin': seededBytes(300_000, 1), 'maps/name.txt': 'one' }
const newer = { ...files, 'maps/name.txt': 'two' }

describe('AssetPackManager', () => {
  test('answers a thousand who want one pack at the same time with one download', async () => {
    const world = await PackWorld.open({ maps: files })
    const manager = await world.manager()
    const pack = await manager.assetPack('maps')
    const installs: number[] = []
    manager.onInstalled(({ bytesFetched }) => installs.push(bytesFetched))
    await Promise.all(Array.from({ length: 1000 }, () => manager.ensureLocalAvailability(pack)))

    expect([installs.length, manager.assetPackIsAvailableLocally('maps')]).toEqual([1, true])
  })

  test('lists what is offered, ordered by id, and gives each pack by its name, ignoring case', async () => {
    const world = await PackWorld.open({ sounds: { 'sounds.txt': 's' }, Maps: files })
    const manager = await world.manager()
    const listed = await manager.allAssetPacks()
    const { assetPacks } = await manager.manifest()

    expect([
      listed.map(String),
      assetPacks.every((pack, index) => listed[index]?.equals(pack)),
      String(await manager.assetPack('maps')),
    ]).toEqual([
      ['AssetPack(id: "Maps", version: 1)', 'AssetPack(id: "sounds", version: 1)'],
      true,
      'AssetPack(id: "Maps", version: 1)',
    ])
  })

  test('knows what is here without a host, also in the next process, and of what is not that it is not', async () => {
    const world = await PackWorld.open({ maps: files, sounds: { 'sounds.txt': 's' } })
    const first = await world.manager()
    await first.ensureLocalAvailability(await first.assetPack('maps'))
    await first.close()
    world.host.disappear()
    const manager = await world.manager()
    const ids = ['maps', 'MAPS', 'sounds', 'nobody', 'no name']

    expect([
      ids.map((id) => manager.assetPackIsAvailableLocally(id)),
      (await Promise.all(ids.map((id) => manager.localStatus(id)))).map(String),
    ]).toEqual([
      [true, true, false, false, false],
      ['[upToDate, downloaded]', '[upToDate, downloaded]', '[]', '[]', '[]'],
    ])
  })

  test('takes any version that is here, and the newest when that is required', async () => {
    const world = await PackWorld.open({ maps: files })
    const manager = await world.manager()
    await manager.ensureLocalAvailability(await manager.assetPack('maps'))
    await world.publish('maps', newer)
    await manager.refresh()
    const pack = await manager.assetPack('maps')
    await manager.ensureLocalAvailability(pack)
    const old = manager.localVersion('maps')
    await manager.ensureLocalAvailability(pack, { requireLatestVersion: true })

    expect([old, manager.localVersion('maps')]).toEqual([1, 2])
  })

  test('returns from a check for updates once they are registered, and reports only what that check set off', async () => {
    const world = await PackWorld.open({
      maps: files,
      gone: { 'gone/a.txt': 'a' },
      kept: { 'kept/a.txt': 'a' },
    })
    const manager = await world.manager()
    await manager.ensureLocalAvailability(await manager.allAssetPacks())
    await world.publish('maps', newer)
    await world.withdraw('gone')
    world.host.close()
    const first = await manager.checkForUpdates()
    const second = await manager.checkForUpdates()

    expect([first, second, manager.localVersion('maps')]).toEqual([
      { updatingIDs: ['maps'], removedIDs: ['gone'] },
      { updatingIDs: [], removedIDs: [] },
      1,
    ])
  })

  test('removes a pack, its running download first; doing it again does nothing, and it can come back', async () => {
    const world = await PackWorld.open({ maps: files })
    const manager = await world.manager()
    await manager.ensureLocalAvailability(await manager.assetPack('maps'))
    await world.publish('maps', newer)
    await manager.refresh()
    await world.startHeld(manager, 'maps')
    await manager.remove('maps')
    await manager.remove('maps')
    const gone = [manager.downloads().length, manager.assetPackIsAvailableLocally('maps')]
    world.host.open()
    await manager.ensureLocalAvailability(await manager.assetPack('maps'))

    expect([gone, manager.localVersion('maps')]).toEqual([[0, false], 2])
  })

  test('knows version and size of what is here, and says of the rest that it is not', async () => {
    const world = await PackWorld.open({ maps: files })
    const manager = await world.manager()
    const versionOf = (): number => manager.localVersion('maps')
    const before = [await code(Promise.resolve().then(versionOf)), await code(manager.localSize('maps'))]
    await manager.ensureLocalAvailability(await manager.assetPack('maps'))
    const [logical, allocated] = [
      await manager.localSize('maps', 'logical'),
      await manager.localSize('maps', 'allocated'),
    ]

    expect([before, versionOf(), logical, allocated >= logical]).toEqual([
      ['assetPackNotFound', 'assetPackNotFound'],
      1,
      300_003,
      true,
    ])
  })

  test('says assetPackNotFound of a name that the server does not offer', async () => {
    const world = await PackWorld.open({ maps: files })
    const manager = await world.manager()

    expect([await code(manager.assetPack('nobody')), await code(manager.status('nobody'))]).toEqual([
      'assetPackNotFound',
      'assetPackNotFound',
    ])
  })
})

describe('AssetPackManager.LocalAvailabilityError', () => {
  test('tells for a batch which packs are here and why the others are not', async () => {
    const world = await PackWorld.open({ maps: files, gone: { 'gone/a.txt': 'a' } })
    const manager = await world.manager()
    const packs = await manager.allAssetPacks()
    await world.withdraw('gone')
    await manager.refresh()
    const error: unknown = await manager.ensureLocalAvailability(packs).catch((thrown: unknown) => thrown)
    const { successes, failures, message } = error as LocalAvailabilityError

    expect([
      error instanceof LocalAvailabilityError,
      message,
      successes.map(({ id }) => id),
      [...failures].map(([{ id }, failure]) => [id, failure.code]),
      manager.assetPackIsAvailableLocally('maps'),
    ]).toEqual([
      true,
      'Of 2 asset packs 1 cannot be had: gone (assetPackNotFound).',
      ['maps'],
      [['gone', 'assetPackNotFound']],
      true,
    ])
  })
})
