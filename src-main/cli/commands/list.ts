import type { Command } from 'commander'
import { parseAssetPackID } from '../../../src-shared/domain/asset-pack-id'
import type { AssetPack } from '../../../src-shared/domain/asset-pack'
import type { AssetPackStatus } from '../../../src-shared/domain/asset-pack-status'
import { bestLanguage, distinctLanguages, isSameLanguage } from '../../../src-shared/domain/language'
import type { AssetPackManager, InstallEstimate } from '../../index'
import { CommandRunner, type CommandContext } from '../command'
import { knownManifest } from '../known-manifest'
import { parseLanguage } from '../language-value'
import { partDownloadDocument, partDownloadLine, partDownloadOf, type PartDownload } from '../part-downloads'
import { withManager, withPlaceOptions, type PlaceOptions } from '../open-manager'
import { staleFacts } from '../stale-list'
import { versionFacts } from './versions'
import { bytesText, countText, table, terminalText } from '../terminal-text'

/** `list`, `status` and `plan`: what is offered, what is here, what an install would cost. Nothing is changed. */
export function addListCommands(program: Command, runner: CommandRunner): void {
  withPlaceOptions(
    CommandRunner.withCommonOptions(
      program.command('list').description('list the packs that are offered or here'),
    ),
  )
    .option('--language <tag>', 'only those that are localized for this language, or for what fits it best')
    .action((options: ListOptions) => runner.run(options, (context) => list(options, context)))

  withPlaceOptions(
    CommandRunner.withCommonOptions(program.command('status <id>').description("show one pack's status")),
  ).action((id: string, options: PlaceOptions) =>
    runner.run(options, (context) => status(id, options, context)),
  )

  withPlaceOptions(
    CommandRunner.withCommonOptions(
      program
        .command('plan <id>')
        .description('show what an install or update would fetch, reuse and need on disk'),
    ),
  ).action((id: string, options: PlaceOptions) =>
    runner.run(options, (context) => plan(id, options, context)),
  )
}

interface ListOptions extends PlaceOptions {
  readonly language?: string
}

interface PackRow {
  readonly pack: AssetPack
  readonly status: AssetPackStatus
  readonly localVersion: number | undefined
  /** Of a pack that is here. */
  readonly versions: ReturnType<typeof versionFacts> | undefined
  readonly part: PartDownload | undefined
}

async function list(options: ListOptions, { output, signal }: CommandContext): Promise<undefined> {
  const language = options.language === undefined ? undefined : parseLanguage('--language', options.language)
  await withManager(options, { output, signal }, async (manager) => {
    const offered = (await knownManifest(manager, signal))?.assetPacks
    const local = manager.installedAssetPacks()
    const begun = manager.downloads().map(({ assetPack }) => assetPack)
    const known = new Map(
      [...begun, ...local, ...(offered ?? [])].map((pack) => [pack.id.toLowerCase(), pack]),
    )
    const packs = [...known.values()]
    const rows = await Promise.all(
      [...(language === undefined ? packs : inLanguage(packs, language))]
        .sort((a, b) => (a.id < b.id ? -1 : 1))
        .map((pack) => packRow(manager, pack, signal)),
    )
    output.result(
      {
        ok: true,
        ...staleFacts(manager, output, offered === undefined ? 'only what is on this machine' : undefined),
        assetPacks: rows.map(packDocument),
      },
      rows.length === 0 ? 'No packs.' : listText(rows),
    )
  })
}

/** Those that are localized for the language or, when there are none, for the one that fits it best. */
function inLanguage(packs: readonly AssetPack[], wanted: string): readonly AssetPack[] {
  const available = distinctLanguages(packs.flatMap(({ language }) => language ?? []))
  const fitting = bestLanguage(available, { preferred: [wanted] })
  if (fitting === undefined) return []
  return packs.filter(({ language }) => language !== undefined && isSameLanguage(language, fitting))
}

async function packRow(manager: AssetPackManager, pack: AssetPack, signal: AbortSignal): Promise<PackRow> {
  const isHere = manager.assetPackIsAvailableLocally(pack.id)
  return {
    pack,
    // Of an id that is not here it is an error when nobody offers it; a pack that was begun may be one.
    status: await manager.status(isHere ? pack.id : pack, { signal }),
    localVersion: isHere ? manager.localVersion(pack.id) : undefined,
    versions: isHere ? versionFacts(manager, pack.id) : undefined,
    part: partDownloadOf(manager, pack.id),
  }
}

