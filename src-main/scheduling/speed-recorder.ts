import { AsyncQueue } from '../../src-shared/base/async-queue'
import type { Unsubscribe } from '../../src-shared/base/emitter'
import { withSpeedUpdate, type SpeedPoint, type SpeedUpdate } from '../../src-shared/domain/transfer-speed'
import type { Clock } from '../platform/clock'
import { DownloadStanding } from './download-standing'
import type { PackDownloads } from './pack-downloads'
import { withSeconds, type SpeedTally } from './speed-series'

/** What a {@link SpeedRecorder} works with. */
export interface SpeedRecorderOptions {
  readonly downloads: Pick<PackDownloads, 'traffic' | 'changes' | 'downloads' | 'download'>
  readonly clock: Clock
  /** The limit in force, in bytes a second. */
  readonly limit: () => number | undefined
}

const nothing: SpeedTally = { network: 0, disk: 0 }

/**
 * Remembers how fast all downloads together were in each of the last 600 seconds, whether a window looks or not. A second is
 * closed when something happens after it; only while somebody reads, a timer closes each as it ends.
 */
export class SpeedRecorder {
  readonly #options: SpeedRecorderOptions
  readonly #readers = new Set<AsyncQueue<SpeedUpdate>>()
  readonly #subscriptions: readonly Unsubscribe[]
  #points: readonly SpeedPoint[] = []
  #tally = nothing
  /** Monotonic milliseconds at which the last point ended; absent before anything was transferred or read. */
  #endedAt: number | undefined
  readonly #standing = new DownloadStanding()
  #cancelTimer: (() => void) | undefined

  constructor(options: SpeedRecorderOptions) {
    this.#options = options
    for (const { assetPack, state } of options.downloads.downloads()) this.#standing.see(assetPack.id, state)
    this.#subscriptions = [
      options.downloads.traffic.subscribe(({ arrivedBytes, writtenBytes }) => {
        this.#closeSeconds()
        const { network, disk } = this.#tally
        this.#tally = { network: network + arrivedBytes, disk: disk + writtenBytes }
      }),
      options.downloads.changes.subscribe((id) => {
        this.#closeSeconds()
        this.#standing.see(id, options.downloads.download(id)?.state)
      }),
    ]
  }

  /** The last ten minutes, then each second as it ends; ends when `signal` aborts. */
  open(signal: AbortSignal): AsyncIterableIterator<SpeedUpdate, undefined> {
    const close = (): void => {
      reader.end()
    }
    const reader = new AsyncQueue<SpeedUpdate>({
      absorb: joinedUpdates,
      onLeave: () => {
        this.#readers.delete(reader)
        if (this.#readers.size === 0) this.#stopTimer()
        signal.removeEventListener('abort', close)
      },
    })
    if (signal.aborted) reader.end()
    else {
      signal.addEventListener('abort', close, { once: true })
      this.#closeSeconds()
      reader.push({ kind: 'snapshot', points: this.#points })
      this.#readers.add(reader)
      if (this.#cancelTimer === undefined) this.#arm()
    }
    return reader
  }

  /** Ends every stream and leaves no timer behind. */
  close(): void {
    for (const unsubscribe of this.#subscriptions) unsubscribe()
    for (const reader of [...this.#readers]) reader.end()
  }

  #stopTimer(): void {
    this.#cancelTimer?.()
    this.#cancelTimer = undefined
  }

  #arm(): void {
    const { clock } = this.#options
    const dueAt = (this.#endedAt ?? clock.monotonic()) + 1_000
    this.#cancelTimer = clock.schedule(Math.max(0, dueAt - clock.monotonic()), () => {
      this.#cancelTimer = undefined
      this.#closeSeconds()
      if (this.#readers.size > 0) this.#arm()
    })
  }

  /** Adds the whole seconds that have passed. */
  #closeSeconds(): void {
    const now = this.#options.clock.monotonic()
    this.#endedAt ??= now
    const seconds = Math.floor((now - this.#endedAt) / 1_000)
    if (seconds < 1) return
    this.#endedAt += seconds * 1_000
    const facts = { tally: this.#tally, standing: this.#standing.present, limit: this.#options.limit() }
    this.#points = withSeconds(this.#points, seconds, facts)
    this.#tally = nothing
    const points = this.#points.slice(-seconds)
    for (const reader of this.#readers) reader.push({ kind: 'added', points })
  }
}

/** A slow reader finds what it has not read in one piece. */
export function joinedUpdates(waiting: readonly SpeedUpdate[], next: SpeedUpdate): readonly SpeedUpdate[] {
  const last = waiting.at(-1)
  if (last === undefined || next.kind === 'snapshot') return [next]
  return [{ kind: last.kind, points: withSpeedUpdate(last.points, next) }]
}
