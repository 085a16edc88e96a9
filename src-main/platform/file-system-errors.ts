import type { AssetPackErrorCode } from '../../src-shared/domain/errors'
import { AssetPackError } from '../../src-shared/domain/errors'

const codes: ReadonlyMap<string, readonly [code: AssetPackErrorCode, sentence: string]> = new Map([
  ['ENOSPC', ['outOfSpace', 'There is not enough space on the disk. Free some space and try again.']],
  ['EDQUOT', ['outOfSpace', 'Your disk quota is used up. Free some space and try again.']],
  ['EFBIG', ['outOfSpace', 'The disk does not take a file of this size. Choose another folder.']],
  ['EROFS', ['notWritable', 'The disk is read-only. Choose another folder.']],
  [
    'EACCES',
    ['notWritable', 'The folder cannot be written to. Choose another folder or change its permissions.'],
  ],
  [
    'EPERM',
    ['notWritable', 'The folder cannot be written to. Choose another folder or change its permissions.'],
  ],
  ['ENAMETOOLONG', ['notWritable', 'A path is too long for this disk. Choose a folder with a shorter path.']],
  ['EBUSY', ['fileInUse', 'A file is used by another program. Close it and try again.']],
  ['ETXTBSY', ['fileInUse', 'A file is used by another program. Close it and try again.']],
  ['ENODEV', ['diskGone', 'The disk is not connected. Connect it and try again.']],
  ['ENXIO', ['diskGone', 'The disk is not connected. Connect it and try again.']],
  ['EIO', ['diskFailed', 'The disk reported a failure. Check the disk.']],
  ['EMFILE', ['internal', 'Too many files are open at once. Close other programs and try again.']],
  ['ENFILE', ['internal', 'Too many files are open at once. Close other programs and try again.']],
])

/**
 * Brings a file system failure to an `AssetPackError`; anything else comes back as it is.
 *
 * @param path - The file or folder that the caller was working on; the error's own path goes before it.
 */
export function translateFileSystemError(error: unknown, path: string): unknown {
  if (error instanceof AssetPackError || !isSystemError(error)) return error
  const [code, sentence] = codes.get(error.code) ?? [
    'diskFailed' as const,
    `The disk answered with ${error.code}.`,
  ]
  return new AssetPackError(code, sentence, {
    cause: error,
    details: { path: error.path ?? path, errno: error.code },
  })
}

/** Runs `work` and translates what the file system throws. */
export async function withFileSystemErrors<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw translateFileSystemError(error, path)
  }
}

/** The system's name for a failure (`ENOENT`), if it is one. */
export function systemErrorCode(error: unknown): string | undefined {
  return isSystemError(error) ? error.code : undefined
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    /^E[A-Z0-9]+$/.test(error.code)
  )
}
