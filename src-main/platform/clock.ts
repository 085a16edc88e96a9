import { uptime } from 'node:os'

/** How a callback is scheduled. */
export interface TimerOptions {
  /** The process may end before: nothing is lost then. */
  readonly isBackground?: boolean | undefined
}

/** Time, as far as anything above this folder may know it. Tests replace it with a `ManualClock`. */
export interface Clock {
  /** Wall time in milliseconds since 1970. May jump. */
  now(): number
  /** Milliseconds since some fixed moment; never goes backwards. Whether the time asleep counts depends on the system. */
  monotonic(): number
  /** Milliseconds since some fixed moment, the time asleep included whatever the system; never goes backwards. */
  sinceBoot(): number
  /**
   * Resolves after `milliseconds`.
   *
   * @throws the signal's reason as soon as `signal` aborts; no timer is left behind.
   */
  delay(milliseconds: number, signal?: AbortSignal): Promise<void>
  /**
   * Calls `callback` once after `milliseconds`; the returned function takes it back. Until then the process lives on, unless
   * `isBackground`. Whether the time asleep counts depends on the system.
   */
  schedule(milliseconds: number, callback: () => void, options?: TimerOptions): () => void
}

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sinceBoot: millisecondsSinceBoot,
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
  schedule: (milliseconds, callback, { isBackground = false } = {}) => {
    const timer = setTimeout(callback, milliseconds)
    if (isBackground) timer.unref()
    return () => {
      clearTimeout(timer)
    }
  },
}

/** What the system calls its uptime counts the time asleep everywhere; some sandboxes do not say it. */
function millisecondsSinceBoot(): number {
  try {
    return uptime() * 1000
  } catch {
    return performance.now()
  }
}
