import type { Command } from 'commander'
import type { AssetPack } from '../../../src-shared/domain/asset-pack'
import { parseAssetPackID } from '../../../src-shared/domain/asset-pack-id'
import { toAssetPackError, type AssetPackError } from '../../../src-shared/domain/errors'
import type { RepairReport, VerificationFindingKind, VerificationReport } from '../../index'
import { CommandRunner, type CommandContext } from '../command'
import { exitCodes } from '../exit-code'
import { exitCodeOf, failedDocument, failedLines, type FailedPacks } from '../failed-packs'
import { installedPacks } from '../installed-packs'
import { withManager, withPlaceOptions, type PlaceOptions } from '../open-manager'
import type { Output } from '../output'
import { VerificationPrinter } from '../progress-printer'
import { bytesText, countText, terminalText } from '../terminal-text'

/** `verify` and `repair`: whether the installed files are what was signed, and making them so. */
export function addVerifyCommands(program: Command, runner: CommandRunner): void {
  withPlaceOptions(
    CommandRunner.withCommonOptions(
      program
        .command('verify [id...]')
        .description(
          'compare installed files with what was signed; all packs by default; exit code 30 for damage',
        ),
    ),
  ).action((ids: string[], options: PlaceOptions) =>
    runner.run(options, (context) => verify(ids, options, context)),
  )

  withPlaceOptions(
    CommandRunner.withCommonOptions(
      program
        .command('repair [id...]')
        .description('fetch what is damaged in installed packs, and only that; all packs by default'),
    ),
  ).action((ids: string[], options: PlaceOptions) =>
    runner.run(options, (context) => repair(ids, options, context)),
  )
}

function verify(
  ids: readonly string[],
  options: PlaceOptions,
  { output, signal }: CommandContext,
): Promise<number | undefined> {
  const wanted = ids.map(parseAssetPackID)
  return withManager(options, { output, signal }, async (manager) => {
    const reports: VerificationReport[] = []
    for (const { id } of installedPacks(manager, wanted)) {
      const { show: onProgress } = new VerificationPrinter(output, id)
      reports.push(await manager.verify(id, { signal, onProgress }))
    }
    return printReports(output, reports)
  })
}

function repair(
  ids: readonly string[],
  options: PlaceOptions,
  { output, signal }: CommandContext,
): Promise<number | undefined> {
  const wanted = ids.map(parseAssetPackID)
  return withManager(options, { output, signal }, async (manager) => {
    const packs = installedPacks(manager, wanted)
    const reports: RepairReport[] = []
    const failures = new Map<AssetPack, AssetPackError>()
    for (const pack of packs) {
      const { show: onProgress } = new VerificationPrinter(output, pack.id)
      try {
        reports.push(await manager.repair(pack.id, { signal, onProgress }))
      } catch (error) {
        signal.throwIfAborted()
        failures.set(pack, toAssetPackError(error))
      }
    }
    return printRepairs(output, packs, reports, failures)
  })
}

function printRepairs(
  output: Output,
  packs: readonly AssetPack[],
  reports: readonly RepairReport[],
  failures: FailedPacks,
): number | undefined {
  const [failure] = failures.values()
  if (failure !== undefined && packs.length === 1) throw failure
  const repaired = reports.map(({ assetPack: { id, version }, findings, bytesFetched, requests }) => ({
    id,
    version,
    findings: findings.map(({ path, kind }) => ({ path, kind })),
    bytesFetched,
    requests,
  }))
  const lines = [...reports.map(repairLine), ...failedLines(failures)]
  output.result(
    { ok: failures.size === 0, repaired, ...failedDocument(failures) },
    packs.length === 0 ? 'No packs are installed.' : lines.join('\n'),
  )
  return exitCodeOf(packs, failures)
}

function repairLine({ assetPack, findings, bytesFetched, requests }: RepairReport): string {
  const name = `${terminalText(assetPack.id)} ${String(assetPack.version)}`
  if (findings.length === 0) return `${name}: as signed, nothing to mend`
  const cost = `fetched ${bytesText(bytesFetched)} in ${countText(requests, 'request')}`
  return `${name}: ${countText(findings.length, 'problem')} mended, ${cost}`
}

function printReports(output: Output, reports: readonly VerificationReport[]): number | undefined {
  const isRight = reports.every(({ findings }) => findings.length === 0)
  output.result(
    {
      ok: isRight,
      verified: reports.map(({ assetPack: { id, version }, files, checkedBytes, findings }) => ({
        id,
        version,
        files,
        checkedBytes,
        findings: findings.map(({ path, kind }) => ({ path, kind })),
      })),
    },
    reports.length === 0 ? 'No packs are installed.' : reports.flatMap(reportLines).join('\n'),
  )
  return isRight ? undefined : exitCodes.integrityCheckFailed
}

function reportLines({ assetPack, files, checkedBytes, findings }: VerificationReport): readonly string[] {
  const name = `${terminalText(assetPack.id)} ${String(assetPack.version)}`
  const read = `${countText(files, 'file')}, ${bytesText(checkedBytes)} read`
  if (findings.length === 0) return [`${name}: as signed (${read})`]
  return [
    `${name}: ${countText(findings.length, 'problem')} (${read}); "assetpack repair ${terminalText(assetPack.id)}" mends them`,
    ...findings.map(({ path, kind }) => `  ${terminalText(path)}: ${kindTexts[kind]}`),
  ]
}

const kindTexts: Readonly<Record<VerificationFindingKind, string>> = {
  damaged: 'damaged',
  missing: 'missing',
  obstructed: 'something else lies in its place',
  extra: 'does not belong to the pack',
  index: 'the index of the pack is damaged',
}
