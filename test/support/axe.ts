import { createRequire } from 'node:module'
import type AxeCore from 'axe-core'
import type { RunningApp } from './electron-app'

const { source } = createRequire(import.meta.url)('axe-core') as typeof AxeCore

/** What a finding may come from: everything that WCAG 2.2 AA and good practice ask for, or only colours, which is quicker. */
export type AxeScope = 'everything' | 'colours'

const scopes: Readonly<Record<AxeScope, AxeCore.RunOnly>> = {
  everything: {
    type: 'tag',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  },
  colours: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
}

/** What axe has against the window as it is now. */
export async function axeViolations(
  { page }: RunningApp,
  scope: AxeScope = 'everything',
): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(source)
  return page.evaluate(async (runOnly) => {
    const axe = Reflect.get(window, 'axe') as typeof AxeCore
    const { violations: found } = await axe.run(document, { runOnly, resultTypes: ['violations'] })
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  }, scopes[scope])
}
