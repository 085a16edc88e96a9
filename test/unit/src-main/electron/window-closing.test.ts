import { expect, test } from 'vitest'
import { closingAnswer } from '../../../../src-main/electron/window-closing'

test.each([
  ['linux', 'quit', true, false, 'quit'],
  ['darwin', 'quit', false, false, 'quit'],
  ['linux', 'keepRunning', true, false, 'hide'],
  ['linux', 'keepRunning', false, false, 'minimize'],
  ['win32', 'keepRunning', false, false, 'minimize'],
  ['darwin', 'keepRunning', false, false, 'close'],
  ['linux', 'keepRunning', true, true, 'close'],
] as const)(
  'a window that is closed on %s with "%s" (tray: %s, the app is ending: %s): %s',
  (platform, whenClosed, hasTray, isEnding, answer) => {
    expect(closingAnswer({ platform, whenClosed, hasTray, isEnding })).toBe(answer)
  },
)
