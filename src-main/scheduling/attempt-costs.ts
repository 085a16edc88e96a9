import type { DownloadCosts } from '../store/asset-pack-store'

type AttemptSpending = Pick<DownloadCosts, 'bytesFetched' | 'requests'>

/** What the attempts of one download cost, added up: a pause and a failure begin another attempt of the same download. */
export class AttemptCosts {
  #before: DownloadCosts
  #attempt: { readonly startedAt: number; readonly spent: AttemptSpending } | undefined

  /** `before` is what earlier processes spent. */
  constructor(before: DownloadCosts = nothing) {
    this.#before = before
  }

  /** What the attempts that have ended cost. */
  get total(): DownloadCosts {
    return this.#before
  }

  get isNothing(): boolean {
    const { milliseconds, bytesFetched, requests, isRest } = this.#before
    return milliseconds + bytesFetched + requests === 0 && isRest !== true
  }

  /** The download is asked for anew after it had ended: what that left has been counted. */
  reset(): void {
    this.#before = { ...nothing, isRest: true }
  }

  /** Something comes another way than over the network. */
  areOfRest(): void {
    this.#before = { ...this.#before, isRest: true }
  }

  /**
   * All of it has come, and that is so many bytes: an attempt that was stopped does not hear of the last ones that its transfers
   * kept, nor one whose process died of any.
   */
  cameWhole(bytes: number): void {
    if (this.#before.isRest === true) return
    this.#before = { ...this.#before, bytesFetched: Math.max(this.#before.bytesFetched, bytes) }
  }

  /** An attempt begins at `now` (monotonic milliseconds). */
  begin(now: number): void {
    this.#attempt = { startedAt: now, spent: nothing }
  }

  /** The present attempt has spent this much so far. */
  spent(spent: AttemptSpending): void {
    if (this.#attempt !== undefined) this.#attempt = { ...this.#attempt, spent }
  }

  /** The attempt ends at `now`. Without one nothing happens. */
  end(now: number): void {
    if (this.#attempt === undefined) return
    const { startedAt, spent } = this.#attempt
    this.#attempt = undefined
    this.#before = {
      ...this.#before,
      milliseconds: this.#before.milliseconds + Math.max(0, Math.round(now - startedAt)),
      bytesFetched: this.#before.bytesFetched + spent.bytesFetched,
      requests: this.#before.requests + spent.requests,
    }
  }
}

const nothing: DownloadCosts = { milliseconds: 0, bytesFetched: 0, requests: 0 }
