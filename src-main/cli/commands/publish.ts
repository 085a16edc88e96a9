import type { Command } from 'commander'
import { parseAssetPackID } from '../../../src-shared/domain/asset-pack-id'
import type { JsonObject } from '../../../src-shared/base/json'
import {
  defaultCompressionLevel,
  defaultExpiryDays,
  defaultKeep,
  publish,
  refreshMetadata,
  withdraw,
  type PublishedPack,
} from '../../index'
import { CommandRunner, wholeNumber, type CommandContext, type CommonOptions } from '../command'
import { emptyFoldersDocument, warnOfEmptyFolders } from '../empty-folders'
import type { Output } from '../output'
import { bytesText, countText, terminalText } from '../terminal-text'

const expiryText = `default: targets ${String(defaultExpiryDays.targets)}, snapshot ${String(defaultExpiryDays.snapshot)}, timestamp ${String(defaultExpiryDays.timestamp)}`

interface RepositoryOptions extends CommonOptions {
  readonly repository: string
  readonly keys: string
  readonly expires?: number
}

interface PublishOptions extends RepositoryOptions {
  readonly keep: number
  readonly level: number
}

/** `publish`, `refresh` and `withdraw`: what changes a repository. */
export function addPublishCommands(program: Command, runner: CommandRunner): void {
  withRepositoryOptions(
    program
      .command('publish <manifest...>')
      .description('add a version of each pack (packaging manifests or .assetpack files) and sign')
      .option('--keep <number>', 'versions of each pack to keep', wholeNumber('--keep', 1, 1000), defaultKeep)
      .option(
        '--level <number>',
        'compression level, 1 to 22',
        wholeNumber('--level', 1, 22),
        defaultCompressionLevel,
      ),
  ).action((sources: string[], options: PublishOptions) =>
    runner.run(options, (context) => publishPacks(sources, options, context)),
  )

  withRepositoryOptions(
    program.command('refresh').description('sign snapshot and timestamp again before they expire'),
  ).action((options: RepositoryOptions) =>
    runner.run(options, async ({ output }) => {
      await refreshMetadata({ ...places(options), ...expiry(options) })
      output.result({ ok: true }, 'Signed again.')
      return undefined
    }),
  )

  withRepositoryOptions(
    program.command('withdraw <id>').description('stop offering a pack; installed copies become obsolete'),
  ).action((id: string, options: RepositoryOptions) =>
    runner.run(options, async ({ output }) => {
      await withdraw({ ...places(options), ...expiry(options), id: parseAssetPackID(id) })
      output.result({ ok: true, withdrawn: id }, `${terminalText(id)} is no longer offered.`)
      return undefined
    }),
  )
}

function withRepositoryOptions(command: Command): Command {
  return CommandRunner.withCommonOptions(
    command
      .requiredOption('--repository <directory>', 'the repository folder')
      .requiredOption('--keys <directory>', 'the folder with the signing keys')
      .option(
        '--expires <days>',
        `days until the signatures expire (${expiryText})`,
        wholeNumber('--expires', 1, 3650),
      ),
  )
}

function places(options: RepositoryOptions): {
  readonly repositoryDirectory: string
  readonly keysDirectory: string
} {
  return { repositoryDirectory: options.repository, keysDirectory: options.keys }
}

function expiry(options: RepositoryOptions): { readonly expiresInDays?: number } {
  return options.expires === undefined ? {} : { expiresInDays: options.expires }
}

async function publishPacks(
  sources: readonly string[],
  options: PublishOptions,
  { output, signal }: CommandContext,
): Promise<undefined> {
  const report = await publish({
    ...places(options),
    ...expiry(options),
    keep: options.keep,
    level: options.level,
    sources,
    signal,
    onProgress: ({ id, bytesRead, totalBytes }) => {
      output.status(`${terminalText(id)}: ${bytesText(bytesRead)} of ${bytesText(totalBytes)}`)
    },
  })
  warnOfEmptyFolders(
    output,
    report.packs.flatMap(({ emptyFolders }) => emptyFolders),
  )
  for (const pack of report.packs) warnOfDamage(output, pack)
  output.result({ ok: true, packs: report.packs.map(packDocument) }, report.packs.map(packText).join('\n'))
}

function warnOfDamage(output: Output, { id, damagedVersions }: PublishedPack): void {
  if (damagedVersions.length === 0) return
  output.warn(
    `The repository's bundles of ${terminalText(id)} ${damagedVersions.join(', ')} are missing or damaged: machines with that version fetch more than they would have to, and some may not be able to install it. Copy the bundles back from the web server or a backup.`,
  )
}

function packDocument(pack: PublishedPack): JsonObject {
  return {
    id: pack.id,
    version: pack.version,
    changed: pack.changed,
    files: pack.files,
    chunks: pack.chunks,
    newBundles: pack.newBundles,
    newBytes: pack.newBytes,
    downloadSize: pack.downloadSize,
    installedSize: pack.installedSize,
    updateCosts: pack.updateCosts.map(({ fromVersion, bytes }) => ({ fromVersion, bytes })),
    ...emptyFoldersDocument(pack.emptyFolders),
    ...(pack.damagedVersions.length === 0 ? {} : { damagedVersions: pack.damagedVersions }),
    seconds: pack.seconds,
  }
}

function packText(pack: PublishedPack): string {
  const name = `${terminalText(pack.id)} ${String(pack.version)}`
  if (!pack.changed) return `${name}: nothing changed, no new version.`
  const updates = pack.updateCosts.map(
    ({ fromVersion, bytes }) => `from ${String(fromVersion)}: ${bytesText(bytes)}`,
  )
  return [
    `${name}: ${countText(pack.files, 'file')}, ${bytesText(pack.installedSize)}, download ${bytesText(pack.downloadSize)}`,
    `${countText(pack.newBundles, 'new bundle')}, ${bytesText(pack.newBytes)} new`,
    ...(updates.length === 0 ? [] : [`update ${updates.join(', ')}`]),
  ].join('; ')
}
