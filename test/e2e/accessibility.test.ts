import { createRequire } from 'node:module'
import type AxeCore from 'axe-core'
import { describe, expect, test } from 'vitest'
import { RunningApp } from '../support/electron-app'
import { openWorld } from '../support/electron-world'

const { source } = createRequire(import.meta.url)('axe-core') as typeof AxeCore
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

async function violations({ page }: RunningApp): Promise<readonly string[]> {
  await page.evaluate(source)
  return page.evaluate(async (values) => {
    const axe = Reflect.get(window, 'axe') as typeof AxeCore
    const { violations: found } = await axe.run(document, { runOnly: { type: 'tag', values } })
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  }, tags)
}

describe('axe', () => {
  test.each(['light', 'dark'] as const)('finds nothing wrong in the %s theme', async (theme) => {
    const app = await RunningApp.start(await openWorld())
    await app.application.evaluate(({ nativeTheme }, source) => {
      nativeTheme.themeSource = source
    }, theme)
    await app.waitFor('voices', 'upToDate')
    expect(await violations(app)).toEqual([])
    await app.press('go-downloads')
    expect(await violations(app)).toEqual([])
  })
})
