import type { AppSettings } from '../../src-shared/domain/app-settings'

/** What is known when somebody closes the window. */
export interface ClosingWindow {
  readonly platform: string
  readonly whenClosed: AppSettings['whenClosed']
  /** Whether the app has another place on the screen that brings its window back, as in a tray. */
  readonly hasTray: boolean
  /** Whether the app is ending already. */
  readonly isEnding: boolean
}

/**
 * What becomes of a window that somebody closes. `close` lets it go, and the app with it unless macOS keeps that in the
 * dock; `quit` ends the app; the other two leave it at work. Where nothing would bring a hidden window back it is minimised:
 * an app that cannot be found again seems to have crashed.
 */
export function closingAnswer({
  platform,
  whenClosed,
  hasTray,
  isEnding,
}: ClosingWindow): 'close' | 'quit' | 'hide' | 'minimize' {
  if (isEnding) return 'close'
  if (whenClosed === 'quit') return 'quit'
  if (platform === 'darwin') return 'close'
  return hasTray ? 'hide' : 'minimize'
}
