import type { JsonObject } from '../../src-shared/base/json'
import type { AssetPack } from '../../src-shared/domain/asset-pack'
import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import { toAssetPackError } from '../../src-shared/domain/errors'
import {
  LocalAvailabilityError,
  systemClock,
  type AssetPackManager,
  type EnsureOptions,
  type InstallReport,
} from '../index'
import type { CommandContext } from './command'
import { detourText } from './detour-text'
import { exitCodeOf, failedDocument, failedLines, type FailedPacks } from './failed-packs'
import type { Output } from './output'
import { ProgressPrinter } from './progress-printer'
import { staleFacts } from './stale-list'
import { bytesText, countText, terminalText } from './terminal-text'

/** What a command says of itself besides what came. */
interface Announcement {
  readonly document: JsonObject
  /** For people, before what came. */
  readonly lines: readonly string[]
}

/** How packs are brought. */
interface FetchChoices extends Pick<EnsureOptions, 'lowSpace'> {
  /** The `.assetpack` files that some of them come from. */
  readonly files?: PackFileChoices | undefined
}

/** Packs that come from files, and whether the network may stand in for a file. */
export interface PackFileChoices {
  readonly paths: ReadonlyMap<AssetPack, string>
  readonly mayUseNetwork: boolean
}

const nothingToSay: Announcement = { document: {}, lines: [] }

/**
 * Brings the newest versions of packs with progress, and prints what came of each.
 *
 * @returns the exit code; none when nothing failed.
 */
export async function fetchPacks(
  manager: AssetPackManager,
  packs: readonly AssetPack[],
  { output, signal, lowSpace, files }: CommandContext & FetchChoices,
  leftAlone: LeftAlone = { obsolete: [], pinned: [] },
  announcement = nothingToSay,
): Promise<number | undefined> {
  const reports = new Map<AssetPackID, FinishedInstall>()
  const startedAt = systemClock.monotonic()
  const stop = manager.onInstalled((report) => {
    reports.set(report.assetPack.id, { report, seconds: (systemClock.monotonic() - startedAt) / 1000 })
  })
  const watching = new AbortController()
  const watched = printProgress(manager, output, watching.signal)
  try {
    const failures = await ensureAll(manager, packs, { signal, lowSpace, files })
    printInstalled(output, {
      installed: [...reports.values()],
      failures,
      stale: staleFacts(manager, output),
      announcement,
      ...leftAlone,
    })
    return exitCodeOf(packs, failures)
  } finally {
    watching.abort()
    await watched
    stop()
  }
}

interface FinishedInstall {
  readonly report: InstallReport
  readonly seconds: number
}

/** Shows how all downloads go, until the signal aborts. */
export async function printProgress(
  manager: AssetPackManager,
  output: Output,
  signal: AbortSignal,
): Promise<void> {
  const printer = new ProgressPrinter(output)
  try {
    for await (const one of manager.statusUpdates(undefined, { signal })) printer.show(one)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

async function ensureAll(
  manager: AssetPackManager,
  packs: readonly AssetPack[],
  { files, ...options }: Pick<EnsureOptions, 'signal'> & FetchChoices,
): Promise<FailedPacks> {
  const paths = files?.paths ?? new Map<AssetPack, string>()
  const remote = packs.filter((pack) => !paths.has(pack))
  const all = await Promise.all([
    ensureRemote(manager, remote, options),
    ...[...paths].map(async ([pack, path]): Promise<FailedPacks> => {
      try {
        await manager.installFromFile(path, { ...options, mayUseNetwork: files?.mayUseNetwork })
        return new Map()
      } catch (error) {
        return new Map([[pack, toAssetPackError(error)]])
      }
    }),
  ])
  return new Map(all.flatMap((failures) => [...failures]))
}

async function ensureRemote(
  manager: AssetPackManager,
  packs: readonly AssetPack[],
  options: Pick<EnsureOptions, 'signal' | 'lowSpace'>,
): Promise<FailedPacks> {
  try {
    await manager.ensureLocalAvailability(packs, { requireLatestVersion: true, ...options })
    return new Map()
  } catch (error) {
    if (!(error instanceof LocalAvailabilityError)) throw error
    return new Map([...error.failures].map(([pack, failure]) => [pack, toAssetPackError(failure)]))
  }
}

/** Packs that are here and were not updated although all were meant. */
interface LeftAlone {
  /** No longer offered. */
  readonly obsolete: readonly AssetPack[]
  /** Pinned, with a newer version offered. */
  readonly pinned: readonly AssetPack[]
}

/** What came of an `install` or `update`. */
interface Outcome extends LeftAlone {
  readonly installed: readonly FinishedInstall[]
  readonly failures: FailedPacks
  /** Whether this is by an earlier list. */
  readonly stale: JsonObject
  readonly announcement: Announcement
}

function printInstalled(output: Output, outcome: Outcome): void {
  const { installed, failures, stale, announcement, obsolete, pinned } = outcome
  const documents = installed.map(({ report, seconds }) => ({
    id: report.assetPack.id,
    version: report.assetPack.version,
    bytesPlanned: report.bytesPlanned,
    bytesFetched: report.bytesFetched,
    bytesWasted: report.bytesWasted,
    bytesReused: report.bytesReused,
    requests: report.requests,
    detours: report.detours,
    seconds: Math.round(seconds * 1000) / 1000,
  }))
  const lines = [
    ...announcement.lines,
    ...installed.map(
      ({ report, seconds }) =>
        `${terminalText(report.assetPack.id)} ${String(report.assetPack.version)}: fetched ${bytesText(report.bytesFetched)} in ${countText(report.requests, 'request')}, reused ${bytesText(report.bytesReused)}, ${seconds.toFixed(1)} s${detourText(report.detours)}`,
    ),
    ...failedLines(failures),
    ...obsolete.map(
      ({ id, version }) =>
        `${terminalText(id)} ${String(version)}: no longer offered, so there is nothing to update to. It stays here until "assetpack remove ${terminalText(id)}".`,
    ),
    ...pinned.map(
      ({ id, version }) =>
        `${terminalText(id)} ${String(version)}: pinned, so it stays. "assetpack update ${terminalText(id)}" brings the newest version all the same.`,
    ),
  ]
  const document = {
    ok: failures.size === 0,
    ...stale,
    ...announcement.document,
    installed: documents,
    ...failedDocument(failures),
    ...(obsolete.length === 0 ? {} : { obsolete: obsolete.map(idAndVersion) }),
    ...(pinned.length === 0 ? {} : { pinned: pinned.map(idAndVersion) }),
  }
  output.result(document, lines.length === 0 ? 'Everything is up to date.' : lines.join('\n'))
}

function idAndVersion({ id, version }: AssetPack): { readonly id: AssetPackID; readonly version: number } {
  return { id, version }
}
