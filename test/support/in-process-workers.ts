import { installationJobs } from '../../src-main/installation/unpack-jobs'
import type { JobRunner } from '../../src-main/installation/unpack-workers'
import { WorkerJobError } from '../../src-main/platform/worker-pool'

/** Runs the jobs of installations in this thread, with messages copied as between threads. */
export class InProcessWorkers implements JobRunner {
  readonly size: number
  /** Kinds of the jobs that were run, in order. */
  readonly ran: string[] = []

  constructor(size = 2) {
    this.size = size
  }

  /** There is no thread that could start. */
  prepare(): void {}

  async run<Result>(job: unknown, { signal }: { readonly signal: AbortSignal }): Promise<Result> {
    signal.throwIfAborted()
    this.ran.push((job as { readonly kind: string }).kind)
    try {
      const context = { isCancelled: () => signal.aborted }
      const { result, transfer = [] } = await installationJobs.handle(structuredClone(job), context)
      signal.throwIfAborted()
      return structuredClone(result, { transfer: [...transfer] }) as Result
    } catch (error) {
      if (signal.aborted) throw signal.reason
      throw new WorkerJobError(installationJobs.describeFailure(error))
    }
  }
}
