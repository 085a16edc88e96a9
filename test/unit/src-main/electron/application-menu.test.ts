import type { Menu, MenuItemConstructorOptions } from 'electron'
import { expect, test } from 'vitest'
import type { AppAction } from '../../../../src-main/electron/app-action'
import { ApplicationMenu } from '../../../../src-main/electron/application-menu'
import type { MenuDescription } from '../../../../src-main/electron/menu-description'

const search = {
  kind: 'action',
  action: { kind: 'window', command: 'search' },
  label: 'Search packs',
  accelerator: 'CommandOrControl+K',
  isEnabled: true,
} as const
const menus: readonly MenuDescription[] = [
  { label: 'Edit', lines: [{ kind: 'role', role: 'copy', label: 'Copy' }, { kind: 'separator' }, search] },
  { label: 'Help', role: 'help', lines: [] },
]

function open(isMac: boolean) {
  const set: MenuItemConstructorOptions[][] = []
  const performed: AppAction[] = []
  const menu = new ApplicationMenu({
    menu: {
      buildFromTemplate: (template) => template as unknown as Menu,
      setApplicationMenu: (made) => void set.push(made as unknown as MenuItemConstructorOptions[]),
    },
    isMac,
    perform: (action) => performed.push(action),
  })
  return { menu, set, performed }
}

test.each([
  ['leaves the keys of its items to the window', false],
  ['hears the keys of its items itself on macOS, where it may be there without a window', true],
])('the menu %s', (_what, isMac) => {
  const { menu, set, performed } = open(isMac)
  menu.show(menus)
  const [edit, help] = set[0] ?? []
  const [copy, , item] = edit?.submenu as MenuItemConstructorOptions[]
  item?.click?.(undefined as never, undefined, undefined as never)
  expect([copy, item?.accelerator, item?.registerAccelerator, help?.role, performed]).toEqual([
    { role: 'copy', label: 'Copy' },
    'CommandOrControl+K',
    isMac,
    'help',
    [{ kind: 'window', command: 'search' }],
  ])
})

test('the menu is made anew only when what it says has changed', () => {
  const { menu, set } = open(false)
  menu.show(menus)
  menu.show(structuredClone(menus))
  menu.show(menus.slice(1))
  expect(set.length).toBe(2)
})
