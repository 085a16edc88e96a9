import { describe, expect, it } from 'vitest'
import { shortcutFor, type KeyPress } from '../../../../../src-renderer/views/shell/shortcuts'

function press(keys: string): KeyPress {
  const parts = keys.split('+')
  return {
    key: parts.at(-1) ?? '',
    ctrlKey: parts.includes('Ctrl'),
    metaKey: parts.includes('Meta'),
    shiftKey: parts.includes('Shift'),
    altKey: parts.includes('Alt'),
  }
}

describe('shortcutFor', () => {
  it.each([
    ['Ctrl+k', 'search'],
    ['Meta+k', 'search'],
    ['/', 'search'],
    ['Ctrl+r', 'checkForUpdates'],
    ['F5', 'checkForUpdates'],
    ['Ctrl+1', 'library'],
    ['Ctrl+2', 'downloads'],
    ['Ctrl+4', 'settings'],
    ['Ctrl+,', 'settings'],
    ['Ctrl+Shift+P', 'toggleAll'],
    ['F6', 'nextRegion'],
    ['Shift+F6', 'previousRegion'],
    ['k', undefined],
    ['p', undefined],
    ['Ctrl+Shift+K', undefined],
    ['Ctrl+Alt+k', undefined],
  ])('takes %s as %s', (keys, shortcut) => {
    expect(shortcutFor(press(keys), false)).toBe(shortcut)
  })

  it('leaves plain characters to a text field', () => {
    expect([shortcutFor(press('/'), true), shortcutFor(press('Ctrl+k'), true)]).toEqual([undefined, 'search'])
  })
})
