import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const source = readFileSync(new URL('../../../../src-renderer/design/tokens.css', import.meta.url), 'utf8')

function tokens(selector: string): ReadonlyMap<string, string> {
  const start = source.indexOf(`${selector} {`)
  const block = source.slice(start, source.indexOf('}', start))
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  )
}

const themes = {
  light: tokens('\n:root'),
  dark: tokens(":root[data-theme='dark']"),
  system: tokens(':root:not([data-theme])'),
}

const surfaces = ['bg', 'surface', 'raised']
const texts: readonly (readonly [string, readonly string[]])[] = [
  ['text', [...surfaces, 'ok-soft', 'warn-soft', 'err-soft']],
  ['text-2', surfaces],
  ['text-3', surfaces],
  ['accent-text', ['accent-soft', 'surface']],
  ['on-accent', ['accent', 'accent-hover']],
  ['ok', ['ok-soft', 'surface']],
  ['warn', ['warn-soft', 'surface']],
  ['err', ['err-soft', 'surface']],
  ['surface', ['err']],
]
const graphics: readonly (readonly [string, readonly string[]])[] = [
  ['line-strong', surfaces],
  ['focus', surfaces],
  ['p-download', ['track']],
  ['p-verify', ['track']],
  ['p-install', ['track']],
  ['p-paused', ['track']],
]

function tooFaint(
  theme: ReadonlyMap<string, string>,
  pairs: readonly (readonly [string, readonly string[]])[],
  least: number,
): readonly string[] {
  return pairs.flatMap(([front, backs]) =>
    backs.flatMap((back) => {
      const ratio = contrast(theme.get(front) ?? '', theme.get(back) ?? '')
      return ratio >= least ? [] : [`${front} on ${back}: ${ratio.toFixed(2)}`]
    }),
  )
}

function contrast(first: string, second: string): number {
  const [light = 0, dark = 0] = [luminance(first), luminance(second)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(color.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

describe('tokens', () => {
  it.each(['light', 'dark'] as const)('have enough contrast in the %s theme', (name) => {
    expect([tooFaint(themes[name], texts, 4.5), tooFaint(themes[name], graphics, 3)]).toEqual([[], []])
  })

  it('are the same in the dark theme whether the system or the person chose it', () => {
    expect(themes.system).toEqual(themes.dark)
  })
})
