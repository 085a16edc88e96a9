import { describe, expect, test } from 'vitest'
import { axeViolations } from '../support/axe'
import { RunningApp } from '../support/electron-app'
import { openWorld } from '../support/electron-world'

describe('axe', () => {
  test.each(['light', 'dark'] as const)('finds nothing wrong in the %s theme', async (theme) => {
    const app = await RunningApp.start(await openWorld())
    await app.setTheme(theme)
    await app.waitFor('voices', 'upToDate')
    const found = { library: await axeViolations(app) }
    for (const screen of ['downloads', 'storage', 'settings'] as const) {
      await app.press(`go-${screen}`)
      await app.page.locator(`[data-testid="go-${screen}"][aria-current]`).waitFor()
      Object.assign(found, { [screen]: await axeViolations(app) })
    }
    const isDark = await app.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
    expect([isDark, found]).toEqual([
      theme === 'dark',
      { library: [], downloads: [], storage: [], settings: [] },
    ])
  })
})
