import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { assetPackIDKey } from '../../src-shared/domain/asset-pack-id'
import { AssetPackError } from '../../src-shared/domain/errors'
import type { Clock } from '../platform/clock'
import { withFileSystemErrors } from '../platform/file-system-errors'
import type { Logger } from '../platform/logger'
import { bundlePath, resolveRepositoryURL } from '../repository/layout'
import type { AssetPackStore, InstalledPack, StagingArea } from '../store/asset-pack-store'
import type { Transport } from '../transport/transport'
import type { InstallEstimate, InstallReport, InstallRequest } from './install-request'
import { InstallTally } from './install-tally'
import type { InstalledVersion } from './installed-content'
import type { PlanResult } from './plan-job'
import { runInLanes, runTogether } from './run-together'
import { SourceLeases } from './source-leases'
import { TransferLine } from './transfer-line'
import { UnpackWorkers, type JobRunner } from './unpack-workers'

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
  readonly store: Pick<
    AssetPackStore,
    'installedPacks' | 'keptVersions' | 'lease' | 'openStaging' | 'commit' | 'freeBytes' | 'directory'
  >
  readonly transport: Transport
  readonly catalog: PackIndexSource
  readonly repositoryURL: string
  readonly workers: JobRunner
  /** Transfers at the same time, per pack. */
  readonly connections: number
  readonly clock: Clock
  readonly logger: Logger
}

/**
 * Installation: brings one version of one pack from the repository into the container. After scheduling, before the
 * store's commit. The steps, as docs/disk-and-wire.md numbers them:
 *
 * - I-1 the verified index comes in; I-2 the staging area is opened and scanned; I-3 the plan is made, the space checked;
 * - I-4 files are reused, chunks copied, bundles fetched and unpacked, all at the same time;
 * - I-5 files get their final form and everything is synced; I-6 and I-7 the store makes the version the active one.
 *
 * Indexes are decoded, plans made and chunks handled in workers; this thread only passes columns of numbers on.
 *
 * Promises: no byte reaches a staged file before its chunk was verified. After cancellation or failure nothing more is
 * written, the installed version is untouched, and what was placed and fetched stays in the staging area, so that the
 * next attempt fetches only the rest. Local content that turns out to be damaged is fetched instead.
 */
export class Installer {
  readonly #options: InstallerOptions
  readonly #workers: UnpackWorkers

  constructor(options: InstallerOptions) {
    this.#options = options
    this.#workers = new UnpackWorkers(options.workers)
  }

