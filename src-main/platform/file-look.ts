import { lstatSync } from 'node:fs'
import { lstat } from 'node:fs/promises'
import { systemClock, type Clock } from './clock'

/** Who asks again within so many milliseconds is one of many questions. */
const burstMs = 50
/** So long, in milliseconds, questions may be asked directly before others have their turn. */
const longestTurnMs = 4
/** A disk that takes longer to answer, in milliseconds, is not asked directly ... */
const slowMs = 2
/** ... for so long. */
const restMs = 1_000

/**
 * Says whether a regular file is at a path. Each question goes to the disk: what vanished is not there.
 *
 * To ask in the background costs several times what a disk needs that knows the answer. Who looks up many files one after
 * the other is answered directly, but only right after an answer, while the disk answers at once, and for a few milliseconds
 * at a time: the first question to a disk that sleeps, or to one that is far away, holds up nobody.
 */
export class FileLook {
  readonly #clock: Pick<Clock, 'monotonic'>
  #answeredAt = Number.NEGATIVE_INFINITY
  /** When others had their turn. */
  #turnAt = Number.NEGATIVE_INFINITY
  #restUntil = Number.NEGATIVE_INFINITY

  constructor(clock: Pick<Clock, 'monotonic'> = systemClock) {
    this.#clock = clock
  }

  /** Whether this question would be answered directly. */
  get isDirect(): boolean {
    const now = this.#clock.monotonic()
    return now - this.#answeredAt < burstMs && now - this.#turnAt < longestTurnMs && now >= this.#restUntil
  }

  /** Whether there is a regular file; not a link to one. */
  isFile(path: string): boolean | Promise<boolean> {
    return this.isDirect ? this.#directly(path) : this.#inBackground(path)
  }

  #directly(path: string): boolean {
    const before = this.#clock.monotonic()
    const isFile = isFileNow(path)
    this.#answeredAt = this.#clock.monotonic()
    if (this.#answeredAt - before > slowMs) this.#restUntil = this.#answeredAt + restMs
    return isFile
  }

  async #inBackground(path: string): Promise<boolean> {
    const stats = await lstat(path).catch(() => undefined)
    this.#answeredAt = this.#clock.monotonic()
    this.#turnAt = this.#answeredAt
    return stats?.isFile() === true
  }
}

function isFileNow(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isFile() === true
  } catch {
    // A file where a folder should be, or what may not be read.
    return false
  }
}
