import type { DownloadCosts } from '../store/asset-pack-store'

/** What the attempts of one download cost, added up: a pause and a failure begin another attempt of the same download. */
export class AttemptCosts {
  #before: DownloadCosts
  #attempt: { readonly startedAt: number; readonly spent: Omit<DownloadCosts, 'milliseconds'> } | undefined

  /** `before` is what earlier processes spent. */
  constructor(before: DownloadCosts = nothing) {
    this.#before = before
  }

  /** What the attempts that have ended cost. */
  get total(): DownloadCosts {
    return this.#before
  }

  get isNothing(): boolean {
    const { milliseconds, bytesFetched, requests } = this.#before
    return milliseconds + bytesFetched + requests === 0
  }

  /** The download is asked for anew after it had ended. */
  reset(): void {
    this.#before = nothing
  }

  /** An attempt begins at `now` (monotonic milliseconds). */
  begin(now: number): void {
    this.#attempt = { startedAt: now, spent: nothing }
  }

  /** The present attempt has spent this much so far. */
  spent(spent: Omit<DownloadCosts, 'milliseconds'>): void {
    if (this.#attempt !== undefined) this.#attempt = { ...this.#attempt, spent }
  }

  /** The attempt ends at `now`. Without one nothing happens. */
  end(now: number): void {
    if (this.#attempt === undefined) return
    const { startedAt, spent } = this.#attempt
    this.#attempt = undefined
    this.#before = {
      milliseconds: this.#before.milliseconds + Math.max(0, Math.round(now - startedAt)),
      bytesFetched: this.#before.bytesFetched + spent.bytesFetched,
      requests: this.#before.requests + spent.requests,
    }
  }
}

const nothing: DownloadCosts = { milliseconds: 0, bytesFetched: 0, requests: 0 }