  /**
   * Installs, or updates to, exactly that version.
   *
   * @throws AssetPackError `outOfSpace` (with `needBytes` and `freeBytes`), `integrityCheckFailed`, `indexInvalid`, what
   * the transport, the catalog and the store say; the signal's reason after cancellation.
   */
  async install({ assetPack, signal, onProgress }: InstallRequest): Promise<InstallReport> {
    signal.throwIfAborted()
    const started = this.#options.clock.monotonic()
    const tally = new InstallTally(onProgress)
    tally.enter('downloading')
    const index = await this.#options.catalog.packIndex(assetPack, signal) // I-1
    tally.bytesReceived += index.bytesReceived
    tally.requests += index.bytesReceived > 0 ? 1 : 0
    const staging = await this.#options.store.openStaging(assetPack.id, assetPack.version) // I-2
    const sources = new SourceLeases(this.#options.store)
    const run: InstallRun = { assetPack, indexBytes: index.bytes, staging, tally, signal, sources }
    const plan = await this.#bringAndCommit(run).finally(() => {
      sources.giveBack()
    })
    const report = {
      assetPack,
      bytesFetched: tally.bytesReceived,
      bytesReused: plan.totalsFromStart.bytesReused,
      requests: tally.requests,
    }
    this.#log('info', 'A pack was installed.', assetPack, {
      bytesFetched: report.bytesFetched,
      bytesReused: report.bytesReused,
      requests: report.requests,
      milliseconds: Math.round(this.#options.clock.monotonic() - started),
    })
    return report
  }

  async #bringAndCommit(run: InstallRun): Promise<PlanResult> {
    const plan = await this.#bringEverything(run)
    await this.#finish(run, plan)
    run.signal.throwIfAborted()
    await this.#options.store.commit(run.staging, run.assetPack, run.indexBytes) // I-6, I-7
    return plan
  }

  /**
   * What an installation from the start would cost; what an interrupted one left is not looked at. Changes nothing but the
   * catalog's kept index.
   */
  async estimate(assetPack: AssetPack, signal: AbortSignal): Promise<InstallEstimate> {
    signal.throwIfAborted()
    const { bytes, transferBytes } = await this.#options.catalog.packIndex(assetPack, signal)
    const { totals } = await this.#workers.run(
      {
        kind: 'plan',
        indexBytes: bytes,
        assetPackID: assetPack.id,
        version: assetPack.version,
        versions: installedVersions(this.#usableVersions(assetPack), assetPack),
        distrusted: [],
        canLink: true,
        transfersOnDisk: this.#transfersOnDisk,
      },
      signal,
    )
    const { bytesReused, diskBytesNeeded } = totals
    // What is here needs no index either; for everything else it counts although it has just come.
    const index = this.#isInstalled(assetPack)
      ? { size: 0, requests: 0 }
      : { size: transferBytes, requests: 1 }
    return {
      bytesToFetch: totals.bytesToFetch + index.size,
      requests: totals.requests + index.requests,
      bytesReused,
      diskBytesNeeded,
    }
  }

  #isInstalled({ id, version }: AssetPack): boolean {
    return this.#options.store
      .installedPacks()
      .some((here) => here.assetPack.id === id && here.assetPack.version === version)
  }

  get #transfersOnDisk(): number {
    return this.#options.connections + this.#workers.size
  }

  /**
   * Plans and carries out until all is placed. What the plan believed of installed files can be wrong; then another plan
   * is made without them, the last one with nothing but the repository.
   */
  async #bringEverything(run: InstallRun): Promise<PlanResult> {
    const doubts: Doubts = { damagedSources: new Set(), canLink: true, useInstalled: true }
    for (let attempt = 1; ; attempt += 1) {
      const plan = await this.#plan(run, doubts)
      run.tally.begin(plan)
      await this.#requireSpace(plan)
      if (await this.#carryOut(run, plan, doubts)) return plan
      if (!doubts.useInstalled) {
        throw new AssetPackError('integrityCheckFailed', 'Staged files are changed while they are written.', {
          details: { damaged: [...doubts.damagedSources].slice(0, 10) },
        })
      }
      this.#log('warn', 'Installed files were not what was expected; planning again.', run.assetPack, {
        damaged: [...doubts.damagedSources].slice(0, 10),
        canLink: doubts.canLink,
      })
      doubts.useInstalled = attempt < 2
    }
  }

  async #plan(run: InstallRun, doubts: Doubts): Promise<PlanResult> {
    const { assetPack, indexBytes, staging, signal, sources } = run
    const versions = doubts.useInstalled ? this.#usableVersions(assetPack) : []
    sources.take(versions)
    const plan = await this.#workers.run(
      {
        kind: 'plan',
        indexBytes,
        assetPackID: assetPack.id,
        version: assetPack.version,
        staging: { filesDirectory: staging.filesDirectory, downloadsDirectory: staging.downloadsDirectory },
        versions: installedVersions(versions, assetPack),
        distrusted: [...doubts.damagedSources],
        canLink: doubts.canLink,
        transfersOnDisk: this.#transfersOnDisk,
      },
      signal,
    )
    sources.keepOnly(plan.sourceDirectories)
    if (plan.removed.length > 0) {
      this.#log('warn', 'The staging area held what does not belong there; it was deleted.', assetPack, {
        removed: plan.removed.slice(0, 10),
      })
    }
    return plan
  }

  async #requireSpace({ totals }: PlanResult): Promise<void> {
    const { store } = this.#options
    const needBytes = totals.diskBytesNeeded
    const freeBytes = await store.freeBytes()
    if (freeBytes >= needBytes) return
    throw new AssetPackError('outOfSpace', 'There is not enough free space to install the pack.', {
      details: { needBytes, freeBytes, path: store.directory },
    })
  }

  /** I-4. Whether everything is placed; otherwise `doubts` say why not. */
  async #carryOut(run: InstallRun, plan: PlanResult, doubts: Doubts): Promise<boolean> {
    const { staging, tally, signal } = run
    const damaged = new Set<string>()
    const onDamagedSource = (path: string): void => {
      damaged.add(path)
    }
    const line = new TransferLine({
      transfers: plan.transfers,
      staging,
      transport: this.#options.transport,
      workers: this.#workers,
      bundleURL: (sha256) => resolveRepositoryURL(this.#options.repositoryURL, bundlePath(sha256)),
      connections: this.#options.connections,
      transfersOnDisk: this.#transfersOnDisk,
      tally,
      onDamagedSource,
    })
    await withFileSystemErrors(staging.downloadsDirectory, () =>
      runTogether(signal, [
        (joint) => line.run(joint),
        (joint) => this.#takeOver(run, plan, doubts, onDamagedSource, joint),
      ]),
    )
    for (const path of damaged) doubts.damagedSources.add(path)
    if (damaged.size > 0 || (plan.reuse.length > 0 && !doubts.canLink)) return false
    if (tally.isAllPlaced) return true
    throw new AssetPackError('internal', 'The plan was carried out, and not every byte is placed.')
  }

  /** The part of I-4 that needs no network: whole files, then single chunks, of installed versions. */
  async #takeOver(
    { staging, tally }: InstallRun,
    plan: PlanResult,
    doubts: Doubts,
    onDamagedSource: (path: string) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const stagingDirectory = staging.filesDirectory
    // Some workers stay free for what comes in.
    const lanes = Math.max(1, Math.ceil(this.#workers.size / 2))
    await runInLanes(signal, lanes, plan.reuse, async (order, joint) => {
      if (!doubts.canLink) return
      const result = await this.#workers.run({ kind: 'reuse', stagingDirectory, order }, joint)
      result.damagedSources.forEach(onDamagedSource)
      doubts.canLink &&= result.canLink
      tally.placed(result.placedBytes)
    })
    await runInLanes(signal, lanes, plan.copies, async (order, joint) => {
      const result = await this.#workers.run({ kind: 'copy', order }, joint)
      result.damagedSources.forEach(onDamagedSource)
      tally.placed(result.placedBytes)
    })
  }

  /** I-5. */
  async #finish({ staging, tally, signal }: InstallRun, { finish }: PlanResult): Promise<void> {
    tally.enter('installing')
    const stagingDirectory = staging.filesDirectory
    await runInLanes(signal, this.#workers.size, finish, async (order, lane) => {
      await this.#workers.run({ kind: 'finish', stagingDirectory, order }, lane)
    })
    await this.#workers.run({ kind: 'sync', stagingDirectory }, signal)
  }

  /** The versions of the same pack first, the active one before those that are kept; then the other packs. */
  #usableVersions(assetPack: AssetPack): readonly InstalledPack[] {
    const { store } = this.#options
    const isSamePack = ({ assetPack: { id } }: InstalledPack): boolean =>
      assetPackIDKey(id) === assetPackIDKey(assetPack.id)
    const active = store.installedPacks()
    return [
      ...active.filter(isSamePack),
      ...store.keptVersions(assetPack.id),
      ...active.filter((installed) => !isSamePack(installed)),
    ]
  }

  #log(
    level: 'info' | 'warn',
    message: string,
    { id, version }: AssetPack,
    facts: Parameters<Logger['log']>[2],
  ): void {
    this.#options.logger.log(level, message, { assetPackID: id, version, ...facts })
  }
}

/** As a worker finds them. The first one is the base when it is a version of that pack. */
function installedVersions(
  versions: readonly InstalledPack[],
  { id }: AssetPack,
): readonly InstalledVersion[] {
  return versions.map(({ directory, assetPack }, position) => ({
    directory,
    isBase: position === 0 && assetPackIDKey(assetPack.id) === assetPackIDKey(id),
  }))
}

interface InstallRun {
  readonly assetPack: AssetPack
  readonly indexBytes: Uint8Array
  readonly staging: StagingArea
  readonly tally: InstallTally
  readonly signal: AbortSignal
  readonly sources: SourceLeases
}

/** What earlier plans of this installation believed wrongly. */
interface Doubts {
  readonly damagedSources: Set<string>
  canLink: boolean
  useInstalled: boolean
}
