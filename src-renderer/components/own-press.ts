import type { KeyboardEvent, SyntheticEvent } from 'react'

const keep = (event: SyntheticEvent): void => {
  event.stopPropagation()
}

/**
 * For a control of the page itself that may stand in an item of a list: the item would take a press of it for its own
 * otherwise, and be selected. Of a label also the click: that which the page makes for the box of it looks like one of assistive
 * software, and the item would undo what the box has done.
 */
export const ownPress = {
  onPointerDown: keep,
  onMouseDown: keep,
  onClick: keep,
  onKeyDown: (event: KeyboardEvent): void => {
    if (event.key !== ' ' && event.key !== 'Enter') return
    keep(event)
    // The system repeats a key that is held, and the page would press each time: also what has the focus since the first.
    if (event.repeat) event.preventDefault()
  },
}
