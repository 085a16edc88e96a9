import { createRequire } from 'node:module'
import type AxeCore from 'axe-core'
import type { RunningApp } from './electron-app'

const { source } = createRequire(import.meta.url)('axe-core') as typeof AxeCore
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe has against the window as it is now. */
export async function axeViolations({ page }: RunningApp): Promise<readonly string[]> {
  await page.evaluate(source)
  return page.evaluate(async (values) => {
    const axe = Reflect.get(window, 'axe') as typeof AxeCore
    const { violations: found } = await axe.run(document, { runOnly: { type: 'tag', values } })
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
  }, tags)
}
