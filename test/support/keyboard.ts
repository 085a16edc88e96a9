import { expect as expectPage } from 'playwright/test'
import type { RunningApp } from './electron-app'

/** More steps than any screen of the tests has controls. */
const mostPresses = 90

/** Presses a key again and again until the focus is on what `selector` finds, as somebody without a mouse. */
export async function pressUntil({ page }: RunningApp, key: string, selector: string): Promise<void> {
  for (let turn = 0; turn < mostPresses; turn += 1) {
    await page.keyboard.press(key)
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) === true, selector)) return
  }
  throw new Error(`${key} does not lead to ${selector}.`)
}

/** A control by its mark, which what takes its keys may be within. */
export function marked(testID: string): string {
  return `:is([data-testid="${testID}"], [data-testid="${testID}"] *)`
}

/** Goes on with Tab until the control has the focus, and presses it. */
export async function tabAndPress(app: RunningApp, testID: string, key = 'Enter'): Promise<void> {
  await pressUntil(app, 'Tab', marked(testID))
  await app.page.keyboard.press(key)
}

/** Searches the library for a pack, and goes on to a button of the pack that is found, and presses it. */
export async function searchAndPress(app: RunningApp, id: string, testID: string): Promise<void> {
  const { page } = app
  await page.keyboard.press('Control+1')
  await page.keyboard.press('Control+K')
  await page.keyboard.type(id)
  await expectPage(page.locator('[role="row"][data-pack-id]')).toHaveCount(1)
  await tabAndPress(app, testID)
}
