import type { Command } from 'commander'
import { assetPackIDKey, parseAssetPackID, type AssetPackID } from '../../../src-shared/domain/asset-pack-id'
import type { JsonObject } from '../../../src-shared/base/json'
import type { AssetPack } from '../../../src-shared/domain/asset-pack'
import { toAssetPackError } from '../../../src-shared/domain/errors'
import {
  LocalAvailabilityError,
  systemClock,
  type AssetPackManager,
  type EnsureOptions,
  type InstallReport,
} from '../../index'
import { CommandRunner, type CommandContext } from '../command'
import { detourText } from '../detour-text'
import { exitCodeOf, failedDocument, failedLines, type FailedPacks } from '../failed-packs'
import { installedPacks } from '../installed-packs'
import { withManager, withPlaceOptions, type PlaceOptions } from '../open-manager'
import type { Output } from '../output'
import { partDownloadOf, partDownloads } from '../part-downloads'
import { ProgressPrinter } from '../progress-printer'
import { staleFacts } from '../stale-list'
import { bytesText, countText, terminalText } from '../terminal-text'

/** `install`, `update` and `remove`: what changes the packs on this machine. */
export function addInstallCommands(program: Command, runner: CommandRunner): void {
  withPlaceOptions(
    CommandRunner.withCommonOptions(
      program.command('install <id...>').description('install packs in their newest version'),
    ),
  )
    .option(...lowSpaceOption)
    .action((ids: string[], options: FetchOptions) =>
      runner.run(options, (context) => install(ids, options, context)),
    )

  withPlaceOptions(
    CommandRunner.withCommonOptions(
      program
        .command('update [id...]')
        .description(
          'bring installed packs to their newest version and go on with begun ones; all by default',
        ),
    ),
  )
    .option(...lowSpaceOption)
    .action((ids: string[], options: FetchOptions) =>
      runner.run(options, (context) => update(ids, options, context)),
    )

  withPlaceOptions(
    CommandRunner.withCommonOptions(
      program
        .command('remove <id...>')
        .description('remove packs from this machine, and what came of begun ones'),
    ),
  ).action((ids: string[], options: PlaceOptions) =>
    runner.run(options, (context) => remove(ids, options, context)),
  )
}

const lowSpaceOption = [
  '--low-space',
  'where a new version has no room beside the old one, give the old one up file by file: slower, no rollback, and the pack is not here meanwhile',
] as const

interface FetchOptions extends PlaceOptions {
  readonly lowSpace?: boolean | undefined
}

function install(
  ids: readonly string[],
  options: FetchOptions,
  context: CommandContext,
): Promise<number | undefined> {
  const wanted = ids.map(parseAssetPackID)
  return withManager(options, context.output, async (manager) => {
    const packs = await Promise.all(wanted.map((id) => manager.assetPack(id, { signal: context.signal })))
    return fetchPacks(manager, packs, { ...context, lowSpace: options.lowSpace })
  })
}

function update(
  ids: readonly string[],
  options: FetchOptions,
  context: CommandContext,
): Promise<number | undefined> {
  const wanted = ids.map(parseAssetPackID)
  return withManager(options, context.output, async (manager) => {
    const manifest = await manager.refresh({ signal: context.signal })
    const begun = begunPacks(manager, wanted)
    const isBegun = (id: AssetPackID): boolean =>
      begun.some((one) => assetPackIDKey(one) === assetPackIDKey(id))
    const installed = wanted.filter((id) => !isBegun(id) || manager.assetPackIsAvailableLocally(id))
    // Naming nothing but what is only begun must not mean "all".
    const considered = wanted.length > 0 && installed.length === 0 ? [] : installedPacks(manager, installed)
    // Naming a pinned pack is asking for its newest version; "all of them" is not.
    const isPinned = ({ id }: AssetPack): boolean =>
      wanted.length === 0 && manager.pinnedVersion(id) !== undefined
    const newer = considered.filter(
      ({ id, version }) => (manifest.assetPack(id)?.version ?? version) > version,
    )
    const packs = [
      ...newer.flatMap((pack) => (isPinned(pack) ? [] : (manifest.assetPack(pack.id) ?? []))),
      ...begun.flatMap((id) => manifest.assetPack(id) ?? []),
    ]
    const obsolete = considered.filter(({ id }) => manifest.assetPack(id) === undefined)
    const fetching = { ...context, lowSpace: options.lowSpace }
    return fetchPacks(manager, packs, fetching, { obsolete, pinned: newer.filter(isPinned) })
  })
}

/** Packs of these names, or of all, of which only a part has come and no version is installed. */
function begunPacks(manager: AssetPackManager, wanted: readonly AssetPackID[]): readonly AssetPackID[] {
  const chosen = new Set(wanted.map(assetPackIDKey))
  return partDownloads(manager)
    .map(({ id }) => id)
    .filter((id) => !manager.assetPackIsAvailableLocally(id))
    .filter((id) => chosen.size === 0 || chosen.has(assetPackIDKey(id)))
}

async function fetchPacks(
  manager: AssetPackManager,
  packs: readonly AssetPack[],
  { output, signal, lowSpace }: CommandContext & Pick<FetchOptions, 'lowSpace'>,
  leftAlone: LeftAlone = { obsolete: [], pinned: [] },
): Promise<number | undefined> {
  const reports = new Map<AssetPackID, FinishedInstall>()
  const startedAt = systemClock.monotonic()
  const stop = manager.onInstalled((report) => {
    reports.set(report.assetPack.id, { report, seconds: (systemClock.monotonic() - startedAt) / 1000 })
  })
  const watching = new AbortController()
  const watched = watch(manager, new ProgressPrinter(output), watching.signal)
  try {
    const failures = await ensureAll(manager, packs, { signal, lowSpace })
    printInstalled(output, {
      installed: [...reports.values()],
      failures,
      stale: staleFacts(manager, output),
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

async function watch(
  manager: AssetPackManager,
  printer: ProgressPrinter,
  signal: AbortSignal,
): Promise<void> {
  try {
    for await (const one of manager.statusUpdates(undefined, { signal })) printer.show(one)
  } catch (error) {
    if (!signal.aborted) throw error
  }
}

async function ensureAll(
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
}

function printInstalled(output: Output, { installed, failures, stale, obsolete, pinned }: Outcome): void {
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

function remove(
  ids: readonly string[],
  options: PlaceOptions,
  { output }: CommandContext,
): Promise<undefined> {
  const wanted = ids.map(parseAssetPackID)
  return withManager(options, output, async (manager) => {
    const parts = wanted.flatMap((id) => partDownloadOf(manager, id) ?? [])
    const isPart = (id: AssetPackID): boolean =>
      parts.some((part) => assetPackIDKey(part.id) === assetPackIDKey(id))
    const here = wanted.filter((id) => manager.assetPackIsAvailableLocally(id) || !isPart(id))
    if (here.length > 0) installedPacks(manager, here)
    for (const id of wanted) await manager.remove(id)
    const discarded = parts.map(({ id, version }) => ({ id, version }))
    const lines = [
      ...(here.length === 0 ? [] : [`Removed ${here.join(', ')}.`]),
      ...discarded.map(
        ({ id, version }) =>
          `Discarded what had come of ${terminalText(id)} ${String(version)}; it was not installed.`,
      ),
    ]
    output.result(
      { ok: true, removed: here, ...(discarded.length === 0 ? {} : { discarded }) },
      lines.join('\n'),
    )
    return undefined
  })
}
