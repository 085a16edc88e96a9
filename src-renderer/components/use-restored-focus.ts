import { useEffect, useRef, type RefObject } from 'react'

/** What React Aria asks the elements around an opener before it gives the focus back to it. */
const restoreEvent = 'react-aria-focus-scope-restore'

/**
 * Lets the focus come back to the very button within the element that opened a dialog: a collection around it would take
 * it for the whole item, and whoever changed their mind would have to find the button anew.
 */
export function useRestoredFocus(): RefObject<HTMLDivElement | null> {
  const container = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = container.current
    const keep = (event: Event): void => {
      event.stopPropagation()
    }
    element?.addEventListener(restoreEvent, keep)
    return () => element?.removeEventListener(restoreEvent, keep)
  }, [])
  return container
}
