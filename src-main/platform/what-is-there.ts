import { systemErrorCode } from './file-system-errors'

/**
 * What a look at the disk gives, or `undefined` when nothing of that name is there. A disk that fails, or a folder that may
 * not be read, must not look like one that is empty: that is thrown.
 */
export async function orNothing<T>(look: Promise<T>): Promise<T | undefined> {
  try {
    return await look
  } catch (error) {
    const code = systemErrorCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}
