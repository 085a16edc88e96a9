import { describe, expect, test } from 'vitest'
import { AssetPackStatus, type AssetPackManager } from '../../../src-main/index'
import { code } from '../../support/embedding-world'
import { PackWorld } from '../../support/pack-world'

const first = { 'maps/dock.txt': 'one' }
const second = { 'maps/dock.txt': 'two' }
const third = { 'maps/dock.txt': 'three' }

/** Version 1 is here, version 2 is offered, and that is known. */
async function outOfDate(): Promise<[PackWorld, AssetPackManager]> {
  const world = await PackWorld.open({ maps: first })
  const manager = await world.manager()
  await manager.ensureLocalAvailability(await manager.assetPack('maps'))
  await world.publish('maps', second)
  await manager.refresh()
  return [world, manager]
}

async function statusOf(manager: AssetPackManager): Promise<string> {
  return String(await manager.status('maps'))
}

describe('AssetPack.Status', () => {
  test('has the bits of the original', () => {
    const flags = [...new AssetPackStatus(127)]

    expect(flags.map((flag) => [flag, AssetPackStatus.of(flag).rawValue])).toEqual([
      ['downloadAvailable', 1],
      ['updateAvailable', 2],
      ['upToDate', 4],
      ['outOfDate', 8],
      ['obsolete', 16],
      ['downloading', 32],
      ['downloaded', 64],
    ])
  })

  test('is a set, which comes back from its number as an equal one', () => {
    const stale = AssetPackStatus.of('downloaded', 'outOfDate')
    const fresh = stale.without('outOfDate').with('upToDate')

    expect([stale.has('outOfDate'), fresh.has('outOfDate'), String(fresh)]).toEqual([
      true,
      false,
      '[upToDate, downloaded]',
    ])
    expect([new AssetPackStatus(fresh.toJSON()).equals(fresh), fresh.equals(stale)]).toEqual([true, false])
  })

  test('of a pack that is offered and not here', async () => {
    const world = await PackWorld.open({ maps: first })
    const manager = await world.manager()
    const before = await statusOf(manager)
    await world.startHeld(manager, 'maps')

    expect([before, await statusOf(manager)]).toEqual([
      '[downloadAvailable]',
      '[downloadAvailable, downloading]',
    ])
  })

  test('of a pack that is here and current', async () => {
    const world = await PackWorld.open({ maps: first })
    const manager = await world.manager()
    await manager.ensureLocalAvailability(await manager.assetPack('maps'))

    expect([await statusOf(manager), String(await manager.localStatus('maps'))]).toEqual([
      '[upToDate, downloaded]',
      '[upToDate, downloaded]',
    ])
  })

  test('of a pack whose update can be fetched, and is', async () => {
    const [world, manager] = await outOfDate()
    const before = await statusOf(manager)
    await world.startHeld(manager, 'maps')

    expect([before, await statusOf(manager)]).toEqual([
      '[updateAvailable, outOfDate, downloaded]',
      '[updateAvailable, outOfDate, downloading, downloaded]',
    ])
  })

  test('of a pack whose update cannot be fetched over the present connection', async () => {
    const [world, manager] = await outOfDate()
    world.host.disappear()
    const asked = await code(manager.refresh())

    expect([asked, await statusOf(manager), String(await manager.localStatus('maps'))]).toEqual([
      'hostUnavailable',
      '[outOfDate, downloaded]',
      '[outOfDate, downloaded]',
    ])
  })

  test('of a pack that is here and no longer offered', async () => {
    const [world, manager] = await outOfDate()
    await world.withdraw('maps')
    await manager.refresh()

    expect(await statusOf(manager)).toBe('[obsolete, downloaded]')
  })

  test('of a name that nobody knows, asked offline, is the empty set', async () => {
    const world = await PackWorld.open({ maps: first })
    const manager = await world.manager()

    expect(String(await manager.localStatus('nobody'))).toBe('[]')
  })

  test('offers an update only while the server has not moved past the value that is asked about', async () => {
    const [world, manager] = await outOfDate()
    const held = await manager.assetPack('maps')
    const before = String(await manager.status(held))
    await world.publish('maps', third)
    await manager.refresh()

    expect([before, String(await manager.status(held))]).toEqual([
      '[updateAvailable, outOfDate, downloaded]',
      '[outOfDate, downloaded]',
    ])
  })
})
