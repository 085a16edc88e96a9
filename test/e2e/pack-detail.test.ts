import { readFile, writeFile, chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { expect as expectPage } from 'playwright/test'
import { describe, expect, test } from 'vitest'
import { axeViolations } from '../support/axe'
import { RunningApp } from '../support/electron-app'
import { openWorld, packFiles, type World } from '../support/electron-world'

/** A picture of one green pixel. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkaPhfDwADgAGAfhJk2AAAAABJRU5ErkJggg==',
  'base64',
)

const userInfo = {
  title: 'Tutorial',
  description: 'Everything for the first hour.',
  picture: 'art/cover.png',
  changelog: { 2: '- More **levels**' },
}

/** An app with version 2 of a pack, which was updated from version 1, and that pack's screen address. */
async function updatedApp(): Promise<{ readonly app: RunningApp; readonly world: World }> {
  const world = await openWorld()
  const app = await RunningApp.start(world)
  await app.waitFor('tutorial', 'upToDate')
  await world.publishVersion('tutorial', { ...packFiles(77), 'art/cover.png': picture }, userInfo)
  await app.page.keyboard.press('F5')
  await expectPage(app.page.getByTestId('pack-tutorial')).toContainText('Version 2', { timeout: 60_000 })
  await app.waitFor('tutorial', 'upToDate')
  return { app, world }
}

/** Presses a key again and again until the focus is on what `selector` finds. */
async function pressUntil({ page }: RunningApp, key: string, selector: string): Promise<void> {
  for (let turn = 0; turn < 60; turn += 1) {
    await page.keyboard.press(key)
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return
  }
  throw new Error(`${key} does not lead to ${selector}.`)
}

/** Changes one byte of an installed file, as a failing disk might. */
async function damage(file: string): Promise<void> {
  await chmod(file, 0o644)
  const bytes = await readFile(file)
  bytes[100] = (bytes[100] ?? 0) ^ 0xff
  await writeFile(file, bytes)
}

const id = (name: string): string => `[data-testid="${name}"]`

describe('the screen of a pack', () => {
  test('is used by keyboard alone: open it, look at its files, check and repair them, go back a version', async () => {
    const { app, world } = await updatedApp()
    const { page } = app
    const [, installed] = await world.installed('tutorial')
    await damage(join(installed ?? '', 'data/one.bin'))

    await pressUntil(app, 'Tab', '[data-pack-id]')
    if ((await page.evaluate(() => document.activeElement?.getAttribute('data-pack-id'))) !== 'tutorial')
      await pressUntil(app, 'ArrowUp', '[data-pack-id="tutorial"]')
    await page.keyboard.press('Enter')
    await expectPage(page.getByRole('heading', { level: 1, name: 'Tutorial' })).toBeFocused()

    await pressUntil(app, 'Tab', id('tab-overview'))
    await pressUntil(app, 'ArrowRight', id('tab-files'))
    await expectPage(page.getByTestId('files-summary')).toHaveText('4 files · 400 kB')
    await pressUntil(app, 'Tab', id('files-check'))
    await page.keyboard.press('Enter')
    await expectPage(page.getByTestId('check-standing')).toHaveAttribute('data-kind', 'ended', {
      timeout: 60_000,
    })
    await page.keyboard.press('Escape')
    await pressUntil(app, 'Tab', '[role=row]')
    await page.keyboard.press('ArrowDown')
    const damaged = await page.evaluate(() => document.activeElement?.textContent)
    await pressUntil(app, 'Shift+Tab', id('files-repair'))
    await page.keyboard.press('Enter')
    await expectPage(page.getByTestId('check-standing')).toHaveText(/put right/, { timeout: 60_000 })
    await page.keyboard.press('Escape')

    await pressUntil(app, 'Shift+Tab', id('tab-files'))
    await pressUntil(app, 'ArrowRight', id('tab-versions'))
    await pressUntil(app, 'Tab', id('version-action-1'))
    await page.keyboard.press('Enter')
    await pressUntil(app, 'Tab', id('confirm-rollback'))
    await page.keyboard.press('Enter')
    await expectPage(page.getByTestId('version-1')).toHaveAttribute('data-place', 'active', {
      timeout: 60_000,
    })
    await page.keyboard.press('Escape')
    await expectPage(page.locator('[data-pack-id="tutorial"]')).toBeFocused()

    expect([damaged, app.problems]).toEqual(['one.binDamaged200 kB', []])
  })

  test('has nothing that axe objects to, in any of its parts and both themes', async () => {
    const { app } = await updatedApp()
    await app.press('open-tutorial')
    const found: string[] = []
    for (const theme of ['light', 'dark'] as const) {
      await app.setTheme(theme)
      for (const tab of ['overview', 'news', 'files', 'versions', 'details']) {
        await app.press(`tab-${tab}`)
        found.push(...(await axeViolations(app)).map((violation) => `${theme} ${tab} ${violation}`))
      }
    }
    expect(found).toEqual([])
  })

  test('shows the picture that is in the pack, and copies the id', async () => {
    const { app } = await updatedApp()
    await app.press('open-tutorial')
    const shown = app.page.getByTestId('pack-picture')
    await expectPage(shown).toBeVisible({ timeout: 20_000 })
    await expectPage.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)
    await app.press('copy-id')
    await expectPage(app.page.getByTestId('announcer-polite')).toContainText('Copied')
    const copied = await app.application.evaluate(({ clipboard }) => clipboard.readText())
    expect([copied, app.problems]).toEqual(['tutorial', []])
  })

  test('says what installing takes before it begins, goes on with it, and comes back with Back', async () => {
    const world = await openWorld()
    const app = await RunningApp.start(world)
    await app.waitFor('voices', 'upToDate')
    await app.press('open-maps')
    await expectPage(app.page.getByTestId('plan-line')).toHaveText(
      /^Downloads 8\.0 MB\. Needs \d+\.\d MB while installing\. Leaves .+ free\.$/,
      { timeout: 20_000 },
    )
    await app.press('tab-files')
    await expectPage(app.page.getByTestId('files-summary')).toHaveText(
      '3 files · 8.0 MB · version 1, not installed',
    )
    await app.press('install-maps')
    await app.waitFor('maps', 'upToDate')
    await app.page.goBack()
    await expectPage(app.page.getByRole('heading', { level: 1, name: 'Library' })).toBeVisible()
    expect(app.problems).toEqual([])
  })
})
