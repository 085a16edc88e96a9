import { expect as expectPage } from 'playwright/test'
import { expect, test } from 'vitest'
import { axeViolations } from '../support/axe'
import { RunningApp } from '../support/electron-app'
import { openWorld } from '../support/electron-world'
import { marked, pressUntil } from '../support/keyboard'

/** Whether the page is drawn in the dark. */
function isDark({ page }: RunningApp): Promise<boolean> {
  return page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
}

test('a limit and the theme are set by the keyboard alone, and are still there after a new start', async () => {
  const world = await openWorld()
  const app = await RunningApp.start(world)
  await app.waitFor('voices', 'upToDate')
  await app.page.keyboard.press('Control+,')
  await pressUntil(app, 'Tab', marked('theme-system'))
  await app.page.keyboard.press('ArrowRight')
  await app.page.keyboard.press('ArrowRight')
  await app.page.keyboard.press('Enter')
  await expectPage(app.page.getByTestId('saved-theme')).toBeVisible()
  await pressUntil(app, 'Tab', marked('limitSpeed'))
  await app.page.keyboard.press('Space')
  await pressUntil(app, 'Tab', marked('bytesPerSecond'))
  await app.page.keyboard.press('Control+A')
  await app.page.keyboard.type('2.5')
  await app.page.keyboard.press('Enter')
  await expectPage(app.page.getByTestId('bytesPerSecond')).toHaveValue('2.5 MB/s')
  await expectPage(app.page.getByTestId('saved-bytesPerSecond')).toBeVisible()
  const before = [await isDark(app), await axeViolations(app)]
  await app.quit()

  const again = await RunningApp.start(world)
  await again.waitFor('voices', 'upToDate')
  await again.page.keyboard.press('Control+4')
  await expectPage(again.page.getByTestId('bytesPerSecond')).toHaveValue('2.5 MB/s')
  const after = await isDark(again)
  await again.press('theme-light')
  await expectPage.poll(() => isDark(again)).toBe(false)
  expect([before, after, await axeViolations(again), again.problems]).toEqual([[true, []], true, [], []])
})

test('the language changes without a new start, and the next start begins in it', async () => {
  const world = await openWorld()
  const app = await RunningApp.start(world)
  await app.page.keyboard.press('Control+,')
  await app.press('language')
  await app.press('language-ar')
  await expectPage(app.page.locator('html')).toHaveAttribute('dir', 'rtl')
  const violations = await axeViolations(app)
  await app.quit()
  const again = await RunningApp.start(world)
  await again.waitFor('voices', 'upToDate')
  const heading = await again.page.locator('h1').textContent()
  expect([violations, heading, app.problems, again.problems]).toEqual([[], 'المكتبة', [], []])
})
