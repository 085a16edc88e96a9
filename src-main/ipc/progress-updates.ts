import { AsyncQueue } from '../../src-shared/base/async-queue'

/** In percent of the whole: a window draws no finer. */
const stepPercent = 1

/** How far something is. */
interface Progress {
  readonly completedBytes: number
  readonly totalBytes: number
}

/** How something that takes long is told to a window. */
interface ToldWork<P extends Progress, E, U> {
  /** Tells how it goes and stops when `signal` aborts. */
  readonly run: (onProgress: (progress: P) => void, signal: AbortSignal) => Promise<E>
  readonly progressed: (progress: P) => U
  readonly ended: (end: E) => U
  /** Whether nobody needs that update any more once a newer one of its kind is there. */
  readonly isProgress: (update: U) => boolean
  /** Whether something else than the bytes has changed. */
  readonly isOther?: (last: P, next: P) => boolean
}

/**
 * Runs work as a stream: progress, then its end or its error. A reader that is slow gets the newest progress; one that
 * leaves stops the work.
 */
export function progressUpdates<P extends Progress, E, U>(
  signal: AbortSignal,
  { run, progressed, ended, isProgress, isOther = () => false }: ToldWork<P, E, U>,
): AsyncIterableIterator<U, undefined> {
  const leaving = new AbortController()
  const updates = new AsyncQueue<U>({
    absorb: (waiting, next) => [...waiting.filter((update) => !isProgress(update)), next],
    onLeave: () => {
      leaving.abort()
    },
  })
  let last: P | undefined
  const onProgress = (progress: P): void => {
    if (last !== undefined && !isOther(last, progress) && !isWorthTelling(last, progress)) return
    last = progress
    updates.push(progressed(progress))
  }
  run(onProgress, AbortSignal.any([signal, leaving.signal])).then(
    (end) => {
      updates.push(ended(end))
      updates.end()
    },
    (error: unknown) => {
      updates.fail(error)
    },
  )
  return updates
}

function isWorthTelling(last: Progress, next: Progress): boolean {
  if (last.totalBytes !== next.totalBytes) return true
  return (next.completedBytes - last.completedBytes) * 100 >= next.totalBytes * stepPercent
}
