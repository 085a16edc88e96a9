import { AssetPackError, serializedErrorSchema } from '../../src-shared/domain/errors'
import { missingModuleError } from '../platform/own-script'
import { WorkerJobError, WorkerLostError, type WorkerPool } from '../platform/worker-pool'
import type { PackedChangesPage } from './compare-files-job'
import type { FoundFile } from './find-file-job'
import type { InspectResult } from './inspect-job'
import type { ListedBundles } from './list-bundles-job'
import type { PackedFilesPage } from './list-files-job'
import type { PlanResult } from './plan-job'
import type { ReuseResult } from './reuse-job'
import type { PlacingResult } from './unpack-job'
import type { InstallationJob } from './unpack-jobs'
import type { VerifyResult } from './verify-job'

/** What runs jobs: a worker pool. */
export type JobRunner = Pick<WorkerPool, 'run' | 'prepare' | 'size'>

interface JobResults {
  readonly plan: PlanResult
  readonly findFile: FoundFile
  readonly listFiles: readonly PackedFilesPage[]
  readonly compareFiles: readonly PackedChangesPage[]
  readonly listBundles: ListedBundles
  readonly rebuildBundle: boolean
  readonly unpack: PlacingResult
  readonly copy: PlacingResult
  readonly reuse: ReuseResult
  readonly finish: undefined
  readonly sync: undefined
  readonly syncFolders: undefined
  readonly inspect: InspectResult
  readonly verify: VerifyResult
}

/** The workers of installations: each job gives its own kind of result, and failures come back as `AssetPackError`. */
export class UnpackWorkers {
  readonly #runner: JobRunner
  #jobs = 0

  constructor(runner: JobRunner) {
    this.#runner = runner
  }

  /** How many jobs run at the same time. */
  get size(): number {
    return this.#runner.size
  }

  /** Whether a job that is given now would begin at once. */
  get hasRoom(): boolean {
    return this.#jobs < this.size
  }

  /** Lets a worker start for a job that comes soon. */
  prepare(): void {
    this.#runner.prepare()
  }

  /**
   * Runs one job. After cancellation it rejects only when the job has stopped.
   *
   * @throws AssetPackError what the job threw; `invalidArgument` when a file of the worker's program is missing, `internal` when it
   * died otherwise; the signal's reason.
   */
  async run<K extends InstallationJob['kind']>(
    job: Extract<InstallationJob, { readonly kind: K }>,
    signal: AbortSignal,
  ): Promise<JobResults[K]> {
    this.#jobs += 1
    try {
      return await this.#runner.run<JobResults[K]>(job, { signal })
    } catch (error) {
      throw translated(error, job.kind)
    } finally {
      this.#jobs -= 1
    }
  }
}

function translated(error: unknown, kind: string): unknown {
  if (error instanceof WorkerLostError) {
    const died = new AssetPackError('internal', 'A worker died.', { cause: error, details: { job: kind } })
    return missingModuleError(error.cause, 'unpackWorker') ?? died
  }
  if (!(error instanceof WorkerJobError)) return error
  const failure = serializedErrorSchema.safeParse(error.failure)
  if (failure.success) return AssetPackError.fromJSON(failure.data)
  return new AssetPackError('internal', 'A worker failed in an unknown way.', { cause: error })
}
