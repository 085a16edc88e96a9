import type { Clock } from './clock'

const againMs = 1000

/**
 * Follows a stream of the main process until `signal` aborts: when it ends or breaks it is opened again, a second later.
 * Never rejects.
 *
 * @param onLost - Called each time before the wait.
 */
export async function followAgain(
  clock: Clock,
  signal: AbortSignal,
  follow: () => Promise<void>,
  onLost: () => void = () => undefined,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await follow()
    } catch {
      // What broke the stream is of no use to anybody here; that it broke is heard by `onLost`, and it is opened again.
    }
    // An abort during the wait above ends the loop; the type checker cannot see that the signal changes.
    if ((signal as { readonly aborted: boolean }).aborted) return
    onLost()
    await pause(clock, againMs, signal)
  }
}

function pause(clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      cancel()
      signal.removeEventListener('abort', done)
      resolve()
    }
    const cancel = clock.schedule(milliseconds, done)
    signal.addEventListener('abort', done, { once: true })
  })
}
