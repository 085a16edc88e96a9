import { statfs } from 'node:fs/promises'
import { withFileSystemErrors } from './file-system-errors'

/** Bytes that an ordinary user may still write on the volume that holds `path`. */
export function freeBytesAt(path: string): Promise<number> {
  return withFileSystemErrors(path, async () => {
    const { bavail, bsize } = await statfs(path)
    return bavail * bsize
  })
}
