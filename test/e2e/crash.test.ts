import { describe, expect, test } from 'vitest'
import { RunningApp } from '../support/electron-app'
import { openWorld, slow, type World } from '../support/electron-world'
import { fileTree } from '../support/file-tree'
import { packFiles } from '../support/published-packs'

/** Moments of a download, as the share of it that is done. */
const moments = [0.05, 0.4, 0.8]

async function killDuring(
  world: World,
  begin: (app: RunningApp) => Promise<void>,
  before: readonly unknown[],
): Promise<void> {
  const newest = await fileTree(world.source('maps'))
  const whole = [...before, newest]
  let app = await RunningApp.start(world)
  await app.waitFor('voices', 'upToDate')
  world.line.bytesPerSecond = slow
  await begin(app)
  for (const moment of moments) {
    await app.waitForProgress('maps', moment)
    await app.kill()
    const versions = await Promise.all((await world.installed('maps')).map(fileTree))
    expect(
      versions.filter((version) => !whole.some((one) => JSON.stringify(one) === JSON.stringify(version))),
    ).toEqual([])
    app = await RunningApp.start(world)
  }
  world.line.bytesPerSecond = undefined
  await app.waitFor('maps', 'upToDate')
  await app.quit()
  expect(await Promise.all((await world.installed('maps')).map(fileTree))).toEqual(whole)
}

describe('kill -9', () => {
  test('D-01 during an install leaves nothing or all of it, and the next start goes on', async () => {
    const world = await openWorld()
    await killDuring(world, (app) => app.press('install-maps'), [])
  })

  test('D-01 during an update leaves the old version or the new one whole, and the next start goes on', async () => {
    const world = await openWorld()
    const app = await RunningApp.start(world)
    await app.press('install-maps')
    await app.waitFor('maps', 'upToDate')
    await app.waitFor('voices', 'upToDate')
    await app.quit()
    const old = await fileTree(world.source('maps'))
    await world.publishVersion('maps', packFiles(70, 4_000_000))
    const check = (running: RunningApp): Promise<void> => running.press('check-for-updates')
    await killDuring(world, check, [old])
  })
})
