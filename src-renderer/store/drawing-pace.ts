/** Calls back later; the returned function takes that back. */
export type Later = (callback: () => void) => () => void

/** When what takes long to draw is drawn, so that a key, a click or a turn of the wheel is answered before it. */
export interface DrawingPace {
  /** Once what there is to see now has been painted. */
  readonly afterPaint: Later
  /** Once nothing has been typed for a moment. */
  readonly afterTyping: Later
  /** At once where nothing scrolls; else once that rests, or after half a second. */
  readonly atRest: Later
}

const atOnce: Later = (callback) => {
  callback()
  return () => undefined
}

/** All is drawn at once: in a page that nobody looks at. */
export const withoutPace: DrawingPace = { afterPaint: atOnce, afterTyping: atOnce, atRest: atOnce }
