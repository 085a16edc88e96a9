import { resolve } from 'node:path'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackManifest } from '../../src-shared/domain/asset-pack-manifest'
import type { DownloadRequestOptions } from '../scheduling/pack-downloads-options'
import type { PackDownloads } from '../scheduling/pack-downloads'
import { packFileProblem } from '../installation/pack-file-problem'
import type { InspectedPackFile, PackFiles } from '../installation/pack-files'
import type { AssetPackStore } from '../store/asset-pack-store'
import type { AutomaticPacks } from './automatic-packs'
import type { FileInstallOptions } from './call-options'
import { isUnreachable, type CatalogWatch } from './catalog-watch'
import { packNotFound } from './pack-not-found'

/** What {@link FileInstalls} work with. */
export interface FileInstallsOptions {
  readonly catalog: Pick<CatalogWatch, 'manifest' | 'refresh'>
  readonly signedIndexHashes: (assetPack: AssetPack) => readonly string[]
  readonly files: Pick<PackFiles, 'inspect'>
  readonly store: Pick<AssetPackStore, 'installedPack' | 'unpin'>
  readonly downloads: Pick<PackDownloads, 'request' | 'schedule'>
  readonly automatic: Pick<AutomaticPacks, 'askedFor'>
}

/** An `.assetpack` file that may be installed: the publisher's signed list vouches for it. */
export interface CheckedPackFile {
  /** Absolute. */
  readonly path: string
  /** Bytes of the file. */
  readonly fileSize: number
  /** As the signed list has it, not as the file says. */
  readonly assetPack: AssetPack
  /** The version that it would replace, or that it is already; `undefined` when the pack is not here. */
  readonly installed: AssetPack | undefined
}

/** Explicit requests for packs that come from `.assetpack` files. */
export class FileInstalls {
  readonly #options: FileInstallsOptions

  constructor(options: FileInstallsOptions) {
    this.#options = options
  }

  /** See `AssetPackManager.checkFile`. */
  async check(path: string, signal = new AbortController().signal): Promise<CheckedPackFile> {
    const file = await this.#options.files.inspect(resolve(path), signal)
    const assetPack = await this.#vouchedFor(file, signal)
    const installed = this.#options.store.installedPack(assetPack.id)?.assetPack
    return { path: file.path, fileSize: file.size, assetPack, installed }
  }

  /** Resolves when the file's pack is installed. @throws what checking throws, and what the download ends with. */
  async install(path: string, options: FileInstallOptions): Promise<AssetPack> {
    const { signal } = options
    const file = await this.check(path, signal)
    if (!isWanted(file)) return file.assetPack
    return this.#options.downloads.request(file.assetPack, { ...this.#request(file, options), signal })
  }

  /** Resolves when its installation is durable in the queue. */
  async start(path: string, options: FileInstallOptions): Promise<AssetPack> {
    const file = await this.check(path, options.signal)
    if (isWanted(file)) this.#options.downloads.schedule(file.assetPack, this.#request(file, options))
    return file.assetPack
  }

  #request(
    { path, assetPack: { id } }: CheckedPackFile,
    { lowSpace, mayUseNetwork = false }: FileInstallOptions,
  ): DownloadRequestOptions {
    const { store, automatic } = this.#options
    store.unpin(id)
    automatic.askedFor(id)
    return { origin: 'foreground', lowSpace, file: { path, mayUseNetwork } }
  }

  /** A list that does not vouch for the file may only be too old: the host is asked once more, where it can be. */
  async #vouchedFor(file: InspectedPackFile, signal: AbortSignal): Promise<AssetPack> {
    const { catalog } = this.#options
    const known = await catalog.manifest(signal)
    try {
      return this.#trusted(file, known)
    } catch (problem) {
      const newest = await catalog.refresh(signal).catch((error: unknown) => {
        throw isUnreachable(error) ? problem : error
      })
      return this.#trusted(file, newest)
    }
  }

  /** The pack of the list that vouches for the file. @throws AssetPackError why it does not */
  #trusted(file: InspectedPackFile, manifest: AssetPackManifest): AssetPack {
    const { signedIndexHashes, store } = this.#options
    const named = manifest.assetPack(file.id)
    const offered = named?.id === file.id ? named : undefined
    const problem = packFileProblem(file, {
      offered,
      signedHashes: offered === undefined ? [] : signedIndexHashes(offered),
      installedVersion: store.installedPack(file.id)?.assetPack.version,
    })
    if (problem !== undefined || offered === undefined) throw problem ?? packNotFound(file.id)
    return offered
  }
}

/** What is here already need not come again. */
function isWanted({ assetPack, installed }: CheckedPackFile): boolean {
  return installed === undefined || installed.version < assetPack.version
}
