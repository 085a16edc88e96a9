import { assetPackIDKey } from '../../src-shared/domain/asset-pack-id'
import { isRunning } from '../../src-shared/domain/download-state'
import type { QueueMove } from '../../src-shared/domain/queue-move'
import type { DurableValues } from '../store/asset-pack-store'
import type { ManagedDownload } from './managed-download'

/** A download as far as moving it goes. */
export type Movable = Pick<ManagedDownload, 'assetPack' | 'state'>

/**
 * The queue after a move. `first` means the first of those that do not run, paused ones included: what runs is not
 * overtaken by being put in order. Beside a download that has left the queue nothing can be put; everything stays as it is
 * then.
 */
export function movedQueue<T extends Movable>(queue: readonly T[], moved: T, move: QueueMove): readonly T[] {
  const others = queue.filter((download) => download !== moved)
  const index = targetIndex(others, move)
  return index === undefined ? queue : [...others.slice(0, index), moved, ...others.slice(index)]
}

function targetIndex(others: readonly Movable[], move: QueueMove): number | undefined {
  switch (move.kind) {
    case 'last':
      return others.length
    case 'first': {
      const first = others.findIndex(({ state }) => !isRunning(state))
      return first === -1 ? others.length : first
    }
    case 'before':
    case 'after': {
      const key = assetPackIDKey(move.id)
      const beside = others.findIndex(({ assetPack }) => assetPackIDKey(assetPack.id) === key)
      if (beside === -1) return undefined
      return move.kind === 'before' ? beside : beside + 1
    }
  }
}

const valueName = 'scheduling.order'

/**
 * The order that a person gave to the queue, kept over restarts: the numbers of the requests, first to start first. One
 * value, so that a move is one durable step however long the queue is.
 */
export class QueueOrder {
  readonly #values: DurableValues

  constructor(values: DurableValues) {
    this.#values = values
  }

  /** Gives the downloads of an earlier process their places again, and forgets what is no longer there. */
  restore(downloads: readonly ManagedDownload[]): void {
    const kept = parseSequences(this.#values.get(valueName))
    const places = new Map(kept.map((sequence, place) => [sequence, place]))
    for (const download of downloads) download.place = places.get(download.sequence)
    // Numbers begin anew once the queue was empty: an old one must not give its place to another request.
    const left = downloads.filter(({ place }) => place !== undefined)
    if (left.length < kept.length) this.#write(left.sort((a, b) => (a.place ?? 0) - (b.place ?? 0)))
  }

  /** Gives each of these its place; durable when it returns. */
  set(queue: readonly ManagedDownload[]): void {
    this.#write(queue)
    for (const [place, download] of queue.entries()) download.place = place
  }

  #write(queue: readonly ManagedDownload[]): void {
    this.#values.set(valueName, JSON.stringify(queue.map(({ sequence }) => sequence)))
  }
}

/** What cannot be read is no order: then the queue's own holds. */
function parseSequences(text: string | undefined): readonly number[] {
  if (text === undefined) return []
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value.filter((item) => typeof item === 'number') : []
  } catch {
    return []
  }
}
