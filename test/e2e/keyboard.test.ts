import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect as expectPage } from 'playwright/test'
import { expect, test } from 'vitest'
import { createAssetPackManager, loadConfiguration } from '../../src-main/index'
import { RunningApp } from '../support/electron-app'
import { openWorld, slow, type World } from '../support/electron-world'
import { fileTree } from '../support/file-tree'
import { marked, pressUntil, searchAndPress, tabAndPress } from '../support/keyboard'
import { packFiles } from '../support/published-packs'

const extra = ['extra-1', 'extra-2', 'extra-3'] as const
const limitBytesPerSecond = 1_500_000
const patience = { timeout: 60_000 }

/** The files of each version of a pack on the disk. */
async function treesOf(world: World, id: string): Promise<readonly unknown[]> {
  return Promise.all((await world.installed(id)).map(fileTree))
}

/** Changes one byte of an installed file, as a failing disk might. */
async function damage(file: string): Promise<void> {
  await chmod(file, 0o644)
  const bytes = await readFile(file)
  bytes[100] = (bytes[100] ?? 0) ^ 0xff
  await writeFile(file, bytes)
}

/** Presses keys and waits until the packs that wait stand so. */
async function expectOrder({ page }: RunningApp, key: string, ids: readonly string[]): Promise<void> {
  await page.keyboard.press(key)
  await page.waitForFunction((wanted) => {
    const rows = [...document.querySelectorAll('[role="row"][data-pack-id]')]
    // A list that draws what is in sight places its rows: their order in the page may be another one.
    rows.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
    return rows.map((row) => row.getAttribute('data-pack-id')).join() === wanted
  }, ids.join())
}

/** One app, used without a mouse by one person who goes from view to view. */
interface Visit {
  readonly world: World
  readonly app: RunningApp
}

async function begin(): Promise<Visit> {
  const world = await openWorld()
  for (const [index, id] of extra.entries())
    await world.publishVersion(id, packFiles(200 + 10 * index, 50_000))
  await world.publishVersion('films', packFiles(300, 3_000_000))
  await world.configure({ network: { packsAtOnce: 1 } })
  const app = await RunningApp.start(world)
  await app.waitFor('voices', 'upToDate')
  return { world, app }
}

/** In the library a pack is searched, opened and installed. */
async function searchAndInstall({ world, app }: Visit): Promise<void> {
  const { page } = app
  await page.keyboard.press('Control+K')
  await page.keyboard.type('map')
  await expectPage(page.locator('[role="row"][data-pack-id]')).toHaveCount(1)
  await page.keyboard.press('ArrowDown')
  await expectPage(page.locator('[data-pack-id="maps"]')).toBeFocused()
  await page.keyboard.press('Enter')
  await expectPage(page.getByRole('heading', { level: 1, name: 'maps' })).toBeFocused()
  await tabAndPress(app, 'install-maps')
  await app.waitFor('maps', 'upToDate')
  expect(await treesOf(world, 'maps')).toEqual([await fileTree(world.source('maps'))])
}

/** The parts of a pack are looked at, its files checked and repaired, and it goes back a version. */
async function checkAndGoBack({ world, app }: Visit): Promise<void> {
  const { page } = app
  const first = await fileTree(world.source('tutorial'))
  await world.publishVersion('tutorial', packFiles(77))
  await page.keyboard.press('F5')
  await expect.poll(async () => (await world.installed('tutorial')).length, patience).toBe(2)
  const second = await fileTree(world.source('tutorial'))
  await damage(join((await world.installed('tutorial'))[1] ?? '', 'data/one.bin'))

  await page.keyboard.press('Control+1')
  await page.keyboard.press('Control+K')
  await page.keyboard.type('tutorial')
  await expectPage(page.locator('[role="row"][data-pack-id]')).toHaveCount(1)
  await pressUntil(app, 'Tab', '[data-pack-id="tutorial"]')
  await page.keyboard.press('Enter')
  await pressUntil(app, 'Tab', marked('tab-overview'))
  for (const tab of ['news', 'files']) {
    await page.keyboard.press('ArrowRight')
    await expectPage(page.getByTestId(`panel-${tab}`)).toBeVisible()
  }
  await tabAndPress(app, 'files-check')
  await expectPage(page.getByTestId('check-standing')).toHaveAttribute('data-kind', 'ended', patience)
  await page.keyboard.press('Escape')
  await pressUntil(app, 'Tab', '[role=row]')
  await page.keyboard.press('ArrowDown')
  const damaged = await page.evaluate(() => document.activeElement?.textContent)
  await pressUntil(app, 'Shift+Tab', marked('files-repair'))
  await page.keyboard.press('Enter')
  await expectPage(page.getByTestId('check-standing')).toHaveText(/put right/, patience)
  await page.keyboard.press('Escape')
  expect([damaged, await treesOf(world, 'tutorial')]).toEqual(['one.binDamaged200\u00a0kB', [first, second]])

  await pressUntil(app, 'Shift+Tab', marked('tab-files'))
  await page.keyboard.press('ArrowRight')
  await tabAndPress(app, 'version-action-1')
  await tabAndPress(app, 'confirm-rollback')
  await expectPage(page.getByTestId('version-1')).toHaveAttribute('data-place', 'active', patience)
  await page.keyboard.press('Escape')
  await expectPage(page.locator('[data-pack-id="tutorial"]')).toBeFocused()
}

