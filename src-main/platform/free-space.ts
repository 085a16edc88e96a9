import { statfs } from 'node:fs/promises'
import { withFileSystemErrors } from './file-system-errors'

/** How large a volume is, and what of it an ordinary user may still write; in bytes. */
export interface VolumeSpace {
  readonly volumeBytes: number
  readonly freeBytes: number
}

/** The space of the volume that holds `path`. */
export function volumeSpaceAt(path: string): Promise<VolumeSpace> {
  return withFileSystemErrors(path, async () => {
    const { blocks, bavail, bsize } = await statfs(path)
    return { volumeBytes: blocks * bsize, freeBytes: bavail * bsize }
  })
}

/** Bytes that an ordinary user may still write on the volume that holds `path`. */
export async function freeBytesAt(path: string): Promise<number> {
  return (await volumeSpaceAt(path)).freeBytes
}
