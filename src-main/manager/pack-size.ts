import { lstat, opendir } from 'node:fs/promises'
import { join } from 'node:path'

/** How the size of an installed pack is counted, as in the original. */
export type SizeCalculationMethod = 'logical' | 'allocated'

/** Bytes per block as the file system reports them, whatever its own block size. */
const blockBytes = 512

/** Bytes of all files below `directory`: their lengths, or the blocks that deleting them would free. */
export async function packSize(
  directory: string,
  method: SizeCalculationMethod,
  signal: AbortSignal | undefined,
): Promise<number> {
  let total = 0
  for await (const entry of await opendir(directory, { recursive: true })) {
    signal?.throwIfAborted()
    if (!entry.isFile()) continue
    const { size, blocks, nlink } = await lstat(join(entry.parentPath, entry.name))
    if (method === 'logical') total += size
    // A file that another version still links keeps its blocks.
    else if (nlink <= 1) total += blocks * blockBytes
  }
  return total
}
