/** Keys that are pressed together, as somebody with a PC keyboard calls them. */
export interface KeyCombination {
  /** `KeyboardEvent.key`; letters in lower case. */
  readonly key: string
  /** Control, on macOS the Command key. */
  readonly control?: true
  readonly shift?: true
  readonly alt?: true
}

/** A shortcut: what it does is its name, and any of its keys asks for it. */
interface Shortcut {
  /** The first is the one that menus show. */
  readonly keys: readonly [KeyCombination, ...KeyCombination[]]
  /** Where it counts: in the whole window, in the search field, on the pack that has the focus, on one that waits in the queue. */
  readonly scope: 'window' | 'search' | 'pack' | 'queue'
  /** Within a text the keys mean what they mean there. */
  readonly yieldsToText?: true
}

/**
 * Every key of the app, once: the menu, the sheet of shortcuts and whoever hears the keys read this list. Its order is that of
 * the sheet.
 */
export const shortcuts = {
  search: { scope: 'window', keys: [{ key: 'k', control: true }, { key: '/' }] },
  library: { scope: 'window', keys: [{ key: '1', control: true }] },
  downloads: { scope: 'window', keys: [{ key: '2', control: true }] },
  storage: { scope: 'window', keys: [{ key: '3', control: true }] },
  settings: {
    scope: 'window',
    keys: [
      { key: ',', control: true },
      { key: '4', control: true },
    ],
  },
  checkForUpdates: { scope: 'window', keys: [{ key: 'r', control: true }, { key: 'F5' }] },
  toggleAll: { scope: 'window', keys: [{ key: 'p', control: true, shift: true }] },
  undo: { scope: 'window', keys: [{ key: 'z', control: true }], yieldsToText: true },
  nextRegion: { scope: 'window', keys: [{ key: 'F6' }] },
  previousRegion: { scope: 'window', keys: [{ key: 'F6', shift: true }] },
  showShortcuts: { scope: 'window', keys: [{ key: 'F1' }, { key: '?' }] },
  firstFound: { scope: 'search', keys: [{ key: 'Enter' }, { key: 'ArrowDown' }] },
  clearSearch: { scope: 'search', keys: [{ key: 'Escape' }] },
  openPack: { scope: 'pack', keys: [{ key: 'Enter' }] },
  togglePack: { scope: 'pack', keys: [{ key: 'p' }] },
  removePack: { scope: 'pack', keys: [{ key: 'Delete' }] },
  moveUp: { scope: 'queue', keys: [{ key: 'ArrowUp', alt: true }] },
  moveDown: { scope: 'queue', keys: [{ key: 'ArrowDown', alt: true }] },
  moveToStart: { scope: 'queue', keys: [{ key: 'Home', alt: true }] },
  moveToEnd: { scope: 'queue', keys: [{ key: 'End', alt: true }] },
} as const satisfies Readonly<Record<string, Shortcut>>

/** The name of a shortcut, which is that of what it does. */
export type ShortcutName = keyof typeof shortcuts

/** Where a shortcut counts. */
export type ShortcutScope = Shortcut['scope']

/** The shortcuts of a scope. */
type ShortcutOf<Scope extends ShortcutScope> = {
  [Name in ShortcutName]: (typeof shortcuts)[Name]['scope'] extends Scope ? Name : never
}[ShortcutName]

/** A shortcut of the window as a whole. */
export type WindowShortcut = ShortcutOf<'window'>

/** Every shortcut in the order of the sheet. */
export const shortcutNames = Object.keys(shortcuts) as readonly ShortcutName[]

/** The parts of a key event that matter. */
export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** What decides whether plain characters are shortcuts now. */
export interface KeyCircumstances {
  /** A text field has the focus, where plain characters are text. */
  readonly isTyping: boolean
  /** The person wants shortcuts of a single character: software that types what it hears would trigger them by accident. */
  readonly withSingleKeys: boolean
}

/** The keys of a shortcut. */
export function keysOf(name: ShortcutName): readonly [KeyCombination, ...KeyCombination[]] {
  return shortcuts[name].keys
}

/** The shortcut of this scope that a key press asks for. */
export function shortcutFor<Scope extends ShortcutScope>(
  press: KeyPress,
  scope: Scope,
  { isTyping, withSingleKeys }: KeyCircumstances,
): ShortcutOf<Scope> | undefined {
  const isPlainAllowed = withSingleKeys && !isTyping
  return shortcutNames.find(
    (name): name is ShortcutOf<Scope> =>
      shortcuts[name].scope === scope &&
      !(isTyping && 'yieldsToText' in shortcuts[name]) &&
      keysOf(name).some((keys) => isPressed(keys, press) && (isPlainAllowed || !isSingleCharacter(keys))),
  )
}

/** Whether one letter, digit or sign is all that is pressed (WCAG 2.1.4). */
export function isSingleCharacter({ key, control, alt }: KeyCombination): boolean {
  return key.length === 1 && control !== true && alt !== true
}

function isPressed(keys: KeyCombination, press: KeyPress): boolean {
  return (
    press.key.toLowerCase() === keys.key.toLowerCase() &&
    (press.ctrlKey || press.metaKey) === (keys.control ?? false) &&
    press.altKey === (keys.alt ?? false) &&
    // Which signs need Shift is up to the keyboard; of a plain letter, a capital counts as well.
    (press.shiftKey === (keys.shift ?? false) || isSingleCharacter(keys))
  )
}

/** The keys as Electron's menus name them: `CommandOrControl+Shift+P`. */
export function acceleratorOf({ key, control, shift, alt }: KeyCombination): string {
  const named: Readonly<Record<string, string>> = { ArrowUp: 'Up', ArrowDown: 'Down' }
  return [
    ...(control === true ? ['CommandOrControl'] : []),
    ...(alt === true ? ['Alt'] : []),
    ...(shift === true ? ['Shift'] : []),
    named[key] ?? (key.length === 1 ? key.toUpperCase() : key),
  ].join('+')
}
