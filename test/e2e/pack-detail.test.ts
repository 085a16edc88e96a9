import { expect as expectPage } from 'playwright/test'
import { describe, expect, test } from 'vitest'
import { RunningApp } from '../support/electron-app'
import { openWorld } from '../support/electron-world'
import { packFiles } from '../support/published-packs'

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
async function updatedApp(): Promise<RunningApp> {
  const world = await openWorld()
  const app = await RunningApp.start(world)
  await app.waitFor('tutorial', 'upToDate')
  await world.publishVersion('tutorial', { ...packFiles(77), 'art/cover.png': picture }, userInfo)
  await app.page.keyboard.press('F5')
  await expectPage(app.page.getByTestId('pack-tutorial')).toContainText('Version 2', { timeout: 60_000 })
  await app.waitFor('tutorial', 'upToDate')
  return app
}

describe('the screen of a pack', () => {
  test('shows the picture that is in the pack, and copies the id', async () => {
    const app = await updatedApp()
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
      /^Downloads 8\.0\u00a0MB\. Needs \d+\.\d\u00a0MB while installing\. Leaves .+ free\.$/,
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
