import { useEffect, useRef } from 'react'
import { useWindow } from '../window-context'

/**
 * Brings the focus to the new screen's heading, unless the person is typing a search that led there. It stands beside the
 * screen, so that it waits with it where its code has to come first.
 */
export function FocusAfterMove(): null {
  const screen = useWindow((state) => state.route.screen)
  const shown = useRef(screen)
  useEffect(() => {
    if (shown.current === screen) return
    shown.current = screen
    if (document.activeElement instanceof HTMLInputElement) return
    document.querySelector('h1')?.focus()
  }, [screen])
  return null
}
