import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { assetPackIDKey, isAssetPackID, type AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { PackUsage, StorageUsage } from '../../src-shared/domain/storage-usage'
import { withFileSystemErrors } from '../platform/file-system-errors'
import { volumeSpaceAt } from '../platform/free-space'
import { orNothing } from '../platform/what-is-there'
import type { AssetPackStore, InstalledPack } from './asset-pack-store'
import { ContainerLayout } from './container-layout'
import { namesIn } from './versions-on-disk'

/** Bytes per block as the file system reports them, whatever its own block size. */
const blockBytes = 512n
/** How many files are looked at together. */
const filesAtOnce = 32

/** The store that is measured. */
type MeasuredStore = Pick<AssetPackStore, 'directory' | 'installedPacks' | 'keptVersions'>

/**
 * Measures what a container takes of its disk: looks at every file once, changes nothing. What disappears meanwhile counts
 * as nothing.
 *
 * @throws AssetPackError `diskGone`, `diskFailed`, `notWritable`; the signal's reason.
 */
export async function measureStorage(store: MeasuredStore, signal?: AbortSignal): Promise<StorageUsage> {
  for (;;) {
    const { directory } = store
    const usage = await measureOnce(store, signal)
    // Where it has moved meanwhile, some of it was measured where nothing is any more.
    if (directory === store.directory) return usage
  }
}

function measureOnce(store: MeasuredStore, signal: AbortSignal | undefined): Promise<StorageUsage> {
  return withFileSystemErrors(store.directory, async () => {
    const measured = new MeasuredFiles(signal)
    const layout = new ContainerLayout(store.directory)
    const installed = new Map<string, PackUsage>()
    for (const pack of store.installedPacks())
      installed.set(assetPackIDKey(pack.assetPack.id), await installedUsage(store, layout, pack, measured))
    const usages = [...installed.values()]
    for (const id of await stagedIDs(layout))
      if (!installed.has(assetPackIDKey(id))) usages.push(nothingInstalled(id))
    const packs: PackUsage[] = []
    for (const usage of usages.sort((a, b) => (a.id < b.id ? -1 : 1))) {
      const unfinishedBytes = await measured.below(layout.stagedVersions(usage.id))
      packs.push({ ...usage, unfinishedBytes })
    }
    // Of versions that are taken apart, wait for a reader or for the collector, whatever was not counted for a pack.
    const otherBytes = await measured.besides(layout.directory, [layout.staging])
    const { volumeBytes, freeBytes } = await volumeSpaceAt(store.directory)
    return { directory: store.directory, volumeBytes, freeBytes, packs, otherBytes }
  })
}

async function installedUsage(
  store: MeasuredStore,
  layout: ContainerLayout,
  installed: InstalledPack,
  measured: MeasuredFiles,
): Promise<PackUsage> {
  const { id, version } = installed.assetPack
  const installedBytes = await versionBytes(layout, installed, measured)
  const kept = store.keptVersions(id)
  let keptBytes = 0
  for (const version of kept) keptBytes += await versionBytes(layout, version, measured)
  const keptVersions = kept.map(({ assetPack }) => assetPack.version)
  return { id, version, installedBytes, keptVersions, keptBytes, unfinishedBytes: 0 }
}

async function versionBytes(
  layout: ContainerLayout,
  { assetPack: { id, version } }: InstalledPack,
  measured: MeasuredFiles,
): Promise<number> {
  const files = await measured.below(layout.packFiles(id, version))
  const index = await measured.file(layout.packIndex(id, version))
  return files + index + (await measured.file(layout.packDescription(id, version)))
}

/** The packs of which something is staged, by the names of their folders. */
async function stagedIDs(layout: ContainerLayout): Promise<readonly AssetPackID[]> {
  return (await namesIn(layout.staging)).filter((name): name is AssetPackID => isAssetPackID(name))
}

function nothingInstalled(id: AssetPackID): PackUsage {
  return { id, installedBytes: 0, keptVersions: [], keptBytes: 0, unfinishedBytes: 0 }
}

/** Counts the blocks of files; each file once, whichever question meets it first. */
class MeasuredFiles {
  readonly #signal: AbortSignal | undefined
  /** Inodes of all files seen. A container is on one volume. */
  readonly #counted = new Set<bigint>()

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal
  }

  /** Bytes of the files below a folder that were not counted before; 0 when it is not there. */
  below(directory: string): Promise<number> {
    return this.besides(directory, [])
  }

  /** The same, leaving out some of the folders directly in it. */
  async besides(directory: string, left: readonly string[]): Promise<number> {
    const entries = (await orNothing(readdir(directory, { withFileTypes: true }))) ?? []
    const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(directory, name))
    const files = entries.filter((entry) => entry.isFile()).map(({ name }) => join(directory, name))
    let total = 0
    for (let start = 0; start < files.length; start += filesAtOnce) {
      this.#signal?.throwIfAborted()
      const sizes = await Promise.all(files.slice(start, start + filesAtOnce).map((path) => this.file(path)))
      for (const size of sizes) total += size
    }
    for (const folder of folders) if (!left.includes(folder)) total += await this.below(folder)
    return total
  }

  /** Bytes of a file that was not counted before; 0 when it is not there. */
  async file(path: string): Promise<number> {
    const stats = await orNothing(lstat(path, { bigint: true }))
    if (stats?.isFile() !== true || this.#counted.has(stats.ino)) return 0
    this.#counted.add(stats.ino)
    return Number(stats.blocks * blockBytes)
  }
}
