import type { Clock } from '../../src-main/platform/clock'

interface Timer {
  readonly at: number
  readonly fire: () => void
}

/** A clock that moves only when the test says so. */
export class ManualClock implements Clock {
  /** What timers count. */
  #time: number
  /** What the machine slept and timers did not count. */
  #slept = 0
  /** How far the clock on the wall was set. */
  #setBy = 0
  readonly #timers = new Set<Timer>()

  constructor(start = 1_700_000_000_000) {
    this.#time = start
  }

  now(): number {
    return this.sinceBoot() + this.#setBy
  }

  sinceBoot(): number {
    return this.#time + this.#slept
  }

  monotonic(): number {
    return this.#time
  }

  delay(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted()
      const cancel = this.schedule(milliseconds, () => {
        signal?.removeEventListener('abort', onAbort)
        resolve()
      })
      const onAbort = (): void => {
        cancel()
        reject(signal?.reason as Error)
      }
      signal?.addEventListener('abort', onAbort, { once: true })
    })
  }

  schedule(milliseconds: number, callback: () => void): () => void {
    const timer: Timer = { at: this.#time + milliseconds, fire: callback }
    this.#timers.add(timer)
    return () => {
      this.#timers.delete(timer)
    }
  }

  /** How many timers are waiting. */
  get pendingTimers(): number {
    return this.#timers.size
  }

  /** Moves time on and fires, in order, every timer that comes due; lets promises settle after each. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#time + milliseconds
    for (let next = this.#next(end); next !== undefined; next = this.#next(end)) {
      this.#timers.delete(next)
      this.#time = Math.max(this.#time, next.at)
      next.fire()
      await settled()
    }
    this.#time = end
    await settled()
  }

  /**
   * The machine sleeps: nothing fires. As on Linux timers then go on where they were; with `timersCount`, as on Windows and
   * macOS, what came due meanwhile fires with the next {@link ManualClock.advance}.
   */
  sleep(milliseconds: number, { timersCount = false } = {}): void {
    if (timersCount) this.#time += milliseconds
    else this.#slept += milliseconds
  }

  /** Somebody sets the clock on the wall, forwards or back: nothing else moves. */
  setWall(milliseconds: number): void {
    this.#setBy += milliseconds
  }

  #next(end: number): Timer | undefined {
    return [...this.#timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0]
  }
}

function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
