import { assertNever } from '../../src-shared/base/assert'
import { toAssetPackError, type SerializedError } from '../../src-shared/domain/errors'
import { translateFileSystemError } from '../platform/file-system-errors'
import type { JobContext, JobOutcome, JobService } from '../platform/worker-protocol'
import { compareFiles, type CompareFilesJob } from './compare-files-job'
import { copyChunks, type CopyJob } from './copy-job'
import { findFile, type FindFileJob } from './find-file-job'
import {
  finishFiles,
  syncStaging,
  syncStagingFolders,
  type FinishJob,
  type SyncFoldersJob,
  type SyncJob,
} from './finish-job'
import { inspectVersion, type InspectJob } from './inspect-job'
import { listBundles, type ListBundlesJob } from './list-bundles-job'
import { listFiles, type ListFilesJob } from './list-files-job'
import { planInstallation, type PlanJob } from './plan-job'
import { rebuildBundle, type RebuildBundleJob } from './rebuild-bundle-job'
import { reuseFiles, type ReuseJob } from './reuse-job'
import { unpack, type UnpackJob } from './unpack-job'
import { verifyChunks, type VerifyJob } from './verify-job'
import { buffersOf } from './work-order'

/** Everything a worker can be asked for. */
export type InstallationJob =
  | PlanJob
  | FindFileJob
  | ListFilesJob
  | CompareFilesJob
  | ListBundlesJob
  | RebuildBundleJob
  | UnpackJob
  | CopyJob
  | ReuseJob
  | FinishJob
  | SyncJob
  | SyncFoldersJob
  | InspectJob
  | VerifyJob

/** What a worker does with the jobs of an installation. */
export const installationJobs: JobService = {
  handle: async (job, context): Promise<JobOutcome> => {
    const result = await runJob(job as InstallationJob, context)
    return { result, transfer: buffersOf(result) }
  },
  describeFailure: (error): SerializedError =>
    toAssetPackError(translateFileSystemError(error, 'the staging area')).toJSON(),
}

async function runJob(job: InstallationJob, context: JobContext): Promise<unknown> {
  switch (job.kind) {
    case 'plan':
      return planInstallation(job, context)
    case 'findFile':
      return findFile(job)
    case 'listFiles':
      return listFiles(job)
    case 'compareFiles':
      return compareFiles(job)
    case 'listBundles':
      return listBundles(job)
    case 'rebuildBundle':
      return rebuildBundle(job)
    case 'unpack':
      return unpack(job, context)
    case 'copy':
      return copyChunks(job, context)
    case 'reuse':
      return reuseFiles(job, context)
    case 'finish':
      return finishFiles(job, context)
    case 'sync':
      return syncStaging(job, context)
    case 'syncFolders':
      return syncStagingFolders(job, context)
    case 'inspect':
      return inspectVersion(job, context)
    case 'verify':
      return verifyChunks(job, context)
    default:
      return assertNever(job)
  }
}
