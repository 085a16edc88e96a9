import { lstatSync } from 'node:fs'
import { link, mkdir, readdir, copyFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { packPathProblem } from '../../src-shared/domain/pack-path'
import { withFileSystemErrors } from '../platform/file-system-errors'
import type { AssetPackStore, InstalledPack } from './asset-pack-store'

/** A file of the merged namespace. */
export interface NamespaceFile {
  readonly installed: InstalledPack
  readonly absolutePath: string
}

/**
 * The files of all installed packs, merged into one tree. Where two packs hold the same path, the pack with the lowest id in
 * code-unit order wins.
 */
export class Namespace {
  readonly #store: Pick<AssetPackStore, 'directory' | 'installedPacks'>

  constructor(store: Pick<AssetPackStore, 'directory' | 'installedPacks'>) {
    this.#store = store
  }

  /** The file at that path, in one pack when `assetPackID` is given; `undefined` when there is none. */
  find(
    path: string,
    scope: { readonly assetPackID?: AssetPackID | undefined } = {},
  ): NamespaceFile | undefined {
    if (packPathProblem(path) !== undefined) return undefined
    const key = scope.assetPackID === undefined ? undefined : assetPackIDKey(scope.assetPackID)
    for (const installed of this.#store.installedPacks()) {
      if (key !== undefined && assetPackIDKey(installed.assetPack.id) !== key) continue
      const absolutePath = join(installed.directory, path)
      if (lstatSync(absolutePath, { throwIfNoEntry: false })?.isFile() === true)
        return { installed, absolutePath }
    }
    return undefined
  }

  /**
   * A folder with everything that the packs hold below that path: the one pack's own folder, or, where several packs have
   * one, a merged folder of links. Valid until packs change. `undefined` when no pack has such a folder.
   */
  async findDirectory(path: string): Promise<string | undefined> {
    if (packPathProblem(path) !== undefined) return undefined
    const holders = this.#store.installedPacks().filter(({ directory }) => isFolder(join(directory, path)))
    const [first] = holders
    if (first === undefined) return undefined
    if (holders.length === 1) return join(first.directory, path)
    return this.#merge(path, holders)
  }

  async #merge(path: string, holders: readonly InstalledPack[]): Promise<string> {
    const contents = holders.map(({ assetPack, installedAt }) => [
      assetPack.id,
      assetPack.version,
      installedAt,
    ])
    const name = createHash('sha256')
      .update(JSON.stringify([path, contents]))
      .digest('hex')
      .slice(0, 32)
    const target = join(this.#store.directory, 'merged', name, path)
    await withFileSystemErrors(target, async () => {
      for (const { directory } of holders) await linkTree(join(directory, path), target)
    })
    return target
  }
}

function isFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

/** Adds the files below `from` to `to`; what is there already stays, so the first pack wins. */
async function linkTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await linkTree(source, target)
    else if (lstatSync(target, { throwIfNoEntry: false }) === undefined) await linkOrCopy(source, target)
  }
}

async function linkOrCopy(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true })
  // Not every disk has hard links.
  await link(source, target).catch(() => copyFile(source, target))
}
