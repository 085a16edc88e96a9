import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

/** What a style sheet says under exactly that selector, whatever it is nested in. */
function declarations(file: string, selector: string): string {
  const css = readFileSync(new URL(`../../../../src-renderer/${file}`, import.meta.url), 'utf8')
  const rules = [...css.replaceAll(/\/\*[^]*?\*\//g, '').matchAll(/([^{}]*)\{([^{}]*)\}/g)]
  const found = rules.flatMap(([, names = '', body = '']) => (names.trim() === selector ? [body] : []))
  if (found.length === 0) throw new TypeError(`${file} says nothing of ${selector}.`)
  return found.join('')
}

describe('a pack in the library', () => {
  it('has its checkbox among the words of its card, where it covers neither picture nor letter', () => {
    expect(declarations('components/pack-card.module.css', '.check')).not.toMatch(/position:|inset/)
  })

  it('keeps the shape of its line when it has the focus, so that nothing white shows at the corners of a selected one', () => {
    const focused = '.list .item[data-focus-visible]'
    expect(declarations('views/library/pack-collection.module.css', focused)).not.toContain('border-radius')
  })
})
