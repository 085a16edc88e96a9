import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { assetPackIDKey } from '../../src-shared/domain/asset-pack-id'
import { AssetPackError } from '../../src-shared/domain/errors'
import { shortageDetails } from '../../src-shared/domain/space-shortage'
import { withFileSystemErrors } from '../platform/file-system-errors'
import type { Logger } from '../platform/logger'
import { bundlePath, resolveRepositoryURL } from '../repository/layout'
import type { AssetPackStore, InstalledPack, StagingArea } from '../store/asset-pack-store'
import type { Transport } from '../transport/transport'
import type { InstallTally } from './install-tally'
import type { InstalledVersion } from './installed-content'
import type { InstallEstimate } from './install-request'
import { lowSpacePrice } from './low-space-rounds'
import { FinishPace, type FinishLimits, type FinishTask } from './finish-pace'
import type { PlanJob, PlanResult } from './plan-job'
import { runInLanes, runTogether } from './run-together'
import { SourceLeases } from './source-leases'
import { TransferLine } from './transfer-line'
import type { UnpackWorkers } from './unpack-workers'
import { encodePaths, type PathList } from './work-order'

/** What an {@link Assembler} works with. */
export interface AssemblerOptions {
  readonly store: Pick<
    AssetPackStore,
    'installedPacks' | 'keptVersions' | 'lease' | 'freeBytes' | 'directory' | 'dismantledVersion'
  >
  readonly transport: Transport
  readonly repositoryURL: string
  readonly workers: UnpackWorkers
  /** Transfers at the same time, per pack; asked for each plan anew. */
  readonly connections: () => number
  /** See {@link FinishLimits}. */
  readonly finishLimits?: FinishLimits | undefined
  readonly logger: Logger
}

/** One version, or some files of it, on the way into a staging area. */
export interface Assembly {
  readonly assetPack: AssetPack
  /** Verified. */
  readonly indexBytes: Uint8Array
  readonly staging: StagingArea
  readonly tally: InstallTally
  readonly signal: AbortSignal
  /** Where the bundles come from; absent = the network. */
  readonly transport?: Pick<Transport, 'download'> | undefined
  /** See `InstallRequest.whileGivingWay`. */
  readonly whileGivingWay?: AbortSignal | undefined
  /** Paths of the damaged files of the active version: only these are put together. Absent = the whole version is. */
  readonly damagedFiles?: readonly string[] | undefined
  /** Only these files of the version are put together: one round of an update in little space. */
  readonly roundFiles?: PathList | undefined
  /**
   * What is put together is read once and thrown away: only this pack's versions are used, every chunk of them is
   * verified, and nobody waits until the disk has it.
   */
  readonly isScratch?: boolean | undefined
}

/** How a version was put together. */
export interface Assembled {
  /** The plan that worked out. */
  readonly plan: PlanResult
  /** The plan that was made at first. */
  readonly first: PlanResult
  /** What earlier plans believed wrongly. */
  readonly doubts: {
    readonly damagedSources: ReadonlySet<string>
    /** False when nothing that is installed was used in the end. */
    readonly useInstalled: boolean
  }
}

/** `outOfSpace`, with the plan that has no room. */
export class SpaceShortageError extends AssetPackError {
  readonly plan: PlanResult

  constructor(plan: PlanResult, freeBytes: number, path: string) {
    const { diskBytesNeeded, bytesToFetch } = plan.totals
    const lowSpace = plan.lowSpace && lowSpacePrice(plan.lowSpace)
    const isOffered = lowSpace !== undefined && lowSpace.diskBytesNeeded <= freeBytes
    const offer = isOffered ? ' There is enough to update it file by file, in low-space mode.' : ''
    const figures = { diskBytesNeeded, bytesToFetch, freeBytes, ...(isOffered ? { lowSpace } : {}) }
    super('outOfSpace', `There is not enough free space to install the pack.${offer}`, {
      details: { ...shortageDetails(figures), path },
    })
    this.plan = plan
  }
}

/**
 * I-3 to I-5: puts a version, or the right content of its damaged files, together in a staging area, out of what is here
 * and what must come. Installer and repairer have that in common.
 */
export class Assembler {
  readonly #options: AssemblerOptions
  readonly #workers: UnpackWorkers

  constructor(options: AssemblerOptions) {
    this.#options = options
    this.#workers = options.workers
  }

