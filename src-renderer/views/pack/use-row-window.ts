import { useLayoutEffect, useState, type RefObject } from 'react'
import { rowHeight } from './file-tree'

/** The lines from `first` up to, not including, `end`. */
export interface RowWindow {
  readonly first: number
  readonly end: number
}

/** Drawn beyond what is in sight, above and below: what a turn of the wheel brings is there already. */
const spareRows = 8

/** The lines that are in sight of a scrolling element, and a few around them. */
export function useRowWindow(scroller: RefObject<HTMLElement | null>, count: number): RowWindow {
  const [place, setPlace] = useState({ top: 0, height: 0 })
  // Before anything is painted: a tree that is made anew would show a few lines first.
  useLayoutEffect(() => {
    const element = scroller.current
    if (element === null) return undefined
    const look = (): void => {
      const { scrollTop: top, clientHeight: height } = element
      setPlace((before) => (before.top === top && before.height === height ? before : { top, height }))
    }
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    look()
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller])
  const first = Math.min(count, Math.max(0, Math.floor(place.top / rowHeight) - spareRows))
  const end = Math.min(count, Math.ceil((place.top + place.height) / rowHeight) + spareRows)
  return { first, end: Math.max(first, end) }
}
