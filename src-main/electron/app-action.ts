import type { WindowCommand } from '../../src-shared/domain/window-request'

/** What an item of the menu or of the tray does: something of the app itself, or something that its window does. */
export type AppAction =
  | { readonly kind: 'app'; readonly name: 'open' | 'pauseAll' | 'resumeAll' | 'checkForUpdates' | 'quit' }
  | { readonly kind: 'window'; readonly command: WindowCommand }
