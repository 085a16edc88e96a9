import type { AssetPack } from '../../src-shared/domain/asset-pack'
import { assetPackIDKey } from '../../src-shared/domain/asset-pack-id'
import { AssetPackError } from '../../src-shared/domain/errors'
import { withFileSystemErrors } from '../platform/file-system-errors'
import type { Logger } from '../platform/logger'
import { bundlePath, resolveRepositoryURL } from '../repository/layout'
import type { PlanTotals } from '../planning/install-plan'
import type { AssetPackStore, InstalledPack, StagingArea } from '../store/asset-pack-store'
import type { Transport } from '../transport/transport'
import type { InstallTally } from './install-tally'
import type { InstalledVersion } from './installed-content'
import type { InstallEstimate } from './install-request'
import type { PlanJob, PlanResult } from './plan-job'
import { runInLanes, runTogether } from './run-together'
import { SourceLeases } from './source-leases'
import { TransferLine } from './transfer-line'
import type { UnpackWorkers } from './unpack-workers'
import { decodePaths, encodePaths, type PathList } from './work-order'

/** What an {@link Assembler} works with. */
export interface AssemblerOptions {
  readonly store: Pick<
    AssetPackStore,
    | 'installedPack'
    | 'installedPacks'
    | 'keptVersions'
    | 'lease'
    | 'freeBytes'
    | 'directory'
    | 'giveUpKept'
    | 'dismantle'
    | 'dismantledVersion'
  >
  readonly transport: Transport
  readonly repositoryURL: string
  readonly workers: UnpackWorkers
  /** Transfers at the same time, per pack. */
  readonly connections: number
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
  /** Paths of the damaged files of the active version: only these are put together. Absent = the whole version is. */
  readonly damagedFiles?: readonly string[] | undefined
  /** Where not both versions have room, files of the old one may be given up while the new one is put together. */
  readonly lowSpace?: boolean | undefined
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

  /**
   * Resolves when every staged file is complete, in its final form and durable. Installed versions that it reads from
   * stay on the disk until then.
   *
   * @throws what `Installer.install` throws, but for the catalog's part.
   */
  async assemble(assembly: Assembly): Promise<Assembled> {
    if (assembly.lowSpace !== true) return this.#assembleAtOnce(assembly)
    let first: PlanResult | undefined
    // Once the old version's files are gone as far as they must, what is left fits. A disk that cannot link shows that
    // only then, and somebody else may fill it meanwhile: both lead to other rounds.
    for (let attempt = 1; ; attempt += 1) {
      const shortage: Shortage = { plan: undefined }
      try {
        const assembled = await this.#assembleAtOnce({ ...assembly, shortage })
        return { ...assembled, first: first ?? assembled.first }
      } catch (error) {
        if (shortage.plan === undefined || attempt > mostShortages) throw error
        first ??= shortage.plan
        await this.#makeDo(assembly, shortage.plan, error)
      }
    }
  }

  async #assembleAtOnce(assembly: Omit<AssemblyRun, 'sources'>): Promise<Assembled> {
    const sources = new SourceLeases(this.#options.store)
    try {
      const assembled = await this.#bringEverything({ ...assembly, sources })
      await this.#finish(assembly, assembled.plan)
      return assembled
    } finally {
      sources.giveBack()
    }
  }

