import { once } from 'node:events'
import { expect, test } from 'vitest'
import { RunningApp } from '../support/electron-app'
import { openWorld, slow } from '../support/electron-world'

test('ends when its window is closed', async () => {
  const app = await RunningApp.start(await openWorld())
  await app.waitFor('tutorial', 'upToDate')
  const ended = once(app.application.process(), 'exit')
  await app.closeWindow()
  expect(await ended).toEqual([0, null])
})

test('stays on macOS when its window is closed, goes on installing, and shows a new window from the dock', async () => {
  const world = await openWorld()
  const app = await RunningApp.start(world)
  await app.waitFor('voices', 'upToDate')
  world.line.bytesPerSecond = slow
  await app.press('install-maps')
  await app.waitForProgress('maps', 0.1)
  // Only while the window closes: the rest of the app may take other ways on the system that it believes to run on.
  await setPlatform(app, 'darwin')
  await app.closeWindow()
  await setPlatform(app, process.platform)
  expect(await world.installed('maps')).toEqual([])
  world.line.bytesPerSecond = undefined
  await expect.poll(() => world.installed('maps'), { timeout: 30_000, interval: 50 }).toHaveLength(1)

  const reopened = app.application.waitForEvent('window')
  await app.application.evaluate(({ app: electron }) => electron.emit('activate'))
  await (await reopened).getByTestId('pack-maps').first().waitFor()
})

function setPlatform(app: RunningApp, platform: string): Promise<void> {
  return app.application.evaluate((_electron, value) => {
    Object.defineProperty(process, 'platform', { value })
  }, platform)
}
