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

describe('a dialog that is longer than the window', () => {
  const file = 'components/dialog.module.css'

  it('scrolls its text under its buttons, which stay at its lower edge', () => {
    const [modal, dialog, buttons] = ['.modal', '.dialog', '.buttons'].map((name) => declarations(file, name))
    expect(modal).toMatch(/max-block-size: 100%;\s*overflow: auto;/)
    expect(buttons).toMatch(/position: sticky;\s*inset-block-end: 0;/)
    // Room below them would be below the edge, and they above it.
    expect(dialog).toContain('padding: var(--s5) var(--s5) 0;')
  })

  it('leaves what has the focus above the buttons, whose height it knows by the tokens', () => {
    expect(declarations(file, '.modal')).toContain(
      'scroll-padding-block-end: calc(var(--s3) + 32px + var(--s5));',
    )
    expect(declarations(file, '.buttons')).toContain('padding-block: var(--s3) var(--s5);')
  })
})
