import { downloadPriority } from '../../src-shared/domain/download-priority'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { DownloadOrigin } from '../store/asset-pack-store'

export type { DownloadOrigin }

/** What decides the order of two downloads. */
export interface QueuePosition {
  readonly origin: DownloadOrigin
  /** -100 to 100; higher goes first. */
  readonly priority: number
  /** Order of asking; lower goes first. */
  readonly sequence: number
  /** Where a person put it among those that have a place; lower goes first. */
  readonly place?: number | undefined
}

const originOrder: { readonly [K in DownloadOrigin]: number } = {
  essential: 0,
  foreground: 1,
  prefetch: 2,
  update: 3,
}

/** Whether the system started it by itself and may hold it until conditions are good. Essential packs never wait. */
export function isDeferrable(origin: DownloadOrigin): boolean {
  return origin === 'prefetch' || origin === 'update'
}

/** The one of two origins that goes first: a second request never puts a download further back. */
export function strongerOrigin(first: DownloadOrigin, second: DownloadOrigin): DownloadOrigin {
  return originOrder[first] <= originOrder[second] ? first : second
}

/** Negative when `first` goes before `second` by itself: by origin, then by priority, then in the order of asking. */
export function compareQueuePositions(first: QueuePosition, second: QueuePosition): number {
  return (
    originOrder[first.origin] - originOrder[second.origin] ||
    second.priority - first.priority ||
    first.sequence - second.sequence
  )
}

/**
 * The same downloads, first to start first. Those that a person gave a place stand as they were put; each other one stands
 * before the first of them that it goes before by itself, so that what is asked for later changes nobody's order.
 */
export function inQueueOrder<T extends QueuePosition>(downloads: Iterable<T>): T[] {
  const all = [...downloads]
  const others = all.filter(({ place }) => place === undefined).sort(compareQueuePositions)
  const ordered: T[] = []
  let next = 0
  for (const placed of all.filter(({ place }) => place !== undefined).sort(comparePlaces)) {
    for (let other = others[next]; other !== undefined; other = others[next]) {
      if (compareQueuePositions(other, placed) > 0) break
      ordered.push(other)
      next += 1
    }
    ordered.push(placed)
  }
  return [...ordered, ...others.slice(next)]
}

function comparePlaces(first: QueuePosition, second: QueuePosition): number {
  return (first.place ?? 0) - (second.place ?? 0)
}

/** In the order of asking. */
export function compareSequence(
  first: Pick<QueuePosition, 'sequence'>,
  second: Pick<QueuePosition, 'sequence'>,
): number {
  return first.sequence - second.sequence
}

/**
 * A priority that somebody gave.
 *
 * @throws `invalidArgument` unless it is a whole number from -100 to 100.
 */
export function checkedPriority(priority: number): number {
  const { min, max } = downloadPriority
  if (Number.isInteger(priority) && priority >= min && priority <= max) return priority
  throw new AssetPackError(
    'invalidArgument',
    `A priority is a whole number from ${String(min)} to ${String(max)}.`,
  )
}
