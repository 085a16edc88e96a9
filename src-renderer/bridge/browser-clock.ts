/** The browser's clock; what the store knows as `Clock`. */
export const browserClock = {
  now: (): number => Date.now(),
  monotonic: (): number => performance.now(),
  schedule: (milliseconds: number, callback: () => void): (() => void) => {
    const timer = setTimeout(callback, milliseconds)
    return () => {
      clearTimeout(timer)
    }
  },
}
