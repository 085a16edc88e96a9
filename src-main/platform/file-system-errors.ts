import { constants } from 'node:os'
import { dirname } from 'node:path'
import type { AssetPackErrorCode } from '../../src-shared/domain/errors'
import { AssetPackError } from '../../src-shared/domain/errors'

type Meaning = readonly [code: AssetPackErrorCode, sentence: (place: string) => string]

const noSpace: Meaning = [
  'outOfSpace',
  (place) => `There is not enough space for ${place}. Free some space on that disk and try again.`,
]
const denied: Meaning = [
  'notWritable',
  (place) => `Access to ${place} is denied. Change its permissions or choose another folder.`,
]
const inUse: Meaning = [
  'fileInUse',
  (place) => `${place} is used by another program. Close it and try again.`,
]
const gone: Meaning = [
  'diskGone',
  (place) => `The disk of ${place} is not connected. Connect it and try again.`,
]
const tooManyOpen: Meaning = [
  'internal',
  () => 'Too many files are open at once. Close other programs and try again.',
]

const meanings: ReadonlyMap<string, Meaning> = new Map([
  ['ENOSPC', noSpace],
  [
    'EDQUOT',
    [
      'outOfSpace',
      (place) => `Your quota is used up on the disk of ${place}. Free some space and try again.`,
    ],
  ],
  [
    'EFBIG',
    [
      'outOfSpace',
      (place) => `The disk does not take a file of the size of ${place}. Choose another folder.`,
    ],
  ],
  ['EROFS', ['notWritable', (place) => `The disk of ${place} is read-only. Choose another folder.`]],
  ['EACCES', denied],
  ['EPERM', denied],
  [
    'ENAMETOOLONG',
    [
      'notWritable',
      (place) => `The path ${place} is too long for this disk. Choose a folder with a shorter path.`,
    ],
  ],
  [
    'ENOTDIR',
    [
      'notWritable',
      (place) => `A folder on the way to ${place} is a file. Choose another folder or move that file away.`,
    ],
  ],
  ['EISDIR', ['notWritable', (place) => `${place} is a folder where a file is needed. Name a file.`]],
  ['EEXIST', ['notWritable', (place) => `${place} is in the way. Choose another name or move it away.`]],
  ['EBUSY', inUse],
  ['ETXTBSY', inUse],
  ['ENODEV', gone],
  ['ENXIO', gone],
  ['EIO', ['diskFailed', (place) => `The disk failed at ${place}. Check the disk.`]],
  ['EMFILE', tooManyOpen],
  ['ENFILE', tooManyOpen],
])

const longestPlace = 300

/**
 * Brings a file system failure to an `AssetPackError`; anything else comes back as it is.
 *
 * @param path - The file or folder that the caller was working on; the error's own path goes before it.
 */
export function translateFileSystemError(error: unknown, path: string): unknown {
  if (error instanceof AssetPackError || !isSystemError(error)) return error
  const errno = systemErrorCode(error) ?? error.code
  const [code, sentence] = meanings.get(errno) ?? [
    'diskFailed' as const,
    (place: string) => `The disk answered with ${errno} at ${place}.`,
  ]
  return new AssetPackError(code, sentence(placeOf(error, path)), {
    cause: error,
    details: { path: error.path ?? path, errno },
  })
}

/** What a person knows of: not the temporary file that is on its way to `path`. */
function placeOf({ path: failed }: NodeJS.ErrnoException, path: string): string {
  const isBeside = failed === undefined || dirname(failed) === dirname(path)
  return (isBeside ? path : failed).slice(0, longestPlace)
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
  if (!isSystemError(error)) return undefined
  return isNamed(error.code) ? error.code : (nameOfNumber(error.errno) ?? error.code)
}

/** The system's name of a failure for which Node has none, such as `EDQUOT` for a quota that is used up. */
function nameOfNumber(errno: number | undefined): string | undefined {
  return Object.entries(constants.errno).find(([, number]) => number === -(errno ?? 0))?.[0]
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    (isNamed(error.code) || isUnnamed(error.code))
  )
}

function isNamed(code: string): boolean {
  return /^E[A-Z0-9]+$/.test(code)
}

/** What Node says where it has no name: the one from calls that wait, the other from those that do not. */
function isUnnamed(code: string): boolean {
  return code === 'UNKNOWN' || code.startsWith('Unknown system error ')
}
