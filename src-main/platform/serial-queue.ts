/** Runs one piece of work after the other, in the order of asking. One that fails stops none of the others. */
export class SerialQueue {
  #last: Promise<unknown> = Promise.resolve()

  /** Runs `work` when all that was asked for before has ended. Work must not wait for work that comes after it. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#last.then(work)
    // Whoever asked hears of the failure.
    this.#last = result.catch(() => undefined)
    return result
  }

  /** Resolves when all that was asked for so far has ended. */
  async whenIdle(): Promise<void> {
    await this.#last
  }
}
