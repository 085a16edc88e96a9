import { cancelledBecause } from '../../src-shared/domain/cancellation-reason'
import type { AssetPackError } from '../../src-shared/domain/errors'

/** Calls that take long and must not outlive what they work on. */
export class RunningCalls {
  readonly #closing = new AbortController()
  readonly #running = new Set<Promise<unknown>>()

  /**
   * Runs `work` with a signal that aborts with that of the caller, and with the end of everything.
   *
   * @throws what `work` throws; that signal's reason, at once when it has aborted.
   */
  async run<T>(work: (signal: AbortSignal) => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    const { signal: closing } = this.#closing
    const open = signal === undefined ? closing : AbortSignal.any([signal, closing])
    open.throwIfAborted()
    const call = work(open)
    this.#running.add(call)
    try {
      return await call
    } finally {
      this.#running.delete(call)
    }
  }

  /** Tells all of them to end, and waits until they have. */
  async close(reason: AssetPackError = cancelledBecause('closed')): Promise<void> {
    this.#closing.abort(reason)
    await Promise.allSettled(this.#running)
  }
}