  /** What is to be done where not both versions have room: there is no way back to kept ones, then file by file. */
  async #makeDo(assembly: Assembly, plan: PlanResult, shortage: unknown): Promise<void> {
    const { store } = this.#options
    const { id } = assembly.assetPack
    const { lowSpace } = plan
    const old = store.dismantledVersion(id) ?? store.installedPack(id)
    const kept = store.keptVersions(id)
    if (kept.length > 0) {
      // Nobody loses the way back for an update that has no room even so.
      if ((await store.freeBytes()) + mostBytesOf(kept) < leastBytesNeeded(plan)) throw shortage
      await store.giveUpKept(id)
      return
    }
    if (lowSpace === undefined || old === undefined || (await store.freeBytes()) < lowSpace.diskBytesNeeded)
      throw shortage
    const droppable = [...decodePaths(lowSpace.droppable)]
    const stagingDirectory = assembly.staging.filesDirectory
    for (const { files, droppable: next } of lowSpace.rounds) {
      const shortOf: Shortage = { plan: undefined }
      const round = { ...assembly, roundFiles: files, shortage: shortOf }
      await this.#assembleAtOnce(round).catch(async (error: unknown) => {
        if (shortOf.plan === undefined || droppable.length === 0) throw error
        // Their new files are complete; an earlier attempt that put some of them together may not have synced them.
        await this.#workers.run({ kind: 'sync', stagingDirectory }, assembly.signal)
        await store.dismantle(old, droppable.splice(0))
        await this.#assembleAtOnce(round)
      })
      droppable.push(...decodePaths(next))
    }
  }

  /** What assembling the version would cost, with what an earlier attempt left in `staging`; changes nothing there. */
  async estimate({
    assetPack,
    indexBytes,
    staging,
    signal,
  }: Pick<Assembly, 'assetPack' | 'indexBytes' | 'signal'> & {
    readonly staging: StagingArea | undefined
  }): Promise<PlanTotals & Pick<InstallEstimate, 'lowSpaceBytesNeeded'>> {
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
        ...(await this.#room(assetPack)),
      },
      signal,
    )
    return { ...totals, lowSpaceBytesNeeded: lowSpace?.diskBytesNeeded }
  }

  async #room({ id }: AssetPack): Promise<Pick<PlanJob, 'freeBytes' | 'keptVersions'>> {
    const { store } = this.#options
    return { freeBytes: await store.freeBytes(), keptVersions: store.keptVersions(id).length }
  }

  get #transfersOnDisk(): number {
    return this.#options.connections + this.#workers.size
  }

  /**
   * Plans and carries out until all is placed. What the plan believed of installed files can be wrong; then another plan
   * is made without them, the last one with nothing but the repository.
   */
  async #bringEverything(run: AssemblyRun): Promise<Assembled> {
    // A link to a file that only looks untouched would bring its damage along: a repair reads what it takes.
    const canLink = run.damagedFiles === undefined
    const doubts: Doubts = { damagedSources: new Set(), canLink, useInstalled: true }
    let first: PlanResult | undefined
    for (let attempt = 1; ; attempt += 1) {
      const plan = await this.#plan(run, doubts)
      first ??= plan
      run.tally.begin(plan)
      await this.#requireSpace(plan, run.shortage)
      if (await this.#carryOut(run, plan, doubts)) return { plan, first, doubts }
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
    const versions = doubts.useInstalled ? this.#usableVersions(assetPack) : []
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

  async #requireSpace(plan: PlanResult, shortage: Shortage | undefined): Promise<void> {
    const { store } = this.#options
    const needBytes = plan.totals.diskBytesNeeded
    const freeBytes = await store.freeBytes()
    if (freeBytes >= needBytes) return
    if (shortage !== undefined) shortage.plan = plan
    const lowSpaceBytes = plan.lowSpace?.diskBytesNeeded ?? Infinity
    const isOffered = lowSpaceBytes <= freeBytes
    const offer = isOffered ? ' There is enough to update it file by file, in low-space mode.' : ''
    throw new AssetPackError('outOfSpace', `There is not enough free space to install the pack.${offer}`, {
      details: { needBytes, freeBytes, ...(isOffered ? { lowSpaceBytes } : {}), path: store.directory },
    })
  }

  /** I-4. Whether everything is placed; otherwise `doubts` say why not. */
  async #carryOut(run: AssemblyRun, plan: PlanResult, doubts: Doubts): Promise<boolean> {
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
      tally.placed(result.placedBytes)
    })
    await runInLanes(signal, lanes, plan.copies, async (order, joint) => {
      const result = await this.#workers.run({ kind: 'copy', order }, joint)
      result.damagedSources.forEach(onDamagedSource)
      tally.placed(result.placedBytes)
    })
  }

  /** I-5. */
  async #finish({ staging, tally, signal }: Assembly, { finish }: PlanResult): Promise<void> {
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
    const dismantled = store.dismantledVersion(assetPack.id)
    return [
      ...(dismantled === undefined ? [] : [dismantled]),
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
  /** Only these files are put together. */
  readonly roundFiles?: PathList | undefined
  /** Hears which plan has no room. */
  readonly shortage?: Shortage | undefined
}

interface Shortage {
  plan: PlanResult | undefined
}

/** What kept versions give back at most: files that they share with others stay on the disk. */
function mostBytesOf(kept: readonly InstalledPack[]): number {
  return kept.reduce((sum, { assetPack }) => sum + assetPack.installedSize, 0)
}

function leastBytesNeeded({ totals, lowSpace }: PlanResult): number {
  return Math.min(totals.diskBytesNeeded, lowSpace?.diskBytesNeeded ?? Infinity)
}

/** How often an update in little space is planned anew before its failure is told. */
const mostShortages = 4

interface Doubts {
  readonly damagedSources: Set<string>
  canLink: boolean
  useInstalled: boolean
}
