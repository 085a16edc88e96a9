import { expect as expectPage, type Locator } from 'playwright/test'
import { expect, test } from 'vitest'
import { RunningApp } from '../support/electron-app'
import { openWorld } from '../support/electron-world'
import { packFiles } from '../support/published-packs'

const patience = { timeout: 60_000 }

/** Presses what has these words on it, as somebody does who sees nothing else. */
async function press(where: Locator, words: string): Promise<void> {
  await where.getByText(words, { exact: true }).first().click(patience)
}

async function sees(where: Locator, words: string | RegExp): Promise<void> {
  await expectPage(where.getByText(words, { exact: true }).first()).toBeVisible(patience)
}

test('a newcomer installs, updates, goes back and frees space by the words on the screen alone', async () => {
  const world = await openWorld()
  const app = await RunningApp.startFirst(world)
  const { page } = app
  const [window, dialog] = [page.locator('body'), page.getByRole('alertdialog')]
  const main = page.getByRole('main')
  const maps = page.getByRole('row', { name: 'maps' })

  await expectPage(page.getByText('Skip, show me the library')).toBeEnabled(patience)
  await press(window, 'Skip, show me the library')
  await press(maps, 'Install')
  await sees(maps, 'Up to date')

  await world.publishVersion('maps', { ...packFiles(30, 4_000_000), 'new.txt': 'new' })
  await press(window, 'Check for updates')
  await sees(maps, /Version 2/)
  await sees(maps, 'Up to date')

  await press(maps, 'maps')
  await press(main, 'Versions')
  await press(main, 'Go back')
  await sees(dialog, 'Go back to version 1?')
  await press(dialog, 'Go back')
  await sees(main, 'Updates off')

  await press(page.getByRole('navigation'), 'Storage')
  await sees(main, '1 version kept beside the installed one')
  await press(main, 'Remove other versions')
  await press(dialog, 'Remove other versions')
  await expectPage(main.getByText('Remove other versions')).toBeHidden(patience)
  expect((await world.installed('maps')).length).toBe(1)

  await press(page.getByRole('navigation'), 'Library')
  await maps.getByRole('button', { name: /more/i }).click()
  await press(page.getByRole('menu'), 'Remove')
  await sees(dialog, 'Remove maps?')
  await press(dialog, 'Remove')
  await sees(window, 'maps was removed.')
  await press(window, 'Undo')
  // It is the version that somebody went back to.
  await sees(maps, 'Update ready')
  expect(app.problems).toEqual([])
})
