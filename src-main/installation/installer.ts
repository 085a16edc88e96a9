import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { isAssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'
import type { Logger } from '../platform/logger'
import type { AssetPackStore } from '../store/asset-pack-store'
import type { Assembler } from './assembler'
import type { InstallEstimate, InstallReport, InstallRequest, PackFileUse } from './install-request'
import { installDetours } from './install-detours'
import { InstallTally } from './install-tally'
import { LowSpaceAssembler, type LowSpaceStore } from './low-space-assembler'
import type { PackFiles, PackFileSource } from './pack-files'

/** Gives the verified index of a version; a `Catalog` does. */
export interface PackIndexSource {
  packIndex(
    assetPack: AssetPack,
    signal: AbortSignal,
  ): Promise<{
    readonly bytes: Uint8Array
    readonly bytesReceived: number
    readonly transferBytes: number
  }>
}

/** What an {@link Installer} works with. */
export interface InstallerOptions {
  readonly store: LowSpaceStore & Pick<AssetPackStore, 'installedPacks' | 'commit'>
  readonly catalog: PackIndexSource
  readonly assembler: Assembler
  readonly files: Pick<PackFiles, 'open'>
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * Installation: brings one version of one pack from the repository into the container. After scheduling, before the
 * store's commit. The steps, as docs/disk-and-wire.md numbers them:
 *
 * - I-1 the verified index comes in; I-2 the staging area is opened and scanned; I-3 the plan is made, the space checked;
 * - I-4 files are reused, chunks copied, bundles fetched and unpacked, and what is complete gets its final form and is synced,
 *   all at the same time;
 * - I-5 the same for the rest, and the folders are synced; I-6 and I-7 the store makes the version the active one.
 *
 * Indexes are decoded, plans made and chunks handled in workers; this thread only passes columns of numbers on.
 *
 * Promises: no byte reaches a staged file before its chunk was verified. After cancellation or failure nothing more is
 * written, the installed version is untouched, and what was placed and fetched stays in the staging area, so that the
 * next attempt fetches only the rest. Local content that turns out to be damaged is fetched instead.
 */
export class Installer {
  readonly #options: InstallerOptions
  readonly #lowSpace: LowSpaceAssembler

  constructor(options: InstallerOptions) {
    this.#options = options
    this.#lowSpace = new LowSpaceAssembler(options.assembler, options.store)
  }

  /**
   * Installs, or updates to, exactly that version.
   *
   * @throws AssetPackError what opening the file throws that it is to come from; `outOfSpace` (with a `SpaceShortage` in its
   * details), `integrityCheckFailed`, `indexInvalid`, what the transport, the catalog and the store say; the signal's reason after
   * cancellation.
   */
  async install(request: InstallRequest): Promise<InstallReport> {
    const { assetPack, file, signal } = request
    signal.throwIfAborted()
    const source = file && (await this.#openFile(assetPack, file, signal))
    try {
      return await this.#installFrom(source, request)
    } finally {
      await source?.close()
    }
  }

  async #installFrom(
    source: PackFileSource | undefined,
    { assetPack, signal, lowSpace, whileGivingWay, onProgress }: InstallRequest,
  ): Promise<InstallReport> {
    const started = this.#options.clock.monotonic()
    const tally = new InstallTally(onProgress)
    tally.enter('downloading')
    // The plan's worker starts while the index is on its way.
    this.#options.assembler.prepare()
    const index =
      source === undefined
        ? await this.#options.catalog.packIndex(assetPack, signal) // I-1
        : { bytes: source.indexBytes, bytesReceived: 0, transferBytes: 0 }
    tally.indexCame(index.transferBytes)
    tally.arrived(index.bytesReceived)
    tally.bytesReceived += index.bytesReceived
    tally.requests += index.bytesReceived > 0 ? 1 : 0
    const staging = await this.#options.store.openStaging(assetPack.id, assetPack.version) // I-2
    const hadBase = this.#options.store.installedPack(assetPack.id) !== undefined
    // What has begun without room for both goes on so: the old version is no longer whole.
    const isLowSpace = lowSpace === true || this.#options.store.dismantledVersion(assetPack.id) !== undefined
    const assembler = isLowSpace ? this.#lowSpace : this.#options.assembler
    const { transport } = source ?? {}
    const assembly = { assetPack, indexBytes: index.bytes, staging, tally, signal, transport, whileGivingWay }
    const assembled = await assembler.assemble(assembly) // I-3 to I-5
    signal.throwIfAborted()
    await this.#options.store.commit(staging, assetPack, index.bytes) // I-6, I-7
    const { bytesReused } = assembled.plan.totalsFromStart
    const costs = {
      bytesPlanned: index.transferBytes + assembled.first.totalsFromStart.bytesToFetch,
      bytesFetched: tally.bytesReceived,
      bytesWasted: tally.bytesWasted,
      bytesReused,
      requests: tally.requests,
      detours: installDetours({ index, hadBase, assembled, bytesWasted: tally.bytesWasted }),
    }
    const report = { assetPack, ...costs }
    this.#options.logger.log('info', 'A pack was installed.', {
      assetPackID: assetPack.id,
      version: assetPack.version,
      ...costs,
      milliseconds: Math.round(this.#options.clock.monotonic() - started),
    })
    return report
  }

  /**
   * What an installation would cost now: what an interrupted one left need not come again. Changes nothing but the
   * catalog's kept index.
   */
  async estimate(assetPack: AssetPack, signal: AbortSignal): Promise<InstallEstimate> {
    signal.throwIfAborted()
    const { bytes, transferBytes } = await this.#options.catalog.packIndex(assetPack, signal)
    const { id, version } = assetPack
    const isBegun = (await this.#options.store.stagedVersions(id)).includes(version)
    const staging = isBegun ? await this.#options.store.openStaging(id, version) : undefined
    const estimate = await this.#options.assembler.estimate({ assetPack, indexBytes: bytes, staging, signal })
    // What is here needs no index either; for everything else it counts although it has just come.
    const index = this.#isInstalled(assetPack)
      ? { size: 0, requests: 0 }
      : { size: transferBytes, requests: 1 }
    const { lowSpaceBytesToFetch } = estimate
    return {
      ...estimate,
      bytesToFetch: estimate.bytesToFetch + index.size,
      requests: estimate.requests + index.requests,
      ...(lowSpaceBytesToFetch === undefined
        ? {}
        : { lowSpaceBytesToFetch: lowSpaceBytesToFetch + index.size }),
    }
  }

  /** Without the file, where the network may stand in for it. */
  async #openFile(
    assetPack: AssetPack,
    file: PackFileUse,
    signal: AbortSignal,
  ): Promise<PackFileSource | undefined> {
    try {
      return await this.#options.files.open(assetPack, file, signal)
    } catch (error) {
      signal.throwIfAborted()
      if (!file.mayUseNetwork || !isAssetPackError(error)) throw error
      this.#options.logger.log('warn', 'A pack file cannot be used; the pack comes over the network.', {
        path: file.path,
        code: error.code,
      })
      return undefined
    }
  }

  #isInstalled({ id, version }: AssetPack): boolean {
    return this.#options.store
      .installedPacks()
      .some((here) => here.assetPack.id === id && here.assetPack.version === version)
  }
}
