/** Who waits for nothing to be left to do. */
export class IdleListeners {
  #listeners: (() => void)[] = []

  /** Resolves at the next {@link IdleListeners.wake}. */
  wait(): Promise<void> {
    return new Promise((resolve) => {
      this.#listeners.push(resolve)
    })
  }

  /** Tells everyone who waits. */
  wake(): void {
    const listeners = this.#listeners
    this.#listeners = []
    for (const listener of listeners) listener()
  }
}
