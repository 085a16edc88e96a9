import type { InstallProgress, InstallRequest } from './install-request'
import type { PlanResult } from './plan-job'

type PlanSums = Pick<PlanResult, 'totals' | 'totalsFromStart'>

/** What earlier attempts fetched of what a plan is about. */
export function fetchedBefore({ totals, totalsFromStart }: PlanSums): number {
  return Math.max(0, totalsFromStart.bytesToFetch - totals.bytesToFetch)
}

/** Where one round of an update in little space stands in the whole of it. */
export interface RoundStanding {
  /** Plain bytes of the whole version. */
  readonly versionBytes: number
  /** Of these: bytes that are in place, of files that the round's plan does not look at. */
  readonly placedElsewhereBytes: number
  /** What earlier attempts at the version fetched. */
  readonly fetchedBeforeBytes: number
  /** What the rounds after it fetch, as far as is known. */
  readonly laterBytesToFetch: number
  readonly isLast: boolean
}

/** Counts what an installation does and tells whoever listens: once from nothing to everything, in however many rounds. */
export class InstallTally {
  readonly #tell: InstallRequest['onProgress']
  #phase: InstallProgress['phase'] = 'downloading'
  #indexBytes = 0
  #fetchedBefore = 0
  #fetchedBytes = 0
  #totalFetchBytes = 0
  #placedBytes = 0
  #totalPlacedBytes = 0
  #arrivedBytes = 0
  #writtenBytes = 0
  #retries = 0
  #hasBegun = false
  #round: RoundStanding | undefined
  /** The most that was told of the version's bytes: what a round puts aside is in place only for its time. */
  #toldPlacedBytes = 0

  /** Body bytes of every response. */
  bytesReceived = 0
  requests = 0
  /** Bytes that had come and were of no use. */
  bytesWasted = 0

  constructor(tell: InstallRequest['onProgress']) {
    this.#tell = tell
  }

  enter(phase: InstallProgress['phase']): void {
    // Of many rounds each has its end; the version has one.
    this.#phase = this.#round?.isLast === false ? 'downloading' : phase
    this.#report()
  }

  /** The pack's index is here: part of what the installation costs, whether it came just now or before. */
  indexCame(bytes: number): void {
    this.#indexBytes = bytes
  }

  /** Body bytes came over the network. What is told of the installation next says so. */
  arrived(bytes: number): void {
    if (bytes <= 0) return
    this.#arrivedBytes += bytes
    this.#writtenBytes += bytes
    this.#retries = 0
  }

  /** A transfer is begun anew, for the `failures`th time in a row. */
  retried(failures: number): void {
    this.#retries = Math.max(this.#retries, failures)
    this.#report()
  }

  /** The plans from now on are for one round: what the rounds before it did counts. */
  enterRound(standing: RoundStanding): void {
    this.#round = standing
    this.#fetchedBefore = standing.fetchedBeforeBytes
  }

  /** Begins to count by a plan: what earlier attempts fetched and placed counts. */
  begin({ totals, totalsFromStart }: PlanSums): void {
    if (this.#round === undefined) {
      this.#fetchedBefore = fetchedBefore({ totals, totalsFromStart })
      this.#fetchedBytes = 0
    }
    const laterBytes = this.#round?.laterBytesToFetch ?? 0
    this.#totalFetchBytes = this.#fetchedBefore + this.#fetchedBytes + totals.bytesToFetch + laterBytes
    this.#placedBytes = totals.bytesStaged
    this.#totalPlacedBytes = totals.installedBytes + totals.spareBytes
    this.#hasBegun = true
    this.#report()
  }

  /** More bytes of the plan's transfers are here; less, when one starts over. */
  fetched(difference: number): void {
    this.#fetchedBytes += difference
    if (difference < 0) this.bytesWasted -= difference
    this.#report()
  }

  /** More bytes are in their place, and were written there. */
  placed(bytes: number): void {
    this.#writtenBytes += bytes
    this.shared(bytes)
  }

  /** More bytes are in their place, and were not written: the disk has them twice under one. */
  shared(bytes: number): void {
    this.#placedBytes += bytes
    this.#report()
  }

  /** Bytes in place of the files of the present plan. */
  get placedBytes(): number {
    return this.#placedBytes
  }

  /** Whether the bytes placed are all of the present plan, those included that its frames lean on. */
  get isAllPlaced(): boolean {
    return this.#placedBytes === this.#totalPlacedBytes
  }

  #report(): void {
    this.#tell({
      phase: this.#presentPhase,
      fetchedBytes: this.#indexBytes + this.#fetchedBefore + this.#fetchedBytes,
      totalFetchBytes: this.#indexBytes + this.#totalFetchBytes,
      ...this.#placed(),
      arrivedBytes: this.#arrivedBytes,
      writtenBytes: this.#writtenBytes,
      requests: this.requests,
      retries: this.#retries,
    })
  }

  /** What has come is checked and put in place while the rest comes; once there is no rest, that is what goes on. */
  get #presentPhase(): InstallProgress['phase'] {
    const hasAll = this.#hasBegun && this.#fetchedBefore + this.#fetchedBytes >= this.#totalFetchBytes
    return this.#phase === 'downloading' && hasAll ? 'verifying' : this.#phase
  }

  #placed(): Pick<InstallProgress, 'placedBytes' | 'totalPlacedBytes'> {
    if (this.#round === undefined)
      return { placedBytes: this.#placedBytes, totalPlacedBytes: this.#totalPlacedBytes }
    const { versionBytes, placedElsewhereBytes } = this.#round
    const placedBytes = Math.min(versionBytes, placedElsewhereBytes + this.#placedBytes)
    this.#toldPlacedBytes = Math.max(this.#toldPlacedBytes, placedBytes)
    return { placedBytes: this.#toldPlacedBytes, totalPlacedBytes: versionBytes }
  }
}
