import { AsyncQueue } from '../../src-shared/base/async-queue'
import type { NumberedHistoryEntry } from '../../src-shared/domain/download-history'
import type { Clock } from '../platform/clock'
import type { DownloadHistory } from '../scheduling/download-history'

/** Milliseconds between two updates, at least. */
const shortestPauseMs = 250

/** The history as it is, then as it is after every change, at most four times a second; ends when `signal` aborts. */
export function historyFeed(
  history: Pick<DownloadHistory, 'entries' | 'changes'>,
  clock: Clock,
  signal: AbortSignal,
): AsyncIterableIterator<readonly NumberedHistoryEntry[], undefined> {
  let cancelTimer: (() => void) | undefined
  const unsubscribe = history.changes.subscribe(() => {
    cancelTimer ??= clock.schedule(shortestPauseMs, () => {
      cancelTimer = undefined
      queue.push(history.entries())
    })
  })
  const close = (): void => {
    queue.end()
  }
  const queue = new AsyncQueue<readonly NumberedHistoryEntry[]>({
    absorb: (_waiting, next) => [next],
    onLeave: () => {
      unsubscribe()
      cancelTimer?.()
      signal.removeEventListener('abort', close)
    },
  })
  if (signal.aborted) queue.end()
  else {
    signal.addEventListener('abort', close, { once: true })
    queue.push(history.entries())
  }
  return queue
}
