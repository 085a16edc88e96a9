/** Time, as far as anything above this folder may know it. Tests replace it with a `ManualClock`. */
export interface Clock {
  /** Wall time in milliseconds since 1970. May jump. */
  now(): number
  /** Milliseconds since some fixed moment; never goes backwards. */
  monotonic(): number
  /**
   * Resolves after `milliseconds`.
   *
   * @throws the signal's reason as soon as `signal` aborts; no timer is left behind.
   */
  delay(milliseconds: number, signal?: AbortSignal): Promise<void>
  /** Calls `callback` once after `milliseconds`; the returned function takes it back. Until then the process lives on. */
  schedule(milliseconds: number, callback: () => void): () => void
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  delay: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      const onAbort = (): void => {
        clearTimeout(timer)
        reject(signal?.reason as Error)
      }
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', onAbort)
        resolve()
      }, milliseconds)
      signal?.addEventListener('abort', onAbort, { once: true })
    }),
  schedule: (milliseconds, callback) => {
    const timer = setTimeout(callback, milliseconds)
    return () => {
      clearTimeout(timer)
    }
  },
}
