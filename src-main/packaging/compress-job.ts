import { toAssetPackError, type SerializedError } from '../../src-shared/domain/errors'
import type { JobService } from '../platform/worker-protocol'
import { compressFrame, initializeCompression, type CompressOptions } from '../repository/compression'

/** One frame to compress. */
export interface CompressJob {
  readonly plain: Uint8Array
  readonly options: CompressOptions
}

/** What a worker of the publisher does. */
export const compressJobs: JobService = {
  handle: async (job) => {
    await initializeCompression()
    const { plain, options } = job as CompressJob
    return { result: compressFrame(plain, options) }
  },
  describeFailure: (error): SerializedError => toAssetPackError(error).toJSON(),
}
