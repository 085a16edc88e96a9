/** A person who types fast presses a key after a tenth of a second: what is drawn between two would hold up the second. */
const typingPauseMs = 120

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
}
