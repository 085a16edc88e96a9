import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RunningApp } from '../support/electron-app'
import type { AppSettingsChange } from '../../src-shared/domain/app-settings'
import { openWorld, slow, type World } from '../support/electron-world'

test('ends when its window is closed', async () => {
  const app = await RunningApp.start(await openWorld())
  await app.waitFor('tutorial', 'upToDate')
  const ended = once(app.application.process(), 'exit')
  await app.closeWindow()
  expect(await ended).toEqual([0, null])
})

test('stays on macOS when its window is closed, goes on installing, and shows a new window from the dock', async () => {
  const world = await openWorld()
  // What is usual on macOS.
  await keepSettings(world, { whenClosed: 'keepRunning' })
  const app = await RunningApp.start(world)
  await app.waitFor('voices', 'upToDate')
  world.line.bytesPerSecond = slow
  await app.press('install-maps')
  await app.waitForProgress('maps', 0.1)
  await closeWindowOnMac(app)
  expect(await world.installed('maps')).toEqual([])
  world.line.bytesPerSecond = undefined
  await expect.poll(() => world.installed('maps'), { timeout: 30_000, interval: 50 }).toHaveLength(1)

  const reopened = app.application.waitForEvent('window')
  await app.application.evaluate(({ app: electron }) => electron.emit('activate'))
  await (await reopened).getByTestId('pack-maps').first().waitFor()
})

test('stays where its person wants that when its window is closed, and ends when asked to', async () => {
  const world = await openWorld()
  await keepSettings(world, { whenClosed: 'keepRunning' })
  const app = await RunningApp.start(world)
  await app.waitFor('voices', 'upToDate')
  const isKept = await app.application.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    return new Promise((resolve) => {
      window?.once('close', (event) => {
        resolve(event.defaultPrevented)
      })
      window?.close()
    })
  })
  const ended = once(app.application.process(), 'exit')
  await app.quit()
  expect([isKept, await ended]).toEqual([true, [0, null]])
})

/** Puts settings where the app keeps them. */
async function keepSettings({ userData }: World, settings: AppSettingsChange): Promise<void> {
  await writeFile(
    join(userData, 'settings.json'),
    JSON.stringify({ formatVersion: 1, welcomed: true, ...settings }),
  )
}

/**
 * Closes the window on what the app believes to be macOS. It believes so only until it has answered to the closed window,
 * for the rest of it may take other ways there. That moment is known in the app alone: Playwright hears of the closed page
 * before, and what it asks for then may come first.
 */
function closeWindowOnMac(app: RunningApp): Promise<void> {
  return app.application.evaluate(({ app: electron, BrowserWindow }) => {
    const real = process.platform
    const believe = (value: string): void => {
      Object.defineProperty(process, 'platform', { value })
    }
    return new Promise<void>((resolve) => {
      electron.once('window-all-closed', () => {
        believe(real)
        resolve()
      })
      believe('darwin')
      BrowserWindow.getAllWindows()[0]?.close()
    })
  })
}
