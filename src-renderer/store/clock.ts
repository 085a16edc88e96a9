/** Time, as far as the window may know it; tests replace it with a `ManualClock`. */
export interface Clock {
  /** Wall time in milliseconds since 1970. May jump. */
  now(): number
  /** Milliseconds since some fixed moment; never goes backwards. */
  monotonic(): number
  /** Calls `callback` once after `milliseconds`; the returned function takes it back. */
  schedule(milliseconds: number, callback: () => void): () => void
}
