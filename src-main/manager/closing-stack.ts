import type { AssetPackError } from '../../src-shared/domain/errors'

/** What was opened, to be closed in the opposite order: all of it, whatever fails. */
export class ClosingStack {
  readonly #closers: ((reason: AssetPackError | undefined) => Promise<void> | void)[] = []

  /** Hands `opened` back and remembers how it is closed; `reason` is what calls that run meanwhile end with. */
  use<T>(opened: T, close: (opened: T, reason: AssetPackError | undefined) => Promise<void> | void): T {
    this.#closers.push((reason) => close(opened, reason))
    return opened
  }

  /**
   * Closes everything; a second call finds nothing to close.
   *
   * @throws the first failure, after all have been closed.
   */
  async close(reason?: AssetPackError): Promise<void> {
    const failures: unknown[] = []
    for (let close = this.#closers.pop(); close !== undefined; close = this.#closers.pop()) {
      try {
        await close(reason)
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
}