  /** Announces an assembly: what makes its plan starts now. */
  prepare(): void {
    this.#workers.prepare()
  }

  /**
   * Resolves when every staged file is complete, in its final form and durable. Installed versions that it reads from
   * stay on the disk until then.
   *
   * @throws what `Installer.install` throws, but for the catalog's part; without room, {@link SpaceShortageError}.
   */
  async assemble(assembly: Assembly): Promise<Assembled> {
    const sources = new SourceLeases(this.#options.store)
    try {
      const { rest, ...assembled } = await this.#bringEverything({ ...assembly, sources })
      if (assembly.isScratch !== true) await this.#finish(assembly, rest)
      return assembled
    } finally {
      sources.giveBack()
    }
  }

  /** Makes everything that is staged durable. */
  async sync({ staging, signal }: Pick<Assembly, 'staging' | 'signal'>): Promise<void> {
    await this.#workers.run({ kind: 'sync', stagingDirectory: staging.filesDirectory }, signal)
  }

  /** What assembling the version would cost, without its index, with what an earlier attempt left in `staging`; changes nothing there. */
  async estimate({
    assetPack,
    indexBytes,
    staging,
    signal,
  }: Pick<Assembly, 'assetPack' | 'indexBytes' | 'signal'> & {
    readonly staging: StagingArea | undefined
  }): Promise<InstallEstimate> {
    const { totals, lowSpace } = await this.#workers.run(
      {
        kind: 'plan',
        indexBytes,
        assetPackID: assetPack.id,
        version: assetPack.version,
        staging: staging && foldersOf(staging),
        isEstimate: true,
        versions: installedVersions(this.#usableVersions(assetPack), assetPack),
        distrusted: [],
        canLink: true,
        transfersOnDisk: this.#transfersOnDisk,
        connections: this.#options.connections(),
        ...(await this.#room(assetPack)),
      },
      signal,
    )
    const { bytesToFetch, requests, bytesReused, diskBytesNeeded } = totals
    const estimate = { bytesToFetch, requests, bytesReused, diskBytesNeeded }
    if (lowSpace === undefined) return estimate
    const little = lowSpacePrice(lowSpace)
    return {
      ...estimate,
      lowSpaceBytesNeeded: little.diskBytesNeeded,
      lowSpaceBytesToFetch: little.bytesToFetch,
    }
  }

  async #room({ id }: AssetPack): Promise<Pick<PlanJob, 'freeBytes' | 'keptVersions'>> {
    const { store } = this.#options
    return { freeBytes: await store.freeBytes(), keptVersions: store.keptVersions(id).length }
  }

  get #transfersOnDisk(): number {
    return this.#options.connections() + this.#workers.size
  }

