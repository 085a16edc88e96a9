import { useEffect, useRef } from 'react'
import type { Route } from '../../store/route'
import { useWindow, useWindowParts } from '../window-context'
import { returnToPack, screenScroll } from './return-to-pack'
import { searchFieldID } from './use-shortcuts'

/**
 * Brings the focus to the new screen's heading, unless the person is typing a search that led there; from a pack's screen back
 * to the pack's card. It stands beside the screen, so that it waits with it where its code has to come first.
 */
export function FocusAfterMove(): null {
  const route = useWindow((state) => state.shown)
  const { clock, window } = useWindowParts()
  const scrollTop = useScrollBeforePack()
  const shown = useRef(route)
  useEffect(() => {
    const previous = shown.current
    shown.current = route
    if (placeOf(previous) === placeOf(route)) return undefined
    if (isSearching(route, window.getState().search)) return undefined
    if (previous.screen === 'pack' && route.screen === previous.pack?.from)
      return returnToPack(previous.pack.id, scrollTop.current, clock)
    document.querySelector('main')?.scrollTo(0, 0)
    document.querySelector('h1')?.focus()
    return undefined
  }, [route, scrollTop, clock, window])
  return null
}

/** Typing a search leads to the library, and goes on. */
function isSearching({ screen }: Route, search: string): boolean {
  return screen === 'library' && search !== '' && document.activeElement?.id === searchFieldID
}

function placeOf({ screen, pack }: Route): string {
  return screen === 'pack' ? `${screen} ${pack?.id ?? ''}` : screen
}

/** How far the screen was scrolled when the pack was opened: afterwards there is something else to scroll. */
function useScrollBeforePack(): { readonly current: number } {
  const { window } = useWindowParts()
  const scrollTop = useRef(0)
  useEffect(
    () =>
      window.subscribe(({ shown }, { shown: before }) => {
        if (shown.screen !== 'pack' || before.screen === 'pack') return
        scrollTop.current = screenScroll()
      }),
    [window],
  )
  return scrollTop
}
