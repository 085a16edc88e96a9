import { resolve } from 'node:path'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackManifest } from '../../src-shared/domain/asset-pack-manifest'
import { isUnreachable } from '../../src-shared/domain/unreachable'
import type { DownloadRequestOptions } from '../scheduling/pack-downloads-options'
import type { PackDownloads } from '../scheduling/pack-downloads'
import { packFileProblem } from '../installation/pack-file-problem'
import type { InspectedPackFile, PackFiles } from '../installation/pack-files'
import type { AssetPackStore } from '../store/asset-pack-store'
import type { AutomaticPacks } from './automatic-packs'
import type { FileInstallOptions } from './call-options'
import type { CatalogWatch } from './catalog-watch'
import type { DelayedRemovals } from './delayed-removals'
import { packNotFound } from './pack-not-found'

/** What {@link FileInstalls} work with. */
export interface FileInstallsOptions {
  readonly catalog: Pick<CatalogWatch, 'manifest' | 'refresh'>
  readonly signedIndexHashes: (assetPack: AssetPack) => readonly string[]
  readonly files: Pick<PackFiles, 'inspect'>
  readonly store: Pick<AssetPackStore, 'installedPack' | 'unpin'>
  readonly downloads: Pick<PackDownloads, 'request' | 'schedule'>
  readonly automatic: Pick<AutomaticPacks, 'askedFor'>
  readonly removals: Pick<DelayedRemovals, 'isLeaving' | 'stay'>
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

/** A file, and the pack of the list that vouches for it. */
interface VouchedPackFile extends InspectedPackFile {
  readonly assetPack: AssetPack
}

/** Explicit requests for packs that come from `.assetpack` files. */
export class FileInstalls {
  readonly #options: FileInstallsOptions

  constructor(options: FileInstallsOptions) {
    this.#options = options
  }

  /** See `AssetPackManager.checkFile`. */
  async check(path: string, signal: AbortSignal = new AbortController().signal): Promise<CheckedPackFile> {
    const { path: absolute, size: fileSize, assetPack } = await this.#vouchedFor(path, signal)
    const { removals } = this.#options
    const installed = removals.isLeaving(assetPack.id) ? undefined : this.#installed(assetPack)
    return { path: absolute, fileSize, assetPack, installed }
  }

  /** Resolves when the file's pack is installed. @throws what checking throws, and what the download ends with. */
  async install(path: string, options: FileInstallOptions): Promise<AssetPack> {
    const { signal } = options
    const file = await this.#claim(path, signal)
    if (!this.#isWanted(file)) return file.assetPack
    this.#askedFor(file)
    return this.#options.downloads.request(file.assetPack, { ...requestOf(file, options), signal })
  }

  /** Resolves when its installation is durable in the queue. */
  async start(path: string, options: FileInstallOptions): Promise<AssetPack> {
    const file = await this.#claim(path, options.signal)
    if (!this.#isWanted(file)) return file.assetPack
    this.#askedFor(file)
    this.#options.downloads.schedule(file.assetPack, requestOf(file, options))
    return file.assetPack
  }

  /** Checks it. What was removed a moment ago stays then, and is here; what is just being removed is gone first. */
  async #claim(path: string, signal = new AbortController().signal): Promise<VouchedPackFile> {
    const file = await this.#vouchedFor(path, signal)
    await this.#options.removals.stay(file.assetPack.id, signal)
    return file
  }

  /** Whoever asks for the version that is offered does not want an older one to stay. */
  #askedFor({ assetPack: { id } }: VouchedPackFile): void {
    const { store, automatic } = this.#options
    store.unpin(id)
    automatic.askedFor(id)
  }

  /** What is here already need not come again. */
  #isWanted({ assetPack }: VouchedPackFile): boolean {
    const installed = this.#installed(assetPack)
    return installed === undefined || installed.version < assetPack.version
  }

  #installed({ id }: AssetPack): AssetPack | undefined {
    return this.#options.store.installedPack(id)?.assetPack
  }

  /** A list that does not vouch for the file may only be too old: the host is asked once more, where it can be. */
  async #vouchedFor(path: string, signal: AbortSignal): Promise<VouchedPackFile> {
    const { catalog, files } = this.#options
    const file = await files.inspect(resolve(path), signal)
    const known = await catalog.manifest(signal)
    try {
      return { ...file, assetPack: this.#trusted(file, known) }
    } catch (problem) {
      const newest = await catalog.refresh(signal).catch((error: unknown) => {
        throw isUnreachable(error) ? problem : error
      })
      return { ...file, assetPack: this.#trusted(file, newest) }
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

function requestOf(
  { path, indexSha256 }: VouchedPackFile,
  { lowSpace, mayUseNetwork = false }: FileInstallOptions,
): DownloadRequestOptions {
  return { origin: 'foreground', lowSpace, file: { path, mayUseNetwork, indexSha256 } }
}
