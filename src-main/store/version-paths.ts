import { realpath } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { AssetPackError } from '../../src-shared/domain/errors'

/**
 * The absolute path of something in an installed version. `.` is the version's folder itself.
 *
 * @throws AssetPackError `unsafePath` when the path leads out of it by its words alone.
 */
export function pathInVersion(root: string, path: string): string {
  if (path === '.') return root
  const absolute = join(root, path)
  const below = relative(root, absolute)
  if (below === '' || below.split(sep)[0] === '..') throw unsafe(path)
  return absolute
}

/**
 * Makes sure that a folder of an installed version is where its path says: somebody may have put a link in its place.
 *
 * @throws AssetPackError `unsafePath` when a link leads elsewhere, or what the file system says.
 */
export async function requireOwnFolder(root: string, folder: string): Promise<void> {
  const path = join(root, folder)
  if (relative(await realpath(root), await realpath(path)) !== relative(root, path)) throw unsafe(folder)
}

function unsafe(path: string): AssetPackError {
  return new AssetPackError('unsafePath', `${path} is not touched: it leads out of its folder.`, {
    details: { path },
  })
}
