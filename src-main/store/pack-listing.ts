import { readdir } from 'node:fs/promises'
import { relative, sep } from 'node:path'
import { packPathProblem } from '../../src-shared/domain/pack-path'
import { nextTurn } from '../platform/next-turn'
import { decodePackPaths } from '../repository/pack-index-codec'
import type { AssetPackStore, InstalledPack } from './asset-pack-store'
import { SortedLines } from './sorted-lines'

/** How many paths are taken in before others have their turn. */
const pathsAtOnce = 5_000

/** Which files and folders a version of a pack has, spelled as the publisher spelled them. */
export interface PackListing {
  readonly files: SortedLines
  readonly folders: SortedLines
}

/**
 * Lists a version by its kept index: a disk that ignores case would say yes to names that another system does not find.
 * Where the index cannot be read the folder is listed instead, so that one damaged file does not hide a whole pack.
 */
export async function listPack(
  store: Pick<AssetPackStore, 'installedIndexBytes'>,
  installed: InstalledPack,
): Promise<PackListing> {
  return listingOf(await pathsOf(store, installed))
}

async function pathsOf(
  store: Pick<AssetPackStore, 'installedIndexBytes'>,
  installed: InstalledPack,
): Promise<readonly string[]> {
  try {
    return await decodePackPaths(await store.installedIndexBytes(installed))
  } catch {
    // Verifying the pack reports it.
    return filesBelow(installed.directory)
  }
}

async function filesBelow(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(directory, `${parentPath}${sep}${name}`).split(sep).join('/'))
    .filter((path) => packPathProblem(path) === undefined)
}

async function listingOf(paths: readonly string[]): Promise<PackListing> {
  const folders = new Set<string>()
  let before = ''
  for (const [number, path] of paths.entries()) {
    if (number % pathsAtOnce === pathsAtOnce - 1) await nextTurn()
    const own = path.slice(0, Math.max(0, path.lastIndexOf('/')))
    // Neighbours are mostly in the same folder.
    if (own === before) continue
    before = own
    for (const folder of foldersAbove(path)) {
      if (folders.has(folder)) break
      folders.add(folder)
    }
  }
  return { files: new SortedLines(paths), folders: new SortedLines([...folders]) }
}

/** `a/b/c.txt` gives `a/b`, then `a`. */
export function* foldersAbove(path: string): Generator<string> {
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
    yield path.slice(0, end)
}
