import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { fileChangeKinds, type ChangedFile, type ListedFile } from '../../src-shared/domain/pack-files'
import { nextTurn } from '../platform/next-turn'
import type { AssetPackStore, InstalledPack } from '../store/asset-pack-store'
import type { PackedChangesPage } from './compare-files-job'
import type { PackIndexSource } from './installer'
import type { PackedFilesPage } from './list-files-job'
import type { UnpackWorkers } from './unpack-workers'
import { decodePaths } from './work-order'

/** What a {@link FileLister} works with. */
export interface FileListerOptions {
  readonly store: Pick<AssetPackStore, 'installedPack' | 'keptVersions' | 'installedIndexBytes' | 'lease'>
  readonly catalog: PackIndexSource
  readonly workers: Pick<UnpackWorkers, 'run'>
}

/**
 * Lists the files of one version by its index: of a version that is on this machine without a network, of one that is only
 * offered by fetching its index, which is kept. A worker reads the index; this thread handles one page of it at a time.
 */
export class FileLister {
  readonly #options: FileListerOptions

  constructor(options: FileListerOptions) {
    this.#options = options
  }

  /**
   * Pages of files, by path in code-unit order. Leaving early ends the work.
   *
   * @throws AssetPackError `assetPackNotFound` for a version that is neither here nor offered; what the disk, the transport
   * or the index says; the signal's reason.
   */
  async *pages(assetPack: AssetPack, signal: AbortSignal): AsyncGenerator<readonly ListedFile[], undefined> {
    signal.throwIfAborted()
    const indexBytes = await this.#indexBytes(assetPack, signal)
    for (const page of await this.#options.workers.run({ kind: 'listFiles', indexBytes }, signal)) {
      yield unpacked(page)
      // Whoever reads without waiting for anything else does not keep the thread for the whole list.
      await nextTurn()
      signal.throwIfAborted()
    }
  }

  /**
   * Pages of the files that differ between two versions, by path in code-unit order. Leaving early ends the work.
   *
   * @throws as {@link FileLister.pages}, for either of them.
   */
  async *changes(
    from: AssetPack,
    to: AssetPack,
    signal: AbortSignal,
  ): AsyncGenerator<readonly ChangedFile[], undefined> {
    signal.throwIfAborted()
    const [fromBytes, toBytes] = [await this.#indexBytes(from, signal), await this.#indexBytes(to, signal)]
    const { workers } = this.#options
    for (const page of await workers.run({ kind: 'compareFiles', fromBytes, toBytes }, signal)) {
      yield unpackedChanges(page)
      await nextTurn()
      signal.throwIfAborted()
    }
  }

  async #indexBytes(assetPack: AssetPack, signal: AbortSignal): Promise<Uint8Array> {
    const { catalog, store } = this.#options
    const here = this.#versionHere(assetPack)
    if (here === undefined) return (await catalog.packIndex(assetPack, signal)).bytes
    const giveBack = store.lease(here)
    try {
      return await store.installedIndexBytes(here)
    } finally {
      giveBack()
    }
  }

  #versionHere({ id, version }: AssetPack): InstalledPack | undefined {
    const { store } = this.#options
    const active = store.installedPack(id)
    const here = active === undefined ? store.keptVersions(id) : [active, ...store.keptVersions(id)]
    return here.find((installed) => installed.assetPack.version === version)
  }
}

function unpacked({ paths, sizes }: PackedFilesPage): readonly ListedFile[] {
  return decodePaths(paths).map((path, number) => ({ path, size: sizes[number] ?? 0 }))
}

function unpackedChanges(page: PackedChangesPage): readonly ChangedFile[] {
  return unpacked(page).map((file, number) => ({
    ...file,
    kind: fileChangeKinds[page.kinds[number] ?? 0] ?? 'changed',
  }))
}
