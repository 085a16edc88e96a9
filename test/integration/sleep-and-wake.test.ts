import { describe, expect, test } from 'vitest'
import type { AssetPackManager, Logger } from '../../src-main/index'
import { seededBytes } from '../support/file-tree'
import { ManualClock } from '../support/manual-clock'
import { ManualConditions } from '../support/manual-conditions'
import { PackWorld, untilKind } from '../support/pack-world'

const hour = 3_600_000
const half = 1_000_000
const files = { 'maps/dock.bin': seededBytes(2 * half, 1) }

/** A machine whose clocks are the test's, in front of a real host that falls silent in the middle of a pack. */
async function halfWay(): Promise<{
  readonly world: PackWorld
  readonly manager: AssetPackManager
  readonly clock: ManualClock
  readonly conditions: ManualConditions
  readonly waiting: Promise<void>
  readonly warnings: string[]
}> {
  const world = await PackWorld.open({ maps: files })
  const clock = new ManualClock(Date.now())
  const conditions = new ManualConditions()
  const warnings: string[] = []
  const logger: Logger = {
    log: (level, message) => {
      if (level === 'warn') warnings.push(message)
    },
  }
  const manager = await world.manager({ clock, conditions, logger })
  world.host.fallSilentAfter(half)
  const waiting = manager.ensureLocalAvailability(await manager.assetPack('maps'))
  waiting.catch(() => undefined)
  await until(() => (manager.downloads()[0]?.progress.completedBytes ?? 0) >= half)
  world.host.fallSilentAfter(undefined)
  return { world, manager, clock, conditions, waiting, warnings }
}

/** Lets everything go on that needs no time until `isSo`. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve))
}

/** Until the clocks are compared again, at most. */
const beat = 10_000

describe('a pack that is on its way when the machine falls asleep', () => {
  test('goes on from its byte after a sleep that the system announces', async () => {
    const { world, manager, clock, conditions, waiting, warnings } = await halfWay()
    const updates = manager.statusUpdates('maps')
    conditions.set({ asleep: true })
    await untilKind(updates, 'paused')
    clock.sleep(8 * hour)
    conditions.wake()
    await waiting
    expect({
      ranges: world.host.bundleRequests.map(({ range }) => range?.replace(/-.*/, '')),
      text: (await manager.contents('maps/dock.bin')).length,
      warnings,
    }).toEqual({ ranges: [undefined, `bytes=${String(half)}`], text: 2 * half, warnings: [] })
  })

  test.for([false, true])(
    'goes on from its byte after a sleep that nobody announces (timers count it: %s)',
    async (timersCount) => {
      const { world, manager, clock, waiting, warnings } = await halfWay()
      clock.sleep(8 * hour, { timersCount })
      await clock.advance(beat)
      await waiting
      expect({
        ranges: world.host.bundleRequests.map(({ range }) => range?.replace(/-.*/, '')),
        isHere: manager.assetPackIsAvailableLocally('maps'),
        warnings,
      }).toEqual({ ranges: [undefined, `bytes=${String(half)}`], isHere: true, warnings: [] })
    },
  )

  test('D-17 is not touched when somebody sets the clock on the wall, forwards or back', async () => {
    const { world, clock, waiting } = await halfWay()
    for (const jump of [24 * hour, -48 * hour]) {
      clock.setWall(jump)
      await clock.advance(beat / 2)
    }
    const before = world.host.bundleRequests.length
    clock.sleep(hour)
    await clock.advance(beat)
    await waiting
    expect([before, world.host.bundleRequests.length]).toEqual([1, 2])
  })
})

describe('what the system does by itself', () => {
  test('finds after a night what was published in it, without waiting for the rest of the interval', async () => {
    const world = await PackWorld.open({ maps: { 'maps/name.txt': 'one' } })
    const clock = new ManualClock(Date.now())
    const manager = await world.manager({ clock })
    await manager.ensureLocalAvailability(await manager.assetPack('maps'))
    await manager.start()
    await manager.whenIdle()
    await clock.advance(hour)
    await world.publish('maps', { 'maps/name.txt': 'two' })
    clock.sleep(8 * hour)
    const installed = new Promise<void>((resolve) => {
      manager.onInstalled(() => {
        resolve()
      })
    })
    await clock.advance(beat)
    await installed
    expect(manager.localVersion('maps')).toBe(2)
  })

  test('D-17 does not ask a thousand times for what it missed in days of sleep', async () => {
    const world = await PackWorld.open({ maps: { 'maps/name.txt': 'one' } })
    const clock = new ManualClock(Date.now())
    const manager = await world.manager({ clock })
    await manager.start()
    const checks = (): number => world.host.requestsFor('/metadata/timestamp')
    const before = checks()
    clock.sleep(5 * 24 * hour, { timersCount: true })
    await clock.advance(beat)
    await until(() => checks() > before && !manager.libraryFacts.checking)
    await clock.advance(hour)
    await manager.close()
    expect(checks() - before).toBe(1)
  })
})
