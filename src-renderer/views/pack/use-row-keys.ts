import { useLayoutEffect, useRef, type KeyboardEvent, type RefObject } from 'react'
import type { FileRow } from '../../store/file-tree'
import { useWindowParts } from '../window-context'
import { rowHeight } from './file-tree'
import { rowMove, typedRow, type RowPlace } from './row-moves'

/** What {@link useRowKeys} works with. */
export interface RowKeysOptions {
  readonly rows: readonly FileRow[]
  /** The line that can have the focus. */
  readonly current: number
  readonly scroller: RefObject<HTMLElement | null>
  readonly onToggle: (path: string) => void
  readonly onMove: (path: string) => void
}

/** Letters that follow each other within this time are one name. */
const typingMs = 800

/** The keys of a tree of lines. */
export function useRowKeys(options: RowKeysOptions): (event: KeyboardEvent<HTMLElement>) => void {
  const { clock } = useWindowParts()
  const typed = useRef({ letters: '', at: 0 })
  const isMoving = useRef(false)
  const { rows, current, scroller, onToggle, onMove } = options
  // The line must be drawn before it can have the focus.
  useLayoutEffect(() => {
    if (!isMoving.current || scroller.current === null) return
    isMoving.current = false
    focusLine(scroller.current, current)
  }, [current, scroller])
  const moveTo = (index: number): void => {
    const row = rows[index]
    if (row === undefined || index === current) return
    isMoving.current = true
    onMove(row.path)
  }
  const followTyping = (key: string): void => {
    const now = clock.monotonic()
    const letters = now - typed.current.at < typingMs ? typed.current.letters + key : key
    typed.current = { letters, at: now }
    const index = typedRow(rows, current, letters)
    if (index !== undefined) moveTo(index)
  }
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const move = rowMove(event.key, { rows, current, ...surroundings(scroller.current) })
    if (move === undefined) {
      if (event.key.length === 1 && event.key !== '/') followTyping(event.key)
      return
    }
    event.preventDefault()
    if (move.kind === 'toggle') onToggle(move.path)
    else moveTo(move.index)
  }
}

function surroundings(scroller: HTMLElement | null): Pick<RowPlace, 'pageRows' | 'isRightToLeft'> {
  if (scroller === null) return { pageRows: 1, isRightToLeft: false }
  return {
    pageRows: Math.max(1, Math.floor(scroller.clientHeight / rowHeight) - 1),
    isRightToLeft: getComputedStyle(scroller).direction === 'rtl',
  }
}

/** Brings a line into sight and gives it the focus. */
function focusLine(element: HTMLElement, index: number): void {
  element.querySelector<HTMLElement>(`[data-index="${String(index)}"]`)?.focus({ preventScroll: true })
  const top = index * rowHeight
  if (top < element.scrollTop) element.scrollTop = top
  else if (top + rowHeight > element.scrollTop + element.clientHeight)
    element.scrollTop = top + rowHeight - element.clientHeight
}
