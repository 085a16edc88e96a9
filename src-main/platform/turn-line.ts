import { nextTurn } from './next-turn'

/**
 * Lets one through in each turn of the event loop, in the order of asking, so that many small pieces of work that were asked
 * for together do not hold up everything else as one long one.
 */
export class TurnLine {
  #last: Promise<void> | undefined

  /** Runs `work`: at once when nobody had a turn of late, else in a turn of its own. */
  async run<T>(work: () => T | Promise<T>): Promise<T> {
    const before = this.#last
    const over = before === undefined ? nextTurn() : before.then(nextTurn)
    this.#last = over
    void over.then(() => {
      if (this.#last === over) this.#last = undefined
    })
    if (before !== undefined) await before
    return work()
  }
}
