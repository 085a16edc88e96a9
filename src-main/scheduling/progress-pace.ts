import type { Clock } from '../platform/clock'

/** Milliseconds between two progress updates of one download, at least. */
const shortestPauseMs = 100
/** Milliseconds of silence after which the numbers are told again, so that a stalled transfer does not look fast. */
const stallMs = 1_000

/** Says when to tell progress: at most ten times a second, at least once a second while an attempt runs. */
export class ProgressPace {
  readonly #clock: Clock
  readonly #tell: () => void
  #toldAt = Number.NEGATIVE_INFINITY
  #timer: { readonly dueAt: number; readonly cancel: () => void } | undefined

  constructor(clock: Clock, tell: () => void) {
    this.#clock = clock
    this.#tell = tell
  }

  /** Something was heard: it is told now, or as soon as the last time is long enough ago. */
  heard(): void {
    const now = this.#clock.monotonic()
    const dueAt = this.#toldAt + shortestPauseMs
    if (now >= dueAt) this.#tellNow(now)
    else if (this.#timer === undefined || this.#timer.dueAt > dueAt) this.#arm(now, dueAt)
  }

  /** No timer is left behind. */
  stop(): void {
    this.#timer?.cancel()
    this.#timer = undefined
  }

  #tellNow(now: number): void {
    this.#toldAt = now
    this.#arm(now, now + stallMs)
    this.#tell()
  }

  #arm(now: number, dueAt: number): void {
    this.#timer?.cancel()
    const cancel = this.#clock.schedule(dueAt - now, () => {
      this.#tellNow(this.#clock.monotonic())
    })
    this.#timer = { dueAt, cancel }
  }
}
