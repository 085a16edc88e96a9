import { AssetPackError } from '../../src-shared/domain/errors'
import type { JobContext } from '../platform/worker-protocol'
import { placementCount } from '../planning/chunk-placements'
import { systemErrorCode } from '../platform/file-system-errors'
import { planInstall, type InstallFacts, type InstallPlan, type PlanTotals } from '../planning/install-plan'
import type { PackIndex } from '../repository/pack-index'
import { decodePackIndex } from '../repository/pack-index-codec'
import { findInstalledContent, type InstalledVersion } from './installed-content'
import { OrderBuilder } from './order-builder'
import { bundlesBegun, keptOf } from './kept-transfers'
import { lowSpaceOrders, type LowSpaceOrders } from './low-space-rounds'
import { scanStaging, type StagingScan } from './staging-scan'
import { transferOrders } from './transfer-orders'
import type { StagingArea } from '../store/asset-pack-store'
import {
  decodePaths,
  type CopyOrder,
  type FinishOrder,
  type PathList,
  type ReuseOrder,
  type TransferOrder,
} from './work-order'

/** Looks at what is here and plans an installation. */
export interface PlanJob {
  readonly kind: 'plan'
  readonly indexBytes: Uint8Array
  readonly assetPackID: string
  readonly version: number
  /** Absent when there is none: then nothing counts as staged and no orders are made. */
  readonly staging?: Pick<StagingArea, 'filesDirectory' | 'downloadsDirectory'> | undefined
  /** Only the sums are wanted: the staging area is looked at and stays as it is, and no orders are made. */
  readonly isEstimate?: boolean | undefined
  /** Versions whose content may be used. */
  readonly versions: readonly InstalledVersion[]
  /** Absolute paths of installed files that turned out to be damaged. */
  readonly distrusted: readonly string[]
  readonly canLink: boolean
  readonly transfersOnDisk: number
  /** Transfers at the same time. */
  readonly connections: number
  /** Damaged files of the active version, which is the one that is asked for: only these are planned. */
  readonly damagedFiles?: PathList | undefined
  /** Only these files of the version are planned, one round of an update in little space. */
  readonly roundFiles?: PathList | undefined
  /** When the plan needs more than that, the way that needs less is planned, too. */
  readonly freeBytes?: number | undefined
  /** How many versions are kept beside the base. */
  readonly keptVersions?: number | undefined
}

/** A plan as orders, and its sums. */
export interface PlanResult {
  readonly totals: PlanTotals
  /** The same sums for an empty staging area: what the whole installation costs, earlier attempts included. */
  readonly totalsFromStart: PlanTotals
  readonly reuse: readonly ReuseOrder[]
  readonly copies: readonly CopyOrder[]
  readonly transfers: readonly TransferOrder[]
  readonly finish: readonly FinishOrder[]
  /** Files that something on this machine goes to, by their number in `finish`. */
  readonly localFiles: Uint32Array
  /** Folders of the versions that the orders read from. */
  readonly sourceDirectories: readonly string[]
  /** What was found in the staging area and deleted; at most the first hundred. */
  readonly removed: readonly string[]
  /** The way that gives files of the old version up; absent when there is no old version, or room enough without. */
  readonly lowSpace?: LowSpaceOrders | undefined
}

/**
 * Decodes the index, scans the staging area, finds what installed versions have, and plans.
 *
 * @throws AssetPackError for a bad index (`indexInvalid`, `limitExceeded`, `unsafePath`, `pathCollision`,
 * `incompatible`).
 */
