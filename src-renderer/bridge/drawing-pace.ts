/** A person who types fast presses a key after a tenth of a second: what is drawn between two would hold up the second. */
const typingPauseMs = 120
/** Nothing scrolls any more once no position has changed for so long. */
const scrollPauseMs = 100
/** Nobody reads a figure that moves, but its bar may stand still no longer than this. */
const longestHoldMs = 500

/** Calls back later; the returned function takes that back. */
type Later = (callback: () => void) => () => void

interface PaceClock {
  readonly monotonic: () => number
  readonly schedule: (milliseconds: number, callback: () => void) => () => void
}

/** When the browser has time for what takes long to draw, by that clock; what the store knows as `DrawingPace`. */
export function drawingPace(
  clock: PaceClock,
): Readonly<Record<'afterPaint' | 'afterTyping' | 'atRest', Later>> {
  return {
    afterPaint: (callback) => {
      // A window out of sight is not painted.
      if (document.visibilityState === 'hidden') {
        callback()
        return () => undefined
      }
      let cancelTimer = (): void => undefined
      // A frame is painted after its callbacks, and before any task that they leave.
      const frame = requestAnimationFrame(() => {
        cancelTimer = clock.schedule(0, callback)
      })
      return () => {
        cancelAnimationFrame(frame)
        cancelTimer()
      }
    },
    afterTyping: (callback) => clock.schedule(typingPauseMs, callback),
    atRest: afterScrolling(clock),
  }
}

function afterScrolling(clock: PaceClock): Later {
  let scrolledAt = Number.NEGATIVE_INFINITY
  const noteTime = (): void => {
    scrolledAt = clock.monotonic()
  }
  document.addEventListener('scroll', noteTime, { capture: true, passive: true })
  return (callback) => {
    const latest = clock.monotonic() + longestHoldMs
    let cancelTimer = (): void => undefined
    const look = (): void => {
      const wait = Math.min(scrolledAt + scrollPauseMs, latest) - clock.monotonic()
      if (wait > 0) cancelTimer = clock.schedule(wait, look)
      else callback()
    }
    look()
    return () => {
      cancelTimer()
    }
  }
}
