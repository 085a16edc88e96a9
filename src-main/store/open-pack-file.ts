import { constants, fstatSync } from 'node:fs'
import { lstat, open, type FileHandle } from 'node:fs/promises'
import { systemErrorCode } from '../platform/file-system-errors'

/** Absent on Windows, where the place is looked at first. */
const { O_NOFOLLOW: noFollow, O_NONBLOCK: noWait = 0 } = constants as Partial<Record<string, number>>

/** What a link and a socket are refused with. */
const refusals: ReadonlySet<string> = new Set(['ELOOP', 'ENXIO', 'EOPNOTSUPP'])

/**
 * Opens a file of a pack for reading. Packs hold regular files only: a link, a folder or a pipe in that place was put there by
 * somebody, and is neither followed nor waited for.
 *
 * @returns `undefined` when there is something else than a regular file.
 * @throws what the disk says, also of a file that is gone.
 */
export async function openPackFile(path: string): Promise<FileHandle | undefined> {
  if (noFollow === undefined && !(await isRegular(path))) return undefined
  const file = await openPlace(path)
  if (file === undefined) return undefined
  try {
    // Of a file that is open the system knows the kind: to ask in the background takes longer than the answer.
    if (fstatSync(file.fd).isFile()) return file
  } catch (error) {
    await file.close()
    throw error
  }
  await file.close()
  return undefined
}

/** `undefined` for a link or a socket. */
async function openPlace(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, constants.O_RDONLY | (noFollow ?? 0) | noWait)
  } catch (error) {
    // So it is refused, but so is a circle of links on the way to it, or a disk that is gone.
    if (refusals.has(systemErrorCode(error) ?? '') && !(await isRegular(path))) return undefined
    throw error
  }
}

async function isRegular(path: string): Promise<boolean> {
  return (await lstat(path)).isFile()
}
