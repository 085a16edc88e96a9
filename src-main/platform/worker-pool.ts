import { Worker, type Transferable } from 'node:worker_threads'
import type { Logger } from './logger'
import type { JobAnswer, JobMessage } from './worker-protocol'

/** What a {@link WorkerPool} is made of. */
export interface WorkerPoolOptions {
  /** The built script that every worker runs; it answers with `serveJobs`. */
  readonly entry: URL
  /** How many jobs run at the same time. */
  readonly size: number
  readonly logger: Logger
}

/** How one job is run. */
export interface RunOptions {
  readonly signal: AbortSignal
  /** Buffers of the job that move to the worker instead of being copied. */
  readonly transfer?: readonly Transferable[] | undefined
}

/** A job that failed in its worker: `failure` is what the worker's `describeFailure` made of the error. */
export class WorkerJobError extends Error {
  override readonly name = 'WorkerJobError'
  readonly failure: unknown

  constructor(failure: unknown) {
    super('A job failed in its worker.')
    this.failure = failure
  }
}

/** A job whose worker died before it answered, or that came after the pool was closed. */
export class WorkerLostError extends Error {
  override readonly name = 'WorkerLostError'
}

/**
 * Runs jobs in threads, one job a thread at a time, in the order of asking.
 *
 * Promises:
 * - No thread is started before there is a job for it, or one is announced; a thread without a job keeps no process alive.
 * - A cancelled job that waits rejects at once. One that runs is told so, and rejects when it has stopped: nothing it
 *   does happens after the rejection. Either rejects with the signal's reason.
 * - A thread that dies takes only its job along; the next job gets a new one.
 */
export class WorkerPool {
  readonly size: number
  readonly #entry: URL
  readonly #logger: Logger
  readonly #threads = new Set<Thread>()
  readonly #waiting = new Set<Task>()
  #nextID = 1
  #closing: Promise<void> | undefined

  constructor({ entry, size, logger }: WorkerPoolOptions) {
    this.#entry = entry
    this.size = Math.max(1, size)
    this.#logger = logger
  }

  /**
   * Runs one job and gives what it answered.
   *
   * @throws WorkerJobError, WorkerLostError, or the signal's reason.
   */
  run<Result>(job: unknown, { signal, transfer = [] }: RunOptions): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      signal.throwIfAborted()
      if (this.#closing !== undefined) throw new WorkerLostError('The worker pool is closed.')
      const id = this.#nextID
      this.#nextID += 1
      const onAbort = (): void => {
        this.#cancel(task, signal.reason as Error)
      }
      const settle = (): void => {
        signal.removeEventListener('abort', onAbort)
      }
      const cancelled = new Int32Array(new SharedArrayBuffer(4))
      const task: Task = {
        message: { id, job, cancelled },
        transfer,
        resolve: (result) => {
          settle()
          if (signal.aborted) reject(signal.reason as Error)
          else resolve(result as Result)
        },
        reject: (error) => {
          settle()
          reject(signal.aborted ? (signal.reason as Error) : error)
        },
      }
      signal.addEventListener('abort', onAbort, { once: true })
      this.#waiting.add(task)
      this.#dispatch()
    })
  }

  /** Announces a job: a thread starts now, unless one is idle, so that the job need not wait for it. */
  prepare(): void {
    if (this.#closing === undefined) this.#idleThread()
  }

  /** Rejects what waits, cancels what runs, waits for it, and ends every thread. Closing twice does nothing more. */
  close(): Promise<void> {
    this.#closing ??= this.#end()
    return this.#closing
  }

  async #end(): Promise<void> {
    for (const task of this.#waiting) task.reject(new WorkerLostError('The worker pool was closed.'))
    this.#waiting.clear()
    await Promise.all([...this.#threads].map((thread) => thread.end()))
  }

  #cancel(task: Task, reason: Error): void {
    if (this.#waiting.delete(task)) task.reject(reason)
    else Atomics.store(task.message.cancelled, 0, 1)
  }

  #dispatch(): void {
    for (const task of this.#waiting) {
      const thread = this.#idleThread()
      if (thread === undefined) return
      this.#waiting.delete(task)
      thread.give(task)
    }
  }

  #idleThread(): Thread | undefined {
    for (const thread of this.#threads) if (thread.isIdle) return thread
    if (this.#threads.size >= this.size) return undefined
    const thread: Thread = new Thread(this.#entry, {
      onIdle: () => {
        this.#dispatch()
      },
      onLost: (error) => {
        this.#threads.delete(thread)
        if (error !== undefined) this.#logger.log('error', 'A worker died.', { reason: error.message })
        this.#dispatch()
      },
    })
    this.#threads.add(thread)
    return thread
  }
}

interface Task {
  readonly message: JobMessage
  readonly transfer: readonly Transferable[]
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

interface ThreadListeners {
  readonly onIdle: () => void
  /** `error` is absent when the thread was meant to end. */
  readonly onLost: (error: Error | undefined) => void
}

class Thread {
  readonly #worker: Worker
  readonly #listeners: ThreadListeners
  #task: Task | undefined
  #state: 'alive' | 'ending' | 'lost' = 'alive'
  #finishLastTask: (() => void) | undefined

  constructor(entry: URL, listeners: ThreadListeners) {
    this.#listeners = listeners
    // Jobs work on a few large buffers: a small nursery has them collected before many have gathered.
    this.#worker = new Worker(entry, { resourceLimits: { maxYoungGenerationSizeMb: 4 } })
    this.#worker.unref()
    this.#worker.on('message', (answer: JobAnswer) => {
      this.#hear(answer)
    })
    this.#worker.on('messageerror', (error) => {
      this.#lose(error)
    })
    this.#worker.on('error', (error) => {
      this.#lose(error instanceof Error ? error : new Error(String(error)))
    })
    this.#worker.on('exit', (code) => {
      this.#lose(new Error(`The worker ended with code ${String(code)}.`))
    })
  }

  get isIdle(): boolean {
    return this.#state === 'alive' && this.#task === undefined
  }

  give(task: Task): void {
    this.#task = task
    this.#worker.ref()
    try {
      this.#worker.postMessage(task.message, task.transfer)
    } catch (error) {
      this.#release()
      task.reject(error instanceof Error ? error : new Error(String(error)))
    }
  }

  /** Cancels the job, waits until it has stopped, ends the thread. */
  async end(): Promise<void> {
    const running = this.#task
    if (running !== undefined) {
      Atomics.store(running.message.cancelled, 0, 1)
      await new Promise<void>((resolve) => {
        this.#finishLastTask = resolve
      })
    }
    if (this.#state === 'alive') this.#state = 'ending'
    await this.#worker.terminate()
  }

  #hear(answer: JobAnswer): void {
    const task = this.#task
    if (task?.message.id !== answer.id) return
    this.#release()
    if (answer.kind === 'done') task.resolve(answer.result)
    else task.reject(new WorkerJobError(answer.failure))
    this.#listeners.onIdle()
  }

  #lose(error: Error): void {
    if (this.#state === 'lost') return
    const expected = this.#state === 'ending'
    this.#state = 'lost'
    const task = this.#task
    this.#release()
    task?.reject(new WorkerLostError('The worker of a job died.', { cause: error }))
    this.#listeners.onLost(expected ? undefined : error)
    void this.#worker.terminate()
  }

  #release(): void {
    this.#task = undefined
    this.#worker.unref()
    this.#finishLastTask?.()
  }
}
