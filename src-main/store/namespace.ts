import { join } from 'node:path'
import { assetPackIDKey, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { isSameLanguage } from '../../src-shared/domain/language'
import { packPathKey, packPathProblem } from '../../src-shared/domain/pack-path'
import { withFileSystemErrors } from '../platform/file-system-errors'
import { nextTurn } from '../platform/next-turn'
import type { AssetPackStore, InstalledPack } from './asset-pack-store'
import { makeMergedFolder, mergedRoot } from './merged-folders'
import { listPack, type PackListing } from './pack-listing'
import { PathHolders, type PackFilter } from './path-holders'
import { ReadingOrder } from './reading-order'

const pathsAtOnce = 1_000

/** A file of the merged namespace, by what the packs say that they hold. */
export interface NamespaceFile {
  readonly installed: InstalledPack
  readonly absolutePath: string
}

/** A path that several packs hold. */
export interface NamespaceConflict {
  /** As the first of them spells it. */
  readonly path: string
  /** In the order in which they are asked: readers get the first one's file. */
  readonly assetPackIDs: readonly AssetPackID[]
}

/** What a namespace needs of the store. */
type InstalledContent = Pick<AssetPackStore, 'directory' | 'installedPacks' | 'installedIndexBytes'>

/** Which packs are asked for a path. Absent = all. */
export interface NamespaceScope {
  readonly assetPackID?: AssetPackID | undefined
  /** BCP-47: only packs that are localized for that language. */
  readonly language?: string | undefined
}

/**
 * The files of all installed packs, merged into one tree. Where two packs hold the same path, one that is localized for the
 * reader's language goes before one that is not localized, and that before other languages; of the same kind, the pack with the
 * lowest id in code-unit order wins. Names are compared exactly, on every system.
 */
export class Namespace {
  readonly #store: InstalledContent
  /** Kept as long as the version is installed. */
  readonly #listings = new WeakMap<InstalledPack, Promise<PackListing>>()

  readonly #order: ReadingOrder
  readonly #holders: PathHolders

  /** @param language - Says the reader's language at each moment: BCP-47, `undefined` = none. */
  constructor(store: InstalledContent, language: () => string | undefined = () => undefined) {
    this.#store = store
    this.#order = new ReadingOrder({ installedPacks: () => store.installedPacks(), language })
    this.#holders = new PathHolders({
      installedPacks: () => this.#order.packs(),
      listPack: (installed) => this.#listing(installed),
    })
  }

  /**
   * The file at that path; `undefined` when no pack holds one. Asks no disk: what is in that place now shows who opens it, which
   * is to be done with `openPackFile`.
   */
  async find(path: string, scope: NamespaceScope = {}): Promise<NamespaceFile | undefined> {
    if (packPathProblem(path) !== undefined) return undefined
    return this.#inPlace(() => this.#find(path, scope))
  }

  async #find(path: string, scope: NamespaceScope): Promise<NamespaceFile | undefined> {
    const { assetPackID, language } = scope
    const isAsked = packsIn(language)
    const installed = await (assetPackID === undefined
      ? this.#holders.first(path, isAsked)
      : this.#inPack(assetPackID, path, isAsked))
    if (installed === undefined) return undefined
    return { installed, absolutePath: join(installed.directory, path) }
  }

  /**
   * A folder with everything that the packs hold below that path: the one pack's own folder, or, where several packs have
   * one, a merged folder of links. Valid until packs change. `undefined` when no pack has such a folder.
   *
   * @throws AssetPackError `outOfSpace` or what else the disk says to a merged folder.
   */
  async findDirectory(
    path: string,
    { language }: Pick<NamespaceScope, 'language'> = {},
  ): Promise<string | undefined> {
    if (packPathProblem(path) !== undefined) return undefined
    return this.#inPlace(() => this.#findDirectory(path, language))
  }

  async #findDirectory(path: string, language: string | undefined): Promise<string | undefined> {
    const { packs, holders } = await this.#holders.ofFolder(path, packsIn(language))
    const [first, second] = holders
    if (first === undefined) return undefined
    if (second === undefined) return join(first.installed.directory, path)
    const merged = { path, parts: holders.map(({ installed }) => installed) }
    const root = mergedRoot(this.#store.directory, packs, merged)
    const parts = holders.map(({ installed: { directory }, listing }) => ({
      directory,
      paths: [...listing.files].filter((file) => file.startsWith(`${path}/`)),
    }))
    await withFileSystemErrors(root, () => makeMergedFolder(root, parts))
    return join(root, path)
  }

  /**
   * Every path that several packs hold, or that some file system takes for one, in the order in which the packs are asked.
   *
   * @throws the signal's reason.
   */
  async conflicts(signal?: AbortSignal): Promise<readonly NamespaceConflict[]> {
    signal?.throwIfAborted()
    return this.#inPlace(() => this.#conflicts(signal))
  }

  async #conflicts(signal: AbortSignal | undefined): Promise<readonly NamespaceConflict[]> {
    const holders = new Map<string, { readonly path: string; readonly ids: AssetPackID[] }>()
    let compared = 0
    for (const installed of this.#order.packs()) {
      for (const path of (await this.#listing(installed)).files) {
        signal?.throwIfAborted()
        compared += 1
        if (compared % pathsAtOnce === 0) await nextTurn()
        const key = packPathKey(path)
        const known = holders.get(key)
        if (known === undefined) holders.set(key, { path, ids: [installed.assetPack.id] })
        else known.ids.push(installed.assetPack.id)
      }
    }
    return [...holders.values()]
      .filter(({ ids }) => ids.length > 1)
      .map(({ path, ids }) => ({ path, assetPackIDs: ids }))
  }

  async #inPack(
    assetPackID: AssetPackID,
    path: string,
    isAsked: PackFilter,
  ): Promise<InstalledPack | undefined> {
    const key = assetPackIDKey(assetPackID)
    const installed = this.#store
      .installedPacks()
      .find(({ assetPack }) => assetPackIDKey(assetPack.id) === key)
    if (installed === undefined || !isAsked(installed)) return undefined
    return (await this.#listing(installed)).files.has(path) ? installed : undefined
  }

  /** Looks again where the container has moved meanwhile: what was found, or not found, was in its place of before. */
  async #inPlace<T>(look: () => Promise<T>): Promise<T> {
    for (;;) {
      const { directory } = this.#store
      try {
        const found = await look()
        if (directory === this.#store.directory) return found
      } catch (error) {
        if (directory === this.#store.directory) throw error
      }
    }
  }

  #listing(installed: InstalledPack): Promise<PackListing> {
    const known = this.#listings.get(installed)
    if (known !== undefined) return known
    const listing = listPack(this.#store, installed)
    this.#listings.set(installed, listing)
    return listing
  }
}

function packsIn(wanted: string | undefined): PackFilter {
  return ({ assetPack: { language } }) =>
    wanted === undefined || (language !== undefined && isSameLanguage(language, wanted))
}
