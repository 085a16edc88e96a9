import { describe, expect, it } from 'vitest'
import {
  acceleratorOf,
  isSingleCharacter,
  keysOf,
  shortcutFor,
  shortcutNames,
  shortcuts,
  type KeyPress,
} from '../../../../src-shared/domain/shortcuts'

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

const usual = { isTyping: false, withSingleKeys: true }

describe('a key press', () => {
  it.each([
    ['Ctrl+k', 'search'],
    ['Meta+k', 'search'],
    ['/', 'search'],
    ['Shift+/', 'search'],
    ['Ctrl+r', 'checkForUpdates'],
    ['F5', 'checkForUpdates'],
    ['Ctrl+1', 'library'],
    ['Ctrl+2', 'downloads'],
    ['Ctrl+4', 'settings'],
    ['Ctrl+,', 'settings'],
    ['Ctrl+Shift+P', 'toggleAll'],
    ['Ctrl+z', 'undo'],
    ['F6', 'nextRegion'],
    ['Shift+F6', 'previousRegion'],
    ['F1', 'showShortcuts'],
    ['Shift+?', 'showShortcuts'],
    ['k', undefined],
    ['p', undefined],
    ['Shift+F1', undefined],
    ['Ctrl+Shift+K', undefined],
    ['Ctrl+Alt+k', undefined],
  ])('%s means %s in the window', (keys, shortcut) => {
    expect(shortcutFor(press(keys), 'window', usual)).toBe(shortcut)
  })

  it.each([
    ['p', 'pack', 'togglePack'],
    ['Shift+P', 'pack', 'togglePack'],
    ['Delete', 'pack', 'removePack'],
    ['Enter', 'pack', 'openPack'],
    ['Ctrl+p', 'pack', undefined],
    ['Alt+ArrowUp', 'queue', 'moveUp'],
    ['ArrowUp', 'queue', undefined],
    ['Ctrl+k', 'queue', undefined],
  ] as const)('%s on a %s means %s', (keys, scope, shortcut) => {
    expect(shortcutFor(press(keys), scope, usual)).toBe(shortcut)
  })

  it.each([
    ['is typing', { isTyping: true, withSingleKeys: true }],
    ['wants no shortcuts of a single character', { isTyping: false, withSingleKeys: false }],
  ])('of a plain character means nothing where somebody %s, other keys do', (_who, circumstances) => {
    const found = ['/', 'Shift+?', 'Ctrl+k', 'F1'].map((keys) =>
      shortcutFor(press(keys), 'window', circumstances),
    )
    expect(found).toEqual([undefined, undefined, 'search', 'showShortcuts'])
  })

  it('with Delete, which is no character, removes whatever is turned off', () => {
    const circumstances = { isTyping: false, withSingleKeys: false }
    const found = ['p', 'Delete'].map((keys) => shortcutFor(press(keys), 'pack', circumstances))
    expect(found).toEqual([undefined, 'removePack'])
  })
})

describe('the list of shortcuts', () => {
  it('never gives the same keys in the same place to two of them', () => {
    const keys = shortcutNames.flatMap((name) =>
      keysOf(name).map((one) => `${shortcuts[name].scope} ${acceleratorOf(one)}`),
    )
    expect(keys.filter((one, index) => keys.indexOf(one) !== index)).toEqual([])
  })

  it('shows in menus, which say the first keys, none that a person can turn off', () => {
    const single = shortcutNames.filter(
      (name) => shortcuts[name].scope === 'window' && isSingleCharacter(keysOf(name)[0]),
    )
    expect(single).toEqual([])
  })

  it.each([
    ['search', 'CommandOrControl+K'],
    ['toggleAll', 'CommandOrControl+Shift+P'],
    ['settings', 'CommandOrControl+,'],
    ['previousRegion', 'Shift+F6'],
    ['moveUp', 'Alt+Up'],
  ] as const)('names the keys of %s as menus do: %s', (name, accelerator) => {
    expect(acceleratorOf(keysOf(name)[0])).toBe(accelerator)
  })
})
