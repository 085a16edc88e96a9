import type { JobContext } from '../platform/worker-protocol'
import { ChunkReader } from './chunk-reader'
import { stopIfCancelled } from './job-cancellation'
import { Scratch, StagedFiles } from './staged-files'
import { PlacingCursor, type PlacingResult } from './unpack-job'
import type { CopyOrder } from './work-order'

/** Copies chunks that are on this machine into staged files. */
export interface CopyJob {
  readonly kind: 'copy'
  readonly order: CopyOrder
}

const scratch = new Scratch()

/** Reads and verifies each chunk before it is written. A damaged or missing source is reported, not thrown. */
export function copyChunks(job: CopyJob, context: JobContext): PlacingResult {
  const { from, to } = job.order
  const reader = new ChunkReader(from)
  const staged = new StagedFiles(to)
  const cursor = new PlacingCursor(to)
  const damaged = new Set<string>()
  let placedBytes = 0
  try {
    for (const [position, size] of from.sizes.entries()) {
      stopIfCancelled(context)
      const bytes = scratch.take(size)
      if (reader.read(position, bytes)) {
        placedBytes += cursor.place(bytes, 1, staged)
      } else {
        damaged.add(reader.source(position))
        cursor.skip(1)
      }
    }
  } finally {
    reader.close()
    staged.close()
  }
  return { placedBytes, damagedSources: [...damaged] }
}
