/** A person who types fast presses a key after a tenth of a second: what is drawn between two would hold up the second. */
const typingPauseMs = 120
/** Nothing scrolls any more once no position has changed for so long. */
const scrollPauseMs = 100
/** Nobody reads a figure that moves, but its bar may stand still no longer than this. */
const longestHoldMs = 500

let scrolledAt = Number.NEGATIVE_INFINITY
document.addEventListener(
  'scroll',
  () => {
    scrolledAt = performance.now()
  },
  { capture: true, passive: true },
)

/** When the browser has time for what takes long to draw; what the store knows as `DrawingPace`. */
export const drawingPace = {
  afterPaint: (callback: () => void): (() => void) => {
    // A window out of sight is not painted.
    if (document.visibilityState === 'hidden') {
      callback()
      return () => undefined
    }
    let timer: ReturnType<typeof setTimeout> | undefined
    // A frame is painted after its callbacks, and before any task that they leave.
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(callback)
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  },
  afterTyping: (callback: () => void): (() => void) => {
    const timer = setTimeout(callback, typingPauseMs)
    return () => {
      clearTimeout(timer)
    }
  },
  atRest: (callback: () => void): (() => void) => {
    const latest = performance.now() + longestHoldMs
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = (): void => {
      const now = performance.now()
      const wait = Math.min(scrolledAt + scrollPauseMs, latest) - now
      if (wait > 0) timer = setTimeout(look, wait)
      else callback()
    }
    look()
    return () => {
      clearTimeout(timer)
    }
  },
}