/** In the downloads what waits is put in another order, and what runs is paused. */
async function orderDownloads({ world, app }: Visit): Promise<void> {
  const { page } = app
  // So slowly that what runs goes on running, however long the keys take.
  world.line.bytesPerSecond = slow / 40
  for (const id of ['films', ...extra]) await searchAndPress(app, id, `install-${id}`)
  await page.keyboard.press('Control+2')
  await page.getByTestId(`moveUp-${extra[2]}`).waitFor()
  await pressUntil(app, 'Tab', '[role="row"][data-pack-id]')
  await pressUntil(app, 'ArrowDown', '[data-pack-id="extra-3"]')
  await expectOrder(app, 'Alt+ArrowUp', ['extra-1', 'extra-3', 'extra-2'])
  await expectOrder(app, 'Alt+Home', ['extra-3', 'extra-1', 'extra-2'])
  await pressUntil(app, 'Shift+Tab', marked('pause-films'))
  await page.keyboard.press('p')
  await app.waitFor('films', 'paused')
  world.line.bytesPerSecond = undefined
  await page.locator('[data-history-id="extra-2"][data-outcome="finished"]').waitFor()

  const times = await Promise.all(
    extra.map(async (id) => (await stat((await world.installed(id))[0] ?? '')).birthtimeMs),
  )
  const inOrder = [...extra].sort((a, b) => (times[extra.indexOf(a)] ?? 0) - (times[extra.indexOf(b)] ?? 0))
  expect([inOrder, await world.installed('films')]).toEqual([['extra-3', 'extra-1', 'extra-2'], []])
}

/** In the storage versions from before and packs give their space back. */
async function freeSpace({ world, app }: Visit): Promise<void> {
  const { page } = app
  await page.keyboard.press('Control+3')
  await tabAndPress(app, 'remove-kept')
  await tabAndPress(app, 'confirm-remove-kept')
  // It went back to its first version: that stays.
  await expect
    .poll(async () => (await world.installed('tutorial')).map((path) => path.at(-1)), patience)
    .toEqual(['1'])
  await pressUntil(app, 'Tab', '[role="row"]')
  await pressUntil(app, 'ArrowDown', marked('stored-extra-1'))
  await page.keyboard.press('Space')
  await tabAndPress(app, 'remove-selected')
  await tabAndPress(app, 'confirm-remove-packs')
  await expect.poll(() => world.installed('extra-1'), patience).toEqual([])
  await expectPage(page.getByTestId('stored-extra-1')).toHaveCount(0, patience)
  expect((await world.installed('extra-2')).length).toBe(1)
}

/** In the settings a limit on the speed is set, and downloads keep to it. */
async function limitSpeed({ world, app }: Visit): Promise<void> {
  const { page } = app
  await page.keyboard.press('Control+,')
  await tabAndPress(app, 'limitSpeed', 'Space')
  await pressUntil(app, 'Tab', marked('bytesPerSecond'))
  await page.keyboard.press('Control+A')
  await page.keyboard.type(String(limitBytesPerSecond / 1e6))
  await page.keyboard.press('Enter')
  await expectPage(page.getByTestId('saved-bytesPerSecond')).toBeVisible(patience)
  await page.keyboard.press('Control+2')
  await tabAndPress(app, 'resume-films')
  // The record of speeds has the limit that was in force.
  await expectPage(page.getByText('Limit 1.5 MB/s')).toBeVisible(patience)
  await page.locator('[data-history-id="films"][data-outcome="finished"]').waitFor(patience)
  expect(await treesOf(world, 'films')).toEqual([await fileTree(world.source('films'))])
}

/** All of it is in the container when the app has ended. */
async function lookIntoContainer({ world, app }: Visit): Promise<void> {
  await app.quit()
  const manager = await createAssetPackManager({
    configuration: await loadConfiguration(world.configuration),
    configurationDirectory: world.directory,
    containerDirectory: world.container,
    unpackWorker: new URL('../../out/main/unpack-worker.js', import.meta.url),
  })
  const installed = manager.installedAssetPacks().map(({ id, version }) => `${id} ${String(version)}`)
  const { bytesPerSecond } = manager.limits()
  await manager.close()
  expect([installed.sort(), bytesPerSecond, app.problems]).toEqual([
    ['extra-2 1', 'extra-3 1', 'films 1', 'maps 1', 'tutorial 1', 'voices 1'],
    limitBytesPerSecond,
    [],
  ])
}

test(
  'by keyboard alone a person installs, repairs, goes back, orders, frees space and sets limits, from view to view',
  { timeout: 15 * 60_000 },
  async () => {
    const visit = await begin()
    await searchAndInstall(visit)
    await checkAndGoBack(visit)
    await orderDownloads(visit)
    await freeSpace(visit)
    await limitSpeed(visit)
    await lookIntoContainer(visit)
  },
)
