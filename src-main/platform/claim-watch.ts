import type { Clock } from './clock'

/** Milliseconds between two looks. */
const lookEveryMs = 250

/** What a {@link ClaimWatch} works with. */
export interface ClaimWatchOptions {
  readonly isClaimed: () => Promise<boolean>
  /** May be called again as long as it is claimed. */
  readonly onClaimed: () => void
  readonly clock: Clock
}

/** Looks, as long as it is open, whether somebody wants what this process holds in the background. */
export class ClaimWatch {
  readonly #options: ClaimWatchOptions
  #cancelTimer: () => void = () => undefined
  #isClosed = false

  constructor(options: ClaimWatchOptions) {
    this.#options = options
    this.#wait()
  }

  close(): void {
    this.#isClosed = true
    this.#cancelTimer()
  }

  #wait(): void {
    this.#cancelTimer = this.#options.clock.schedule(lookEveryMs, () => void this.#look(), {
      isBackground: true,
    })
  }

  async #look(): Promise<void> {
    const { isClaimed, onClaimed } = this.#options
    // A folder that cannot be read now is looked at again.
    const isWanted = await isClaimed().catch(() => false)
    if (this.#isClosed) return
    if (isWanted) onClaimed()
    this.#wait()
  }
}