function packDocument({ pack, status, localVersion, versions, part }: PackRow) {
  return {
    id: pack.id,
    version: pack.version,
    downloadSize: pack.downloadSize,
    installedSize: pack.installedSize,
    policy: pack.policy.kind,
    platforms: [...pack.platforms],
    ...(pack.language === undefined ? {} : { language: pack.language }),
    ...(pack.userInfo === undefined ? {} : { userInfo: pack.userInfo }),
    status: [...status],
    ...(localVersion === undefined ? {} : { localVersion, ...versions }),
    ...partDownloadDocument(part),
  }
}

const head = ['pack', 'version', 'here', 'download', 'installed', 'policy'] as const

function listText(rows: readonly PackRow[]): string {
  const isLocalized = rows.some(({ pack }) => pack.language !== undefined)
  const cells = rows.map(({ pack, status, localVersion, versions, part }) => [
    terminalText(pack.id),
    String(pack.version),
    localVersion === undefined ? '-' : String(localVersion),
    bytesText(pack.downloadSize),
    bytesText(pack.installedSize),
    pack.policy.kind,
    ...(isLocalized ? [terminalText(pack.language ?? '-')] : []),
    [
      ...status,
      ...(versions?.pinned === true ? ['pinned'] : []),
      ...(part === undefined ? [] : [part.state]),
    ].join(', '),
  ])
  const lines = table(
    [[...head, ...(isLocalized ? ['language'] : []), 'status'], ...cells],
    new Set([1, 2, 3, 4]),
  )
  return [lines, ...rows.flatMap(({ part }) => (part === undefined ? [] : partDownloadLine(part)))].join('\n')
}

async function status(
  text: string,
  options: PlaceOptions,
  { output, signal }: CommandContext,
): Promise<undefined> {
  const id = parseAssetPackID(text)
  await withManager(options, { output, signal }, async (manager) => {
    const pack = await knownPack(manager, id, signal)
    const row = await packRow(manager, pack, signal)
    output.result({ ok: true, ...staleFacts(manager, output), ...packDocument(row) }, listText([row]))
  })
}

async function plan(
  text: string,
  options: PlaceOptions,
  { output, signal }: CommandContext,
): Promise<undefined> {
  const id = parseAssetPackID(text)
  await withManager(options, { output, signal }, async (manager) => {
    const pack = await manager.assetPack(id, { signal })
    const estimate = await manager.plan(pack, { signal })
    output.result(
      { ok: true, id: pack.id, version: pack.version, ...staleFacts(manager, output), ...estimate },
      `${terminalText(pack.id)} ${String(pack.version)}: downloads ${bytesText(estimate.bytesToFetch)} in ${countText(estimate.requests, 'request')}, reuses ${bytesText(estimate.bytesReused)}, needs ${bytesText(estimate.diskBytesNeeded)} of disk.${lowSpaceText(estimate)}`,
    )
  })
}

/** What little space costs, where there is too little for the usual way. */
function lowSpaceText({ lowSpaceBytesNeeded, lowSpaceBytesToFetch }: InstallEstimate): string {
  if (lowSpaceBytesNeeded === undefined || lowSpaceBytesToFetch === undefined) return ''
  return ` There is less than that. With --low-space it needs ${bytesText(lowSpaceBytesNeeded)} and fetches up to ${bytesText(lowSpaceBytesToFetch)}: slower, without a way back to earlier versions, and the pack is not here until it has ended.`
}

async function knownPack(
  manager: AssetPackManager,
  id: ReturnType<typeof parseAssetPackID>,
  signal: AbortSignal,
): Promise<AssetPack> {
  try {
    return await manager.assetPack(id, { signal })
  } catch (error) {
    const begun = manager.downloads().map(({ assetPack }) => assetPack)
    const local = [...manager.installedAssetPacks(), ...begun].find(
      (pack) => pack.id.toLowerCase() === id.toLowerCase(),
    )
    if (local !== undefined) return local
    throw error
  }
}
