import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { AssetPackError, serializedErrorSchema } from '../../src-shared/domain/errors'
import { silentLogger } from '../platform/logger'
import { WorkerJobError, WorkerLostError, WorkerPool } from '../platform/worker-pool'
import type { CompressOptions } from '../repository/compression'
import { wholeBuffer, type CompressJob } from './compress-job'
import { ownThread, type FrameCompressor } from './frame-compressor'

/** Each takes some tens of megabytes. */
const mostThreads = 8

/**
 * Gives `work` a compressor that uses every core, and ends its threads afterwards. None is started before there is something
 * to compress. Where the threads' script is not to be found, as in a bundle of somebody else's, it compresses in this thread.
 */
export async function withCompressorThreads<T>(
  work: (compressor: FrameCompressor) => Promise<T>,
  entry = new URL('./compress-worker.js', import.meta.url),
): Promise<T> {
  const size = Math.min(mostThreads, availableParallelism())
  if (size === 1 || !isFile(entry)) return work(ownThread)
  const pool = new WorkerPool({ entry, size, logger: silentLogger })
  try {
    return await work({ size, compress: (...job) => compressIn(pool, ...job) })
  } finally {
    await pool.close()
  }
}

async function compressIn(
  pool: WorkerPool,
  plain: Uint8Array,
  options: CompressOptions,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const transfer = options.prefix === undefined ? [] : wholeBuffer(options.prefix)
  try {
    return await pool.run<Uint8Array>({ plain, options } satisfies CompressJob, { signal, transfer })
  } catch (error) {
    throw translated(error)
  }
}

function translated(error: unknown): unknown {
  if (error instanceof WorkerLostError)
    return new AssetPackError('internal', 'A worker died.', { cause: error, details: { job: 'compress' } })
  return error instanceof WorkerJobError ? failureOf(error) : error
}

function failureOf(error: WorkerJobError): AssetPackError {
  const failure = serializedErrorSchema.safeParse(error.failure)
  if (failure.success) return AssetPackError.fromJSON(failure.data)
  return new AssetPackError('internal', 'A worker failed in an unknown way.', { cause: error })
}

function isFile(entry: URL): boolean {
  return entry.protocol === 'file:' && existsSync(fileURLToPath(entry))
}
