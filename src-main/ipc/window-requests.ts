import { AsyncQueue } from '../../src-shared/base/async-queue'
import type { WindowRequest } from '../../src-shared/domain/window-request'

/**
 * What is asked of the window from outside of it. A request that comes while no window listens waits for the next one, and
 * only the newest does: whoever clicked twice wants to be where the second click leads.
 */
export class WindowRequests {
  readonly #windows = new Set<AsyncQueue<WindowRequest>>()
  #waiting: WindowRequest | undefined

  /** Asks it of the window that is there, or of the next one. */
  ask(request: WindowRequest): void {
    if (this.#windows.size === 0) this.#waiting = request
    for (const window of this.#windows) window.push(request)
  }

  /** What is asked, until `signal` aborts. */
  stream(signal: AbortSignal): AsyncIterableIterator<WindowRequest, undefined> {
    const requests = new AsyncQueue<WindowRequest>({
      onLeave: () => {
        this.#windows.delete(requests)
        signal.removeEventListener('abort', end)
      },
    })
    const end = (): void => {
      requests.end()
    }
    this.#windows.add(requests)
    signal.addEventListener('abort', end, { once: true })
    if (signal.aborted) end()
    else if (this.#waiting !== undefined) {
      requests.push(this.#waiting)
      this.#waiting = undefined
    }
    return requests
  }
}
