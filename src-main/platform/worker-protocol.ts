import type { MessagePort, Transferable } from 'node:worker_threads'

/**
 * What a `WorkerPool` and its workers say to each other: one job at a time goes in, one answer comes back. Whether the
 * job is cancelled stands in shared memory, because a worker that is busy hears no message.
 */
export interface JobMessage {
  readonly id: number
  readonly job: unknown
  /** The first element is 1 once the job is cancelled. */
  readonly cancelled: Int32Array
}

/** The answer to a {@link JobMessage}. */
export type JobAnswer =
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: unknown }

/** What a job hands back, and which of its buffers move instead of being copied. */
export interface JobOutcome {
  readonly result: unknown
  readonly transfer?: readonly Transferable[] | undefined
}

/** The worker's side of a running job. */
export interface JobContext {
  /** Whether nothing more may be written. */
  isCancelled(): boolean
}

/** How a worker does its jobs. */
export interface JobService {
  readonly handle: (job: unknown, context: JobContext) => Promise<JobOutcome>
  /** Plain data that says what went wrong; `WorkerPool.run` rejects with it inside a `WorkerJobError`. */
  readonly describeFailure: (error: unknown) => unknown
}

/** Answers the jobs that come in through `port`, in the order of their arrival. */
export function serveJobs(port: MessagePort, { handle, describeFailure }: JobService): void {
  const answer = async ({ id, job, cancelled }: JobMessage): Promise<void> => {
    const context: JobContext = { isCancelled: () => Atomics.load(cancelled, 0) === 1 }
    try {
      const { result, transfer = [] } = await handle(job, context)
      port.postMessage({ kind: 'done', id, result } satisfies JobAnswer, transfer)
    } catch (error) {
      port.postMessage({ kind: 'failed', id, failure: describeFailure(error) } satisfies JobAnswer)
    }
  }
  let last = Promise.resolve()
  port.on('message', (message: JobMessage) => {
    last = last.then(() => answer(message))
  })
}
