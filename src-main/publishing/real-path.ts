import { readlink, realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { systemErrorCode, withFileSystemErrors } from '../platform/file-system-errors'

/**
 * Where `path` is, or would be once it was made: absolute and without links, also those that lead to nothing yet.
 *
 * @throws AssetPackError for a loop of links, a folder that may not be searched, and a failing disk.
 */
export async function realPathOf(path: string): Promise<string> {
  const absolute = resolve(path)
  return withFileSystemErrors(absolute, () => resolved(absolute))
}

async function resolved(path: string): Promise<string> {
  const real = await orMissing(realpath(path))
  if (real !== undefined) return real
  const folder = dirname(path)
  // A root that is missing (a drive that is not there) has nothing above it to look at.
  if (folder === path) return path
  const link = await linkAt(path)
  return link === undefined
    ? join(await resolved(folder), basename(path))
    : resolved(resolve(await resolved(folder), link))
}

async function linkAt(path: string): Promise<string | undefined> {
  try {
    return await orMissing(readlink(path))
  } catch (error) {
    // It is there by now, and no link.
    if (systemErrorCode(error) === 'EINVAL') return undefined
    throw error
  }
}

async function orMissing(action: Promise<string>): Promise<string | undefined> {
  try {
    return await action
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined
    throw error
  }
}
