import type { InstallProgress, InstallRequest } from './install-request'
import type { PlanResult } from './plan-job'

/** Counts what an installation does and tells whoever listens. */
export class InstallTally {
  readonly #tell: InstallRequest['onProgress']
  #phase: InstallProgress['phase'] = 'downloading'
  #indexBytes = 0
  #fetchedBefore = 0
  #fetchedBytes = 0
  #totalFetchBytes = 0
  #placedBytes = 0
  #totalPlacedBytes = 0

  /** Body bytes of every response. */
  bytesReceived = 0
  requests = 0
  /** Bytes that had come and were of no use. */
  bytesWasted = 0

  constructor(tell: InstallRequest['onProgress']) {
    this.#tell = tell
  }

  enter(phase: InstallProgress['phase']): void {
    this.#phase = phase
    this.#report()
  }

  /** The pack's index is here: part of what the installation costs, whether it came just now or before. */
  indexCame(bytes: number): void {
    this.#indexBytes = bytes
  }

  /** Begins to count anew by a plan: what earlier attempts fetched and placed counts. */
  begin({ totals, totalsFromStart }: Pick<PlanResult, 'totals' | 'totalsFromStart'>): void {
    this.#fetchedBefore = Math.max(0, totalsFromStart.bytesToFetch - totals.bytesToFetch)
    this.#fetchedBytes = 0
    this.#totalFetchBytes = this.#fetchedBefore + totals.bytesToFetch
    this.#placedBytes = totals.bytesStaged
    this.#totalPlacedBytes = totals.installedBytes + totals.spareBytes
    this.#report()
  }

  /** More bytes of the plan's transfers are here; less, when one starts over. */
  fetched(difference: number): void {
    this.#fetchedBytes += difference
    if (difference < 0) this.bytesWasted -= difference
    this.#report()
  }

  placed(bytes: number): void {
    this.#placedBytes += bytes
    this.#report()
  }

  /** Whether the bytes placed are the bytes of the whole version, and of what its frames lean on. */
  get isAllPlaced(): boolean {
    return this.#placedBytes === this.#totalPlacedBytes
  }

  #report(): void {
    this.#tell({
      phase: this.#phase,
      fetchedBytes: this.#indexBytes + this.#fetchedBefore + this.#fetchedBytes,
      totalFetchBytes: this.#indexBytes + this.#totalFetchBytes,
      placedBytes: this.#placedBytes,
      totalPlacedBytes: this.#totalPlacedBytes,
    })
  }
}
