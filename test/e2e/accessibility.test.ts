import { describe, expect, test } from 'vitest'
import { axeViolations } from '../support/axe'
import { RunningApp } from '../support/electron-app'
import { openWorld } from '../support/electron-world'

describe('axe', () => {
  test.each(['light', 'dark'] as const)('finds nothing wrong in the %s theme', async (theme) => {
    const app = await RunningApp.start(await openWorld())
    await app.setTheme(theme)
    await app.waitFor('voices', 'upToDate')
    expect(await axeViolations(app)).toEqual([])
    await app.press('go-downloads')
    expect(await axeViolations(app)).toEqual([])
  })
})
