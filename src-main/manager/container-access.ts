import { abortable } from '../../src-shared/base/cancellation'

/** Lets many work with the container's files at a time, or one who moves them all alone. */
export class ContainerAccess {
  readonly #users = new Set<Promise<unknown>>()
  #alone: Promise<unknown> | undefined

  /**
   * Runs work that reads or stages files, which must not move meanwhile. Such work must not ask for the same inside of it.
   *
   * @throws the signal's reason when it aborts while somebody is alone with the files.
   */
  async use<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    while (this.#alone !== undefined) await abortable(this.#alone, signal)
    const run = work()
    const ended = run.catch(() => undefined)
    this.#users.add(ended)
    return run.finally(() => this.#users.delete(ended))
  }

  /**
   * Waits until all who work with the files have ended, and lets nobody else begin before `work` has ended.
   *
   * @throws the signal's reason when it aborts before `work` has begun.
   */
  async alone<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    while (this.#alone !== undefined) await abortable(this.#alone, signal)
    signal.throwIfAborted()
    const run = abortable(Promise.all(this.#users), signal).then(work)
    const ended = run
      .catch(() => undefined)
      .then(() => {
        this.#alone = undefined
      })
    this.#alone = ended
    return run
  }
}
