import { AsyncQueue } from '../../src-shared/base/async-queue'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { NumberedHistoryEntry } from '../../src-shared/domain/download-history'
import type { QueueMove } from '../../src-shared/domain/queue-move'
import { withSpeedUpdate, type SpeedPoint, type SpeedUpdate } from '../../src-shared/domain/transfer-speed'

/** What {@link FakeRecords} start with. */
export interface FakeRecordsOptions {
  readonly history?: readonly NumberedHistoryEntry[]
  readonly speeds?: readonly SpeedPoint[]
}

/** How a window leaves a stream. */
interface Leaving {
  readonly signal?: AbortSignal
}

/** What the main process remembers of downloads, as a window sees it. */
export class FakeRecords {
  #history: readonly NumberedHistoryEntry[]
  #speeds: readonly SpeedPoint[]
  readonly #historyStreams = new Set<AsyncQueue<readonly NumberedHistoryEntry[]>>()
  readonly #speedStreams = new Set<AsyncQueue<SpeedUpdate>>()

  constructor({ history = [], speeds = [] }: FakeRecordsOptions) {
    this.#history = history
    this.#speeds = speeds
  }

  /** Lets seconds pass in which so much came, and tells every window. */
  addSpeeds(...points: readonly SpeedPoint[]): void {
    const update = { kind: 'added', points } as const
    this.#speeds = withSpeedUpdate(this.#speeds, update)
    for (const stream of this.#speedStreams) stream.push(update)
  }

  /** Replaces what has ended, and tells every window. */
  setHistory(history: readonly NumberedHistoryEntry[]): void {
    this.#history = history
    for (const stream of this.#historyStreams) stream.push(history)
  }

  readonly transferSpeeds = (_argument: undefined, { signal }: Leaving = {}): AsyncIterable<SpeedUpdate> =>
    openedStream(this.#speedStreams, { kind: 'snapshot', points: this.#speeds }, signal)

  readonly downloadHistory = (
    _argument: undefined,
    { signal }: Leaving = {},
  ): AsyncIterable<readonly NumberedHistoryEntry[]> =>
    openedStream(this.#historyStreams, this.#history, signal)
}

/** A stream of that kind: first what is so, then what changes; gone from `streams` once its window leaves. */
export function openedStream<T>(
  streams: Set<AsyncQueue<T>>,
  first: T,
  signal: AbortSignal | undefined,
): AsyncQueue<T> {
  const stream = new AsyncQueue<T>({ onLeave: () => streams.delete(stream) })
  signal?.addEventListener('abort', () => {
    stream.end()
  })
  streams.add(stream)
  stream.push(first)
  return stream
}

/** The queue after a move, as the main process makes it. */
export function movedIDs(
  queue: readonly AssetPackID[],
  id: AssetPackID,
  move: QueueMove,
  isWaiting: (other: AssetPackID) => boolean,
): readonly AssetPackID[] {
  const others = queue.filter((other) => other !== id)
  const beside = 'id' in move ? others.indexOf(move.id) : -1
  const index = {
    first: others.findIndex(isWaiting),
    last: others.length,
    before: beside,
    after: beside + 1,
  }[move.kind]
  return [...others.slice(0, index), id, ...others.slice(index)]
}
