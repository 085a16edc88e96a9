import { acceleratorOf, keysOf, type WindowShortcut } from '../../src-shared/domain/shortcuts'
import type { WindowCommand } from '../../src-shared/domain/window-request'
import type { AppAction } from './app-action'
import type { MainText } from './main-text'
import { toggleOf, type PresenceState } from './presence-state'

/** What the system itself does for a menu item, with the keys that it has for it. */
export type MenuRole =
  | 'about'
  | 'services'
  | 'hide'
  | 'hideOthers'
  | 'unhide'
  | 'quit'
  | 'close'
  | 'undo'
  | 'redo'
  | 'cut'
  | 'copy'
  | 'paste'
  | 'selectAll'
  | 'resetZoom'
  | 'zoomIn'
  | 'zoomOut'
  | 'togglefullscreen'
  | 'minimize'
  | 'zoom'
  | 'front'

/** One line of a menu. */
export type MenuLine =
  | { readonly kind: 'separator' }
  | { readonly kind: 'role'; readonly role: MenuRole; readonly label: string }
  | {
      readonly kind: 'action'
      readonly action: AppAction
      readonly label: string
      readonly accelerator?: string
      readonly isEnabled: boolean
    }

/** One menu of the bar. */
export interface MenuDescription {
  readonly label: string
  /** Menus that macOS adds lines of its own to. */
  readonly role?: 'window' | 'help'
  readonly lines: readonly MenuLine[]
}

/** What the menu depends on. */
export interface MenuFacts {
  readonly isMac: boolean
  readonly productName: string
  readonly state: Pick<PresenceState, 'active' | 'paused' | 'checking'>
  readonly text: MainText
}

const separator: MenuLine = { kind: 'separator' }

/**
 * The menu bar, in the person's language. Reloading and developer tools are left out: Ctrl+R belongs to "check for updates".
 */
export function menuDescription(facts: MenuFacts): readonly MenuDescription[] {
  const { isMac, productName, text } = facts
  const role = roleLines(facts)
  const quit = role('quit')
  return [
    ...(isMac ? [appMenu(facts)] : []),
    { label: text('menu.file'), lines: [...role('close'), ...(isMac ? [] : [separator, ...quit])] },
    {
      label: text('menu.edit'),
      lines: [
        ...role('undo', 'redo'),
        separator,
        ...role('cut', 'copy', 'paste', 'selectAll'),
        separator,
        action(facts, 'search'),
      ],
    },
    viewMenu(facts),
    packsMenu(facts),
    {
      label: text('menu.window'),
      role: 'window',
      lines: isMac ? role('minimize', 'zoom', 'front') : role('minimize'),
    },
    { label: text('menu.help'), role: 'help', lines: helpLines(facts, productName) },
  ]
}

function appMenu(facts: MenuFacts): MenuDescription {
  const role = roleLines(facts)
  const settings = { ...action(facts, 'settings'), label: facts.text('menu.settings') }
  return {
    label: facts.productName,
    lines: [
      ...role('about'),
      separator,
      settings,
      separator,
      ...role('services'),
      separator,
      ...role('hide', 'hideOthers', 'unhide'),
      separator,
      ...role('quit'),
    ],
  }
}

function viewMenu(facts: MenuFacts): MenuDescription {
  return {
    label: facts.text('menu.view'),
    lines: [
      ...(['library', 'downloads', 'storage', 'settings'] as const).map((name) => action(facts, name)),
      separator,
      action(facts, 'nextRegion'),
      action(facts, 'previousRegion'),
      separator,
      ...roleLines(facts)('resetZoom', 'zoomIn', 'zoomOut'),
      separator,
      ...roleLines(facts)('togglefullscreen'),
    ],
  }
}

function packsMenu(facts: MenuFacts): MenuDescription {
  const { text, state } = facts
  const toggle = toggleOf(state)
  return {
    label: text('menu.packs'),
    lines: [
      {
        kind: 'action',
        action: { kind: 'app', name: 'checkForUpdates' },
        label: text('command.checkForUpdates'),
        accelerator: acceleratorOf(keysOf('checkForUpdates')[0]),
        isEnabled: !state.checking,
      },
      separator,
      {
        kind: 'action',
        action: { kind: 'app', name: toggle ?? 'pauseAll' },
        label: text(`menu.${toggle ?? 'pauseAll'}`),
        accelerator: acceleratorOf(keysOf('toggleAll')[0]),
        isEnabled: toggle !== undefined,
      },
    ],
  }
}

function helpLines(facts: MenuFacts, name: string): readonly MenuLine[] {
  const shortcuts = action(facts, 'showShortcuts')
  if (facts.isMac) return [shortcuts]
  return [shortcuts, separator, { kind: 'role', role: 'about', label: facts.text('menu.about', { name }) }]
}

function action({ text }: MenuFacts, command: WindowShortcut & WindowCommand): MenuLine {
  return {
    kind: 'action',
    action: { kind: 'window', command },
    label: text(`command.${command}`),
    accelerator: acceleratorOf(keysOf(command)[0]),
    isEnabled: true,
  }
}

function roleLines({
  text,
  productName: name,
}: MenuFacts): (...names: readonly MenuRole[]) => readonly MenuLine[] {
  return (...names) => names.map((role) => ({ kind: 'role', role, label: text(`menu.${role}`, { name }) }))
}
