import type { FinishJob } from './finish-job'
import type { PlanResult } from './plan-job'
import type { FinishOrder, TransferOrder } from './work-order'

/** When a {@link FinishPace} begins a pass. */
export interface FinishLimits {
  /** Plain bytes after which what is placed is made durable, whatever else there is to do. */
  readonly syncEveryBytes: number
  /** Plain bytes that are worth a worker that has nothing else to do. */
  readonly worthwhileBytes: number
}

/** What suits a disk of today. */
const usualFinishLimits: FinishLimits = {
  syncEveryBytes: 128 * 1024 * 1024,
  worthwhileBytes: 16 * 1024 * 1024,
}

/** Files of one order and what becomes of them now. */
export type FinishTask = Pick<FinishJob, 'order' | 'complete' | 'begun'>

/** What a {@link FinishPace} works with. */
export interface FinishPaceOptions {
  readonly plan: Pick<PlanResult, 'finish' | 'localFiles' | 'transfers'>
  /** Plain bytes that are in place now. */
  readonly placedBytes: () => number
  /** Whether the workers keep up with what comes in. */
  readonly hasRoom: () => boolean
  /** Absent = what suits a disk of today. */
  readonly limits?: FinishLimits | undefined
  /** Brings complete files into their final form, and makes these and the begun ones durable. */
  readonly finish: (tasks: readonly FinishTask[], signal: AbortSignal) => Promise<void>
}

/**
 * Finishes files and makes them durable while more come in: the disk works while the line does, not after it, and a power
 * cut costs about what came since. In the end only the {@link rest} is left: a second sync of a file that is durable already
 * writes nothing and still waits for the disk, once for each file.
 */
export class FinishPace {
  readonly #options: FinishPaceOptions
  /** Per file: transfers that still write to it. */
  readonly #awaited: Uint32Array
  /** Per file: 1 when something on this machine goes to it, and nobody here knows when. */
  readonly #isLocal: Uint8Array
  /** Per file: 1 when it has its final form and is durable. */
  readonly #isFinished: Uint8Array
  #syncedBytes: number
  #touched = new Set<number>()
  #transfersLeft: number
  #isRunning = false

  constructor(options: FinishPaceOptions) {
    const { finish, localFiles, transfers } = options.plan
    const fileCount = finish.reduce((count, { sizes }) => count + sizes.length, 0)
    this.#options = options
    this.#awaited = new Uint32Array(fileCount)
    this.#isLocal = new Uint8Array(fileCount)
    this.#isFinished = new Uint8Array(fileCount)
    this.#syncedBytes = options.placedBytes()
    this.#transfersLeft = transfers.length
    for (const file of localFiles) this.#isLocal[file] = 1
    for (const { files } of transfers)
      for (const file of files) this.#awaited[file] = (this.#awaited[file] ?? 0) + 1
  }

  /**
   * A transfer's chunks are all in place: every one of them, for what it was to write counts as complete from now on.
   * Finishes what waits for it when it is time; one at a time.
   */
  async unpacked({ files }: Pick<TransferOrder, 'files'>, signal: AbortSignal): Promise<void> {
    this.#transfersLeft -= 1
    for (const file of files) {
      this.#awaited[file] = (this.#awaited[file] ?? 0) - 1
      this.#touched.add(file)
    }
    if (!this.#isTime()) return
    const touched = [...this.#touched].sort((a, b) => a - b)
    const complete = touched.filter((file) => this.#awaited[file] === 0 && this.#isLocal[file] === 0)
    this.#touched.clear()
    this.#syncedBytes = this.#options.placedBytes()
    this.#isRunning = true
    try {
      const begun = touched.filter((file) => this.#awaited[file] !== 0 || this.#isLocal[file] === 1)
      await this.#options.finish(tasksOf(this.#options.plan.finish, complete, begun), signal)
      for (const file of complete) this.#isFinished[file] = 1
    } finally {
      this.#isRunning = false
    }
  }

  /** What is not finished yet, once everything is placed. */
  rest(): readonly FinishTask[] {
    const left: number[] = []
    for (const [file, isFinished] of this.#isFinished.entries()) if (isFinished === 0) left.push(file)
    return tasksOf(this.#options.plan.finish, left, [])
  }

  #isTime(): boolean {
    const { placedBytes, hasRoom, limits = usualFinishLimits } = this.#options
    const bytes = placedBytes() - this.#syncedBytes
    // After the last one there is nothing to do it beside: all workers share the rest.
    if (this.#isRunning || this.#transfersLeft === 0) return false
    return bytes >= limits.syncEveryBytes || (bytes >= limits.worthwhileBytes && hasRoom())
  }
}

/** Files by their numbers, which ascend, as tasks for the orders that they are in. */
function tasksOf(
  orders: readonly FinishOrder[],
  complete: readonly number[],
  begun: readonly number[],
): readonly FinishTask[] {
  const tasks: FinishTask[] = []
  const at = { first: 0, complete: 0, begun: 0 }
  for (const order of orders) {
    const end = at.first + order.sizes.length
    const take = (numbers: readonly number[], kind: 'complete' | 'begun'): Uint32Array => {
      const from = at[kind]
      while ((numbers[at[kind]] ?? end) < end) at[kind] += 1
      return Uint32Array.from(numbers.slice(from, at[kind]), (number) => number - at.first)
    }
    const task = { order, complete: take(complete, 'complete'), begun: take(begun, 'begun') }
    if (task.complete.length + task.begun.length > 0) tasks.push(task)
    at.first = end
  }
  return tasks
}
