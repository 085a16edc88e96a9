/** What was opened, to be closed in the opposite order: all of it, whatever fails. */
export class ClosingStack {
  readonly #closers: (() => Promise<void> | void)[] = []

  /** Hands `opened` back and remembers how it is closed. */
  use<T>(opened: T, close: (opened: T) => Promise<void> | void): T {
    this.#closers.push(() => close(opened))
    return opened
  }

  /**
   * Closes everything; a second call finds nothing to close.
   *
   * @throws the first failure, after all have been closed.
   */
  async close(): Promise<void> {
    const failures: unknown[] = []
    for (let close = this.#closers.pop(); close !== undefined; close = this.#closers.pop()) {
      try {
        await close()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
}
