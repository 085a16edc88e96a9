import type { Clock } from './clock'

/** A timer that comes so much too late was not held up by a busy processor: the machine slept. */
const latestMs = 10_000

/**
 * Calls `callback` after `milliseconds` in which the machine was awake all the time: after a sleep the time counts anew. For
 * whoever waits for somebody else's answer, which nobody can give meanwhile.
 *
 * @returns takes it back.
 */
export function scheduleAwake(clock: Clock, milliseconds: number, callback: () => void): () => void {
  let cancel: () => void = () => undefined
  const begin = (): void => {
    const dueAt = clock.monotonic() + milliseconds
    cancel = clock.schedule(milliseconds, () => {
      if (clock.monotonic() - dueAt > latestMs) begin()
      else callback()
    })
  }
  begin()
  return () => {
    cancel()
  }
}
