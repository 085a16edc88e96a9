import { screens, type NavigationScreen } from '../../store/route'

/** What a key asks of the window as a whole. */
export type Shortcut =
  NavigationScreen | 'search' | 'checkForUpdates' | 'toggleAll' | 'nextRegion' | 'previousRegion'

/** The parts of a key event that matter. */
export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

const withControl: ReadonlyMap<string, Shortcut> = new Map([
  ['k', 'search'],
  ['r', 'checkForUpdates'],
  ...screens.map((screen, index) => [String(index + 1), screen] as const),
  [',', 'settings'],
])

/** The shortcut of a key press; `isTyping` while a text field has the focus, where plain characters are text. */
export function shortcutFor(press: KeyPress, isTyping: boolean): Shortcut | undefined {
  const key = press.key.toLowerCase()
  if (press.altKey) return undefined
  if (key === 'f5') return 'checkForUpdates'
  if (key === 'f6') return press.shiftKey ? 'previousRegion' : 'nextRegion'
  const hasControl = press.ctrlKey || press.metaKey
  if (hasControl) return press.shiftKey ? (key === 'p' ? 'toggleAll' : undefined) : withControl.get(key)
  return key === '/' && !isTyping ? 'search' : undefined
}
