import { toAssetPackError, type SerializedError } from '../../src-shared/domain/errors'
import { releaseBytes } from '../platform/release-bytes'
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
    const stored = compressFrame(plain, options)
    // They came as copies, which nobody else has.
    await releaseBytes(plain)
    if (options.prefix !== undefined) await releaseBytes(options.prefix)
    return { result: stored, transfer: wholeBuffer(stored) }
  },
  describeFailure: (error): SerializedError => toAssetPackError(error).toJSON(),
}

/** What can move to another thread: small arrays share their memory with others. */
export function wholeBuffer({ buffer, byteLength }: Uint8Array): readonly ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : []
}
