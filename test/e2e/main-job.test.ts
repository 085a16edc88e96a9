import { rm } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { RunningApp } from '../support/electron-app'
import { openWorld, slow, type World } from '../support/electron-world'
import { fileTree } from '../support/file-tree'
import { packFiles } from '../support/published-packs'

/** Expects the files that were published last, beside nothing but the versions kept from `before`. */
async function expectNewest(world: World, id: string, before: readonly unknown[] = []): Promise<void> {
  const versions = await world.installed(id)
  expect(await Promise.all(versions.map(fileTree))).toEqual([...before, await fileTree(world.source(id))])
}

describe('the desktop app', () => {
  test('installs what is essential at the first start, then what is prefetched', async () => {
    const world = await openWorld()
    const app = await RunningApp.start(world)
    await app.waitFor('tutorial', 'upToDate')
    await app.waitFor('voices', 'upToDate')
    await app.waitFor('maps', 'notInstalled')
    await expectNewest(world, 'tutorial')
    expect(app.problems).toEqual([])
  })

  test('installs a pack on demand, and removes it again', async () => {
    const world = await openWorld()
    const app = await RunningApp.start(world)
    await app.press('install-maps')
    await app.waitFor('maps', 'upToDate')
    await expectNewest(world, 'maps')
    await app.press('more-maps')
    await app.press('remove-maps')
    await app.press('confirm-remove')
    await app.waitFor('maps', 'notInstalled')
    // Its files stay for as long as it can be taken back, and no longer than the app runs.
    await app.quit()
    expect(await world.installed('maps')).toEqual([])
  })

  test('finds everything as it was after a restart', async () => {
    const world = await openWorld()
    const first = await RunningApp.start(world)
    await first.waitFor('tutorial', 'upToDate')
    await first.waitFor('voices', 'upToDate')
    await first.quit()
    const before = world.line.bytesBrought
    const second = await RunningApp.start(world)
    await second.waitFor('tutorial', 'upToDate')
    await second.waitFor('voices', 'upToDate')
    await second.waitForConnection('online')
    expect(world.line.bytesBrought - before).toBeLessThan(50_000)
  })

  test('goes on after a pause and a restart, and fetches only the rest', async () => {
    const world = await openWorld()
    const first = await RunningApp.start(world)
    await first.waitFor('voices', 'upToDate')
    world.line.bytesPerSecond = slow
    await first.press('install-maps')
    await first.waitForProgress('maps', 0.3)
    await first.press('pause-maps')
    await first.waitFor('maps', 'paused')
    await first.quit()
    expect(await world.installed('maps')).toEqual([])
    world.line.bytesPerSecond = undefined
    const before = world.line.bytesBrought
    const second = await RunningApp.start(world)
    await second.waitFor('maps', 'paused')
    await second.press('resume-maps')
    await second.waitFor('maps', 'upToDate')
    await expectNewest(world, 'maps')
    expect(world.line.bytesBrought - before).toBeLessThan(7_500_000)
  })

  test('updates to a new version and keeps the old one until it is whole', async () => {
    const world = await openWorld()
    const app = await RunningApp.start(world)
    await app.press('install-maps')
    await app.waitFor('maps', 'upToDate')
    const old = await fileTree(world.source('maps'))
    await world.publishVersion('maps', {
      ...packFiles(30, 4_000_000),
      ...packFiles(99, 500_000),
      'new.txt': 'new',
    })
    world.line.bytesPerSecond = slow / 5
    await app.press('check-for-updates')
    await app.waitFor('maps', 'downloading')
    expect(await Promise.all((await world.installed('maps')).map(fileTree))).toEqual([old])
    world.line.bytesPerSecond = undefined
    await app.waitFor('maps', 'upToDate')
    await expectNewest(world, 'maps', [old])
  })

  test('says that the host cannot be reached, and goes on by itself when it can', async () => {
    const world = await openWorld()
    world.line.cut()
    const app = await RunningApp.start(world)
    await app.waitForConnection('unreachable')
    world.line.mend()
    await app.press('try-now')
    await app.waitFor('tutorial', 'upToDate')
  })

  test('learns from a download that the host is gone, and from its bytes that it is back', async () => {
    const world = await openWorld()
    const app = await RunningApp.start(world)
    await app.waitFor('voices', 'upToDate')
    world.line.bytesPerSecond = slow
    await app.press('install-maps')
    await app.waitFor('maps', 'downloading')
    await app.waitForConnection('online')
    world.line.cut()
    await app.waitForConnection('unreachable')
    world.line.mend()
    world.line.bytesPerSecond = slow
    await app.waitForConnection('online')
    world.line.bytesPerSecond = undefined
    await app.waitFor('maps', 'upToDate')
  })

  test('says that the computer is offline, with the installed packs still there', async () => {
    const world = await openWorld()
    const first = await RunningApp.start(world)
    await first.waitFor('voices', 'upToDate')
    await first.quit()
    // A host on this machine needs no network, so it must be another one.
    await world.configure({ manifestURL: 'https://packs.invalid/' })
    const second = await RunningApp.start(world)
    await second.application.evaluate(({ net }) => {
      Object.defineProperty(net, 'isOnline', { value: () => false, configurable: true })
    })
    await second.waitForConnection('offline')
    await second.waitFor('tutorial', 'upToDate')
  })

  test('opens with a clear page when there is no configuration', async () => {
    const world = await openWorld()
    await rm(world.configuration)
    const app = await RunningApp.start(world)
    expect(await app.page.getByTestId('startup-problem').getAttribute('data-state')).toBe('fileNotFound')
    expect(app.problems).toEqual([])
  })

  test('gives its window the size that it had', async () => {
    const world = await openWorld()
    const first = await RunningApp.start(world)
    await first.resize(900, 640)
    await first.quit()
    const second = await RunningApp.start(world)
    expect(await second.size()).toEqual([900, 640])
    await second.quit()
  })
})
