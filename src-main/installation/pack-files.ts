import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { isAssetPackError } from '../../src-shared/domain/errors'
import type { Logger } from '../platform/logger'
import {
  OpenAssetPackFile,
  packFileDamaged,
  requireBundles,
  type AssetPackFacts,
} from '../repository/asset-pack-file'
import { sha256Hex } from '../repository/digest'
import { bundlePath, resolveRepositoryURL } from '../repository/layout'
import type { Transport } from '../transport/transport'
import { FileBundles } from './file-bundles'
import type { PackFileUse } from './install-request'
import type { ListedBundles } from './list-bundles-job'
import { packFileProblem, type PackFileClaim } from './pack-file-problem'
import type { UnpackWorkers } from './unpack-workers'

/** What {@link PackFiles} work with. */
export interface PackFilesOptions {
  readonly signedIndexHashes: (assetPack: AssetPack) => readonly string[]
  readonly transport: Pick<Transport, 'download'>
  readonly repositoryURL: string
  readonly workers: Pick<UnpackWorkers, 'run'>
  readonly logger: Logger
}

/** An `.assetpack` file that was read and fits together; whether it is to be trusted is another question. */
export interface InspectedPackFile extends PackFileClaim {
  /** Bytes of the whole file. */
  readonly size: number
  readonly facts: AssetPackFacts
}

/** An open file that gives the bundles of the version that is to be installed. */
export interface PackFileSource {
  /** Signed. */
  readonly indexBytes: Uint8Array
  readonly transport: Pick<Transport, 'download'>
  close(): Promise<void>
}

/** Reads `.assetpack` files on the client's side. Their index is decoded in a worker, and never used unless it is signed. */
export class PackFiles {
  readonly #options: PackFilesOptions

  constructor(options: PackFilesOptions) {
    this.#options = options
  }

  /**
   * What a file says that it is.
   *
   * @throws AssetPackError `fileNotFound`, `packFileInvalid`, `packFileDamaged`; what the disk says; the signal's reason.
   */
  async inspect(path: string, signal: AbortSignal): Promise<InspectedPackFile> {
    signal.throwIfAborted()
    const file = await OpenAssetPackFile.open(path)
    try {
      const { claim } = await this.#read(file, signal)
      return { ...claim, size: file.size, facts: file.facts }
    } finally {
      await file.close()
    }
  }

  /**
   * Opens a file to install exactly that version from it.
   *
   * @throws AssetPackError what {@link PackFiles.inspect} throws; `packFileUnsigned`, `packFileOtherVersion`.
   */
  async open(assetPack: AssetPack, use: PackFileUse, signal: AbortSignal): Promise<PackFileSource> {
    signal.throwIfAborted()
    const { transport, signedIndexHashes, logger } = this.#options
    const file = await OpenAssetPackFile.open(use.path)
    try {
      const { claim, listed } = await this.#read(file, signal)
      const isSame = claim.id === assetPack.id
      const signed = signedIndexHashes(assetPack)
      const accepted = use.indexSha256 === undefined ? [] : [use.indexSha256]
      const problem = packFileProblem(claim, {
        offered: isSame ? assetPack : undefined,
        // A version that the list has left behind is still the one that it vouched for.
        signedHashes: signed.length > 0 ? signed : accepted,
        installedVersion: undefined,
      })
      if (problem !== undefined) throw problem
      const network = use.mayUseNetwork ? transport : undefined
      const bundles = new FileBundles({ file, offsets: this.#offsets(listed), network, logger })
      return { indexBytes: file.indexBytes, transport: bundles, close: () => file.close() }
    } catch (error) {
      await file.close()
      throw error
    }
  }

  async #read(
    file: OpenAssetPackFile,
    signal: AbortSignal,
  ): Promise<{ readonly claim: PackFileClaim; readonly listed: ListedBundles }> {
    const { path, indexBytes, bundlesLength } = file
    const listed = await this.#options.workers
      .run({ kind: 'listBundles', indexBytes }, signal)
      .catch((error: unknown) => {
        throw isUnusableIndex(error) ? packFileDamaged(path, 'its index cannot be used', error) : error
      })
    const sizes = Array.from(listed.sizes, (size) => ({ size }))
    requireBundles(path, sizes, bundlesLength)
    if (file.facts.id !== listed.assetPackID) throw packFileDamaged(path, 'its facts are of another pack')
    const { assetPackID: id, version } = listed
    return { claim: { path, id, version, indexSha256: sha256Hex(indexBytes) }, listed }
  }

  #offsets({ hashes, sizes }: ListedBundles): ReadonlyMap<string, number> {
    const offsets = new Map<string, number>()
    let next = 0
    for (const [position, sha256] of hashes.entries()) {
      offsets.set(resolveRepositoryURL(this.#options.repositoryURL, bundlePath(sha256)), next)
      next += sizes[position] ?? 0
    }
    return offsets
  }
}

/** A worker that died says nothing about the file. */
function isUnusableIndex(error: unknown): boolean {
  return isAssetPackError(error) && !['internal', 'cancelled'].includes(error.code)
}