export async function planInstallation(job: PlanJob, context: JobContext): Promise<PlanResult> {
  const index = await decodePackIndex(job.indexBytes)
  requireAskedFor(index, job)
  const repair = job.damagedFiles && { index, paths: new Set(decodePaths(job.damagedFiles)) }
  const target = plannedPart(index, job.damagedFiles ?? job.roundFiles)
  const scan = stagedContent(target, job, context)
  const distrusted = new Set(job.distrusted)
  const content = await findInstalledContent({ target, versions: job.versions, distrusted, repair }, context)
  const nothing = new Uint8Array(placementCount(target))
  const facts: InstallFacts = {
    target,
    staged: scan?.staged ?? nothing,
    ...content,
    canLink: job.canLink,
    // A round in little space takes no more than it must, whatever is free.
    freeBytes: job.roundFiles === undefined ? job.freeBytes : 0,
    transfersOnDisk: job.transfersOnDisk,
    lastFetches: { connections: job.connections, begun: await bundlesBegun(job.staging?.downloadsDirectory) },
  }
  const plan = planInstall(facts)
  const lowSpace = lessSpace(facts, plan, job, context)
  const totalsFromStart = facts.staged.includes(1)
    ? planInstall({ ...facts, staged: nothing }).totals
    : plan.totals
  if (job.staging === undefined || job.isEstimate === true) {
    const totals = await totalsWithKept(target, plan, job)
    const nothingToDo = {
      reuse: [],
      copies: [],
      transfers: [],
      finish: [],
      localFiles: new Uint32Array(0),
      sourceDirectories: [],
      removed: [],
    }
    return { totals, totalsFromStart, lowSpace, ...nothingToDo }
  }
  const { totals } = plan
  const builder = new OrderBuilder(target, plan, {
    staging: job.staging.filesDirectory,
    versions: job.versions.map(({ directory }) => directory),
    spare: job.staging.downloadsDirectory,
  })
  return {
    totals,
    totalsFromStart,
    lowSpace,
    reuse: builder.reuse(),
    copies: builder.copies(),
    transfers: transferOrders(target, plan, builder),
    finish: builder.finish(),
    localFiles: builder.localFiles(),
    sourceDirectories: job.versions
      .map(({ directory }) => directory)
      .filter((_, number) => plan.sources.files.some(({ root }) => root === number + 1)),
    removed: scan?.removed.slice(0, 100) ?? [],
  }
}

function plannedPart(index: PackIndex, list: PathList | undefined): PackIndex {
  if (list === undefined) return index
  const paths = new Set(decodePaths(list))
  return { ...index, files: index.files.filter(({ path }) => paths.has(path)) }
}

function lessSpace(
  { base, ...facts }: InstallFacts,
  plan: InstallPlan,
  { versions, freeBytes = Infinity, keptVersions = 0, damagedFiles, roundFiles }: PlanJob,
  context: JobContext,
): LowSpaceOrders | undefined {
  const directory = versions.find(({ isBase }) => isBase)?.directory
  if (damagedFiles !== undefined || roundFiles !== undefined) return undefined
  if (base === undefined || directory === undefined || plan.totals.diskBytesNeeded <= freeBytes)
    return undefined
  return lowSpaceOrders({ ...facts, base }, plan, { directory, keptVersions, freeBytes }, context)
}

function stagedContent(
  target: PackIndex,
  { staging, isEstimate = false, roundFiles }: PlanJob,
  context: JobContext,
): StagingScan | undefined {
  if (staging === undefined) return undefined
  try {
    return scanStaging(target, staging.filesDirectory, context, {
      changesNothing: isEstimate,
      isPart: roundFiles !== undefined,
    })
  } catch (error) {
    // An installation that runs meanwhile may move its files to their place.
    if (isEstimate && systemErrorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** What came of an earlier attempt and was not unpacked need not come again. */
async function totalsWithKept(
  target: PackIndex,
  { totals, fetches }: InstallPlan,
  { staging }: PlanJob,
): Promise<PlanTotals> {
  if (staging === undefined) return totals
  const transfers = fetches.map((fetch) => ({
    sha256: target.bundles[fetch.bundle]?.sha256 ?? '',
    bundleSize: target.bundles[fetch.bundle]?.size ?? 0,
    ...fetch,
  }))
  const kept = await keptOf(staging.downloadsDirectory, transfers)
  return {
    ...totals,
    bytesToFetch: totals.bytesToFetch - kept.bytes,
    requests: totals.requests - kept.whole,
  }
}

function requireAskedFor(target: PackIndex, { assetPackID, version }: PlanJob): void {
  if (target.assetPackID === assetPackID && target.version === version) return
  throw new AssetPackError('indexInvalid', 'The index is that of another pack or version.', {
    details: {
      expected: `${assetPackID} ${String(version)}`,
      actual: `${target.assetPackID} ${String(target.version)}`,
    },
  })
}
