import type { JobContext } from '../platform/worker-protocol'
import { ChunkReader } from './chunk-reader'
import { stopIfCancelled } from './job-cancellation'
import { Scratch } from './staged-files'
import { decodePaths, type LocalChunks } from './work-order'

/** Reads chunks of installed files and compares them with the index. */
export interface VerifyJob {
  readonly kind: 'verify'
  readonly order: LocalChunks
}

/** What a {@link VerifyJob} found. */
export interface VerifyResult {
  /** Paths of files with a chunk that is wrong or cannot be read. */
  readonly damaged: readonly string[]
  readonly checkedBytes: number
}

const scratch = new Scratch()

/** One chunk is in memory at a time. A file that is known to be damaged is not read on. */
export function verifyChunks({ order }: VerifyJob, context: JobContext): VerifyResult {
  const reader = new ChunkReader(order)
  const paths = decodePaths(order.paths)
  const damaged = new Set<string>()
  let checkedBytes = 0
  try {
    for (const [position, size] of order.sizes.entries()) {
      stopIfCancelled(context)
      checkedBytes += size
      const path = paths[order.files[position] ?? 0] ?? ''
      if (!damaged.has(path) && !reader.read(position, scratch.take(size))) damaged.add(path)
    }
  } finally {
    reader.close()
  }
  return { damaged: [...damaged], checkedBytes }
}