  /**
   * Plans and carries out until all is placed. What the plan believed of installed files can be wrong; then another plan
   * is made without them, the last one with nothing but the repository.
   */
  async #bringEverything(run: AssemblyRun): Promise<Assembled & { readonly rest: readonly FinishTask[] }> {
    // A link to a file that only looks untouched would bring its damage along: a repair reads what it takes, and so does
    // a reader.
    const canLink = run.damagedFiles === undefined && run.isScratch !== true
    const doubts: Doubts = { damagedSources: new Set(), canLink, useInstalled: true }
    let first: PlanResult | undefined
    for (let attempt = 1; ; attempt += 1) {
      const plan = await this.#plan(run, doubts)
      first ??= plan
      await this.#requireSpace(plan)
      run.tally.begin(plan)
      const pace = this.#finishPace(run, plan)
      if (await this.#carryOut(run, plan, doubts, pace)) return { plan, first, doubts, rest: pace.rest() }
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

  async #plan(run: AssemblyRun, doubts: Doubts): Promise<PlanResult> {
    const { assetPack, indexBytes, staging, signal, sources, damagedFiles, roundFiles } = run
    const versions = doubts.useInstalled ? this.#usableVersions(assetPack, run.isScratch) : []
    sources.take(versions)
    const plan = await this.#workers.run(
      {
        kind: 'plan',
        indexBytes,
        assetPackID: assetPack.id,
        version: assetPack.version,
        staging: foldersOf(staging),
        versions: installedVersions(versions, assetPack),
        distrusted: [...doubts.damagedSources],
        canLink: doubts.canLink,
        transfersOnDisk: this.#transfersOnDisk,
        connections: this.#options.connections(),
        damagedFiles: damagedFiles && encodePaths(damagedFiles),
        roundFiles,
        ...(await this.#room(assetPack)),
      },
      signal,
    )
    sources.keepOnly(plan.sourceDirectories)
    if (plan.removed.length > 0) {
      // No cause for alarm: a repair that died leaves there what the next one no longer needs.
      this.#log('info', 'The staging area held what does not belong there; it was deleted.', assetPack, {
        removed: plan.removed.slice(0, 10),
      })
    }
    return plan
  }

  async #requireSpace(plan: PlanResult): Promise<void> {
    const { store } = this.#options
    const freeBytes = await store.freeBytes()
    if (freeBytes < plan.totals.diskBytesNeeded)
      throw new SpaceShortageError(plan, freeBytes, store.directory)
  }

  /** I-4. Whether everything is placed; otherwise `doubts` say why not. */
  async #carryOut(run: AssemblyRun, plan: PlanResult, doubts: Doubts, pace: FinishPace): Promise<boolean> {
    const { staging, tally, signal, whileGivingWay } = run
    const damaged = new Set<string>()
    const onDamagedSource = (path: string): void => {
      damaged.add(path)
    }
    const line = new TransferLine({
      transfers: plan.transfers,
      staging,
      transport: run.transport ?? this.#options.transport,
      workers: this.#workers,
      bundleURL: (sha256) => resolveRepositoryURL(this.#options.repositoryURL, bundlePath(sha256)),
      connections: this.#options.connections,
      transfersOnDisk: this.#transfersOnDisk,
      tally,
      whileGivingWay,
      onDamagedSource,
      onUnpacked: async (transfer, joint) => {
        // What leans on a damaged file was left out, so files are not complete that the plan takes for it: it is made anew.
        if (run.isScratch !== true && damaged.size === 0) await pace.unpacked(transfer, joint)
      },
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
    { staging, tally }: Assembly,
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
      tally.shared(result.placedBytes)
    })
    await runInLanes(signal, lanes, plan.copies, async (order, joint) => {
      const result = await this.#workers.run({ kind: 'copy', order }, joint)
      result.damagedSources.forEach(onDamagedSource)
      tally.placed(result.placedBytes)
    })
  }

  #finishPace({ staging, tally }: Assembly, plan: PlanResult): FinishPace {
    const stagingDirectory = staging.filesDirectory
    return new FinishPace({
      plan,
      placedBytes: () => tally.placedBytes,
      hasRoom: () => this.#workers.hasRoom,
      limits: this.#options.finishLimits,
      finish: (tasks, signal) =>
        runInLanes(signal, 1, tasks, (task, lane) =>
          this.#workers.run({ kind: 'finish', stagingDirectory, leavesFolders: false, ...task }, lane),
        ),
    })
  }

  /** I-5. */
  async #finish({ staging, tally, signal }: Assembly, rest: readonly FinishTask[]): Promise<void> {
    tally.enter('installing')
    const stagingDirectory = staging.filesDirectory
    await runInLanes(signal, this.#workers.size, rest, (task, lane) =>
      this.#workers.run({ kind: 'finish', stagingDirectory, leavesFolders: true, ...task }, lane),
    )
    await this.#workers.run({ kind: 'syncFolders', stagingDirectory }, signal)
  }

  /** The versions of the same pack first, the active one before those that are kept; then the other packs. */
  #usableVersions(assetPack: AssetPack, onlyThisPack = false): readonly InstalledPack[] {
    const { store } = this.#options
    const isSamePack = ({ assetPack: { id } }: InstalledPack): boolean =>
      assetPackIDKey(id) === assetPackIDKey(assetPack.id)
    const active = store.installedPacks()
    const dismantled = store.dismantledVersion(assetPack.id)
    return [
      ...(dismantled === undefined ? [] : [dismantled]),
      ...active.filter(isSamePack),
      ...store.keptVersions(assetPack.id),
      ...(onlyThisPack ? [] : active.filter((installed) => !isSamePack(installed))),
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

/** What of a staging area can be handed to a worker. */
function foldersOf({
  filesDirectory,
  downloadsDirectory,
}: StagingArea): Pick<StagingArea, 'filesDirectory' | 'downloadsDirectory'> {
  return { filesDirectory, downloadsDirectory }
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

interface AssemblyRun extends Assembly {
  readonly sources: SourceLeases
}

interface Doubts {
  readonly damagedSources: Set<string>
  canLink: boolean
  useInstalled: boolean
}
