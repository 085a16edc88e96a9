import type { Command } from 'commander'
import { assetPackIDKey, parseAssetPackID, type AssetPackID } from '../../../src-shared/domain/asset-pack-id'
import type { AssetPack } from '../../../src-shared/domain/asset-pack'
import type { AssetPackManifest } from '../../../src-shared/domain/asset-pack-manifest'
import { AssetPackError } from '../../../src-shared/domain/errors'
import type { AssetPackManager } from '../../index'
import { CommandRunner, type CommandContext } from '../command'
import { fetchPacks } from '../fetch-packs'
import { installedPacks } from '../installed-packs'
import { parseLanguage } from '../language-value'
import { withManager, withPlaceOptions, type PlaceOptions } from '../open-manager'
import { partDownloadOf, partDownloads } from '../part-downloads'
import { terminalText } from '../terminal-text'

/** `install`, `update` and `remove`: what changes the packs on this machine. */
export function addInstallCommands(program: Command, runner: CommandRunner): void {
  withPlaceOptions(
    CommandRunner.withCommonOptions(
      program
        .command('install [id-or-file...]')
        .description('install packs in their newest version, also from .assetpack files'),
    ),
  )
    .option(...lowSpaceOption)
    .option('--allow-network', 'what an .assetpack file lacks or holds damaged may come over the network')
    .option('--language <tag>', 'also all packs that are localized for this language, or what fits it best')
    .action((ids: string[], options: InstallOptions) =>
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

interface InstallOptions extends FetchOptions {
  readonly language?: string | undefined
  readonly allowNetwork?: boolean | undefined
}

function install(
  ids: readonly string[],
  options: InstallOptions,
  context: CommandContext,
): Promise<number | undefined> {
  const { signal } = context
  const paths = ids.filter(isPackFile)
  const wanted = ids.filter((id) => !isPackFile(id)).map(parseAssetPackID)
  const language = options.language === undefined ? undefined : parseLanguage('--language', options.language)
  if (ids.length === 0 && language === undefined)
    throw new AssetPackError(
      'wrongUse',
      'Name packs or .assetpack files to install, or a language with --language <tag>.',
    )
  return withManager(options, context, async (manager) => {
    const named = await Promise.all(wanted.map((id) => manager.assetPack(id, { signal })))
    const localized = language === undefined ? [] : localizedFor(language, await manager.manifest({ signal }))
    const filed = await Promise.all(paths.map((path) => manager.checkFile(path, { signal })))
    const fromFiles = new Map(filed.map(({ assetPack, path }) => [assetPack, path]))
    // A pack that is named twice comes once, from its file.
    const all = [...named, ...localized, ...fromFiles.keys()]
    const packs = [...new Map(all.map((pack) => [assetPackIDKey(pack.id), pack])).values()]
    const files = {
      paths: new Map([...fromFiles].filter(([pack]) => packs.includes(pack))),
      mayUseNetwork: options.allowNetwork === true,
    }
    return fetchPacks(manager, packs, { ...context, lowSpace: options.lowSpace, files })
  })
}

/** By its ending: no file is asked for a pack's name. */
function isPackFile(argument: string): boolean {
  return argument.toLowerCase().endsWith('.assetpack')
}

function localizedFor(language: string, manifest: AssetPackManifest): readonly AssetPack[] {
  const packs = manifest.localizedAssetPacksFor(language)
  if (packs.length > 0) return packs
  const languages = manifest.availableLanguages
  throw new AssetPackError(
    'assetPackNotFound',
    `No pack is localized for "${language}".${languages.length === 0 ? '' : ` There are ${languages.join(', ')}.`}`,
    { details: { language, availableLanguages: languages } },
  )
}

function update(
  ids: readonly string[],
  options: FetchOptions,
  context: CommandContext,
): Promise<number | undefined> {
  const wanted = ids.map(parseAssetPackID)
  return withManager(options, context, async (manager) => {
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

function remove(
  ids: readonly string[],
  options: PlaceOptions,
  { output, signal }: CommandContext,
): Promise<undefined> {
  const wanted = ids.map(parseAssetPackID)
  return withManager(options, { output, signal }, async (manager) => {
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
