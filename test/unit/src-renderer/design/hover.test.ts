import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const directory = join(import.meta.dirname, '../../../../src-renderer')

/** The selectors with `:hover`, each after the conditions that it stands under. */
function hovering(css: string): readonly string[] {
  const open: string[] = []
  const found: string[] = []
  for (const [, prelude = '', brace] of css.replaceAll(/\/\*[^]*?\*\//g, '').matchAll(/([^{};]*)([{};])/g)) {
    if (brace === '{') {
      open.push(prelude.trim())
      if (prelude.includes(':hover')) found.push(open.join(' '))
    } else if (brace === '}') open.pop()
  }
  return found
}

test('nothing stays as if it were pointed at after a finger has left it', () => {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' })
  const styles = files.filter((name) => name.endsWith('.css'))
  const all = styles.flatMap((name) => hovering(readFileSync(join(directory, name), 'utf8')))
  expect([all.length > 10, all.filter((one) => !one.startsWith('@media (hover: hover)'))]).toEqual([true, []])
})
