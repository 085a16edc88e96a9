/** Lets a limited number of requests to one host run at once; the others wait in the order they came. */
export class ConnectionGate {
  readonly #limit: number
  readonly #running = new Map<string, number>()
  readonly #waiting = new Map<string, (() => void)[]>()

  constructor(limit: number) {
    this.#limit = limit
  }

  /**
   * Waits for a place at `host`; the returned function gives it back and may be called twice.
   *
   * @throws the signal's reason as soon as it aborts.
   */
  async enter(host: string, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    const running = this.#running.get(host) ?? 0
    if (running < this.#limit) this.#running.set(host, running + 1)
    else await this.#wait(host, signal)
    // One abort may end who was inside and, a moment later, who was let in for it: nobody would hear of it any more.
    if (signal.aborted) {
      this.#leave(host)
      throw signal.reason
    }
    let inside = true
    return () => {
      if (inside) this.#leave(host)
      inside = false
    }
  }

  #wait(host: string, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const queue = this.#waiting.get(host) ?? []
      this.#waiting.set(host, queue)
      const admit = (): void => {
        signal.removeEventListener('abort', onAbort)
        resolve()
      }
      const onAbort = (): void => {
        queue.splice(queue.indexOf(admit), 1)
        reject(signal.reason as Error)
      }
      queue.push(admit)
      signal.addEventListener('abort', onAbort, { once: true })
    })
  }

  // Whoever waits takes over the place that is given back, so the count stays.
  #leave(host: string): void {
    const next = this.#waiting.get(host)?.shift()
    if (next !== undefined) {
      next()
      return
    }
    const running = (this.#running.get(host) ?? 1) - 1
    if (running === 0) {
      this.#running.delete(host)
      this.#waiting.delete(host)
    } else this.#running.set(host, running)
  }
}
