import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { isRunning, type DownloadState } from '../../src-shared/domain/download-state'
import type { SpeedStanding } from './speed-series'

type Part = Exclude<SpeedStanding, 'idle'>

/** How all downloads together stand, kept as they change: looking at each at every change would cost the square of the queue. */
export class DownloadStanding {
  readonly #parts = new Map<string, Part>()
  readonly #counts: Record<Part, number> = { active: 0, paused: 0 }

  /** What all of them come to. */
  get present(): SpeedStanding {
    if (this.#counts.active > 0) return 'active'
    return this.#counts.paused > 0 ? 'paused' : 'idle'
  }

  /** The download of that pack stands here now; `undefined` when there is none. */
  see(id: AssetPackID, state: DownloadState | undefined): void {
    const key = assetPackIDKey(id)
    const [before, now] = [this.#parts.get(key), state === undefined ? undefined : partOf(state)]
    if (before === now) return
    if (before !== undefined) this.#counts[before] -= 1
    if (now === undefined) {
      this.#parts.delete(key)
      return
    }
    this.#counts[now] += 1
    this.#parts.set(key, now)
  }
}

function partOf(state: DownloadState): Part | undefined {
  if (isRunning(state)) return 'active'
  return state.kind === 'paused' || state.kind === 'waiting' ? 'paused' : undefined
}
