/** Takes one subscription back; calling it again does nothing. */
export type Unsubscribe = () => void

/**
 * Announces values to whoever subscribed, in the order of subscription.
 *
 * A listener that throws does not keep the others from hearing; its error goes to the `onListenerError` given at
 * construction.
 */
export class Emitter<T> {
  readonly #listeners = new Set<{ readonly notify: (value: T) => void }>()
  readonly #onListenerError: (error: unknown) => void

  constructor(onListenerError: (error: unknown) => void) {
    this.#onListenerError = onListenerError
  }

  /** How many listeners are subscribed; tests use it to find leaks. */
  get listenerCount(): number {
    return this.#listeners.size
  }

  /** Hears every value emitted after this call, until the returned function is called. */
  subscribe(listener: (value: T) => void): Unsubscribe {
    const subscription = { notify: listener }
    this.#listeners.add(subscription)
    return () => {
      this.#listeners.delete(subscription)
    }
  }

  /** Hands `value` to everyone who is subscribed at this moment. */
  emit(value: T): void {
    for (const subscription of [...this.#listeners]) {
      try {
        subscription.notify(value)
      } catch (error) {
        this.#onListenerError(error)
      }
    }
  }
}
