import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect as expectPage } from 'playwright/test'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import type { AppSettingsChange } from '../../src-shared/domain/app-settings'
import { axeViolations } from '../support/axe'
import { appDirectory, RunningApp } from '../support/electron-app'
import { runElectron } from '../support/electron-process'
import { openWorld, slow, type World } from '../support/electron-world'
import { hasSessionBus, startSessionBus } from '../support/session-bus'
import { TrayWatcher } from '../support/tray-watcher'

beforeEach(() => {
  // Whatever desktop these tests run on: a session has a tray when a test gives it one.
  vi.stubEnv('DBUS_SESSION_BUS_ADDRESS', 'unix:path=/nowhere')
  onTestFinished(() => {
    vi.unstubAllEnvs()
  })
})

/** Puts settings where the app keeps them. */
async function keepSettings({ userData }: World, settings: AppSettingsChange): Promise<void> {
  await writeFile(
    join(userData, 'settings.json'),
    JSON.stringify({ formatVersion: 1, welcomed: true, ...settings }),
  )
}

/** The titles of the menu bar. */
function menuTitles({ application }: RunningApp): Promise<readonly string[]> {
  return application.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).map(({ label }) => label),
  )
}

/** Chooses an item of the menu as its person does. */
function choose({ application }: RunningApp, title: string, label: string): Promise<void> {
  return application.evaluate(
    ({ Menu, BrowserWindow }, [menu, item]) => {
      const found = Menu.getApplicationMenu()
        ?.items.find((one) => one.label === menu)
        ?.submenu?.items.find((one) => one.label === item)
      if (found === undefined) throw new Error(`There is no ${item} in ${menu}.`)
      const click = found.click as (...args: readonly unknown[]) => void
      click.call(found, undefined, BrowserWindow.getAllWindows()[0], undefined)
    },
    [title, label] as const,
  )
}

/** Whether the window is on the screen or the taskbar. */
function isShown({ application }: RunningApp): Promise<boolean> {
  return application.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.isVisible() === true ||
      BrowserWindow.getAllWindows()[0]?.isMinimized() === true,
  )
}

/** Closes the window as its person does, who may find that it only hides. */
async function closeOrHide({ application }: RunningApp): Promise<void> {
  await application.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.close()
  })
}

test('the menu speaks the person’s language, follows it at once, and leads to where its items say', async () => {
  const app = await RunningApp.start(await openWorld())
  await app.waitFor('voices', 'upToDate')
  const english = await menuTitles(app)
  await choose(app, 'View', 'Settings')
  await app.press('language')
  await app.press('language-de')
  await expect
    .poll(() => menuTitles(app), { timeout: 20_000 })
    .toEqual(['Datei', 'Bearbeiten', 'Ansicht', 'Pakete', 'Fenster', 'Hilfe'])
  await choose(app, 'Ansicht', 'Zu den Downloads')
  await expectPage(app.page).toHaveURL(/#\/downloads$/)
  await choose(app, 'Hilfe', 'Tastenkürzel')
  await expectPage(app.page.getByTestId('shortcut-sheet')).toBeVisible()
  const violations = await axeViolations(app)
  await app.page.keyboard.press('Escape')
  await expectPage(app.page.getByTestId('shortcut-sheet')).toHaveCount(0)
  expect([english, violations, app.problems]).toEqual([
    ['File', 'Edit', 'View', 'Packs', 'Window', 'Help'],
    [],
    [],
  ])
})

test('a key of the menu is heard once, by the window', async () => {
  const world = await openWorld()
  const app = await RunningApp.start(world)
  await app.waitFor('voices', 'upToDate')
  world.line.bytesPerSecond = slow
  await app.press('install-maps')
  await app.waitForProgress('maps', 0.05)
  await app.page.keyboard.press('Control+Shift+P')
  await app.waitFor('maps', 'paused')
  // Heard twice, it would have been resumed.
  await app.page.keyboard.press('Control+2')
  await expectPage(app.page).toHaveURL(/#\/downloads$/)
  await expectPage(app.page.getByTestId('pack-maps').first()).toHaveAttribute('data-state', 'paused')
})

test('started hidden on a desktop without a tray, the window is where its person finds it', async () => {
  const world = await openWorld()
  const app = await RunningApp.start(world, ['--hidden'])
  await app.waitFor('voices', 'upToDate')
  await expect.poll(() => isShown(app), { timeout: 20_000 }).toBe(true)
})

describe.skipIf(!hasSessionBus)('on a desktop with a tray', () => {
  async function openTray() {
    const { environment } = await startSessionBus()
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value)
    return TrayWatcher.start(environment)
  }

  test('closing the window leaves the app at work in the tray, which brings it back, pauses all and ends it', async () => {
    const watcher = await openTray()
    const world = await openWorld()
    await keepSettings(world, { whenClosed: 'keepRunning' })
    const app = await RunningApp.start(world)
    await app.waitFor('voices', 'upToDate')
    world.line.bytesPerSecond = slow
    await app.press('install-maps')
    await app.waitForProgress('maps', 0.05)
    await expect
      .poll(async () => JSON.stringify(await watcher.property('ToolTip')))
      .toMatch(/1 download, \d+%/)
    await closeOrHide(app)
    await expect.poll(() => isShown(app)).toBe(false)
    await watcher.choose('Pause everything')
    await app.waitFor('maps', 'paused')
    await expect
      .poll(async () => (await watcher.menu()).map(({ label }) => label))
      .toEqual([
        '1 download is paused',
        '-',
        'Open Packhouse Test',
        'Resume everything',
        'Check for updates',
        '-',
        'Settings…',
        'Quit Packhouse Test',
      ])
    await watcher.click()
    await expect.poll(() => isShown(app)).toBe(true)
    await watcher.choose('Settings…')
    await expectPage(app.page).toHaveURL(/#\/settings$/)
    const ended = once(app.application.process(), 'exit')
    await watcher.choose('Quit Packhouse Test')
    expect(await ended).toEqual([0, null])
  })

  test('started hidden it is in the tray alone, until it is started once more', async () => {
    const watcher = await openTray()
    const world = await openWorld()
    const app = await RunningApp.start(world, ['--hidden'])
    await app.waitFor('voices', 'upToDate')
    await watcher.item()
    const before = await isShown(app)
    const { code } = await runElectron([
      appDirectory,
      '--config',
      world.configuration,
      '--user-data-dir',
      world.userData,
    ])
    await expect.poll(() => isShown(app), { timeout: 20_000 }).toBe(true)
    expect([before, code]).toEqual([false, 0])
  })

  test('a tray that is taken away gives a hidden window back', async () => {
    const watcher = await openTray()
    const app = await RunningApp.start(await openWorld(), ['--hidden'])
    await app.waitFor('voices', 'upToDate')
    await watcher.item()
    const before = await isShown(app)
    watcher.stop()
    await expect.poll(() => isShown(app), { timeout: 20_000 }).toBe(true)
    expect(before).toBe(false)
  })
})
