import type { Command } from 'commander'
import { defaultCompressionLevel, readAssetPackFile, updateCost, writeAssetPackFile } from '../../index'
import { CommandRunner, wholeNumber, type CommandContext, type CommonOptions } from '../command'
import { emptyFoldersDocument, warnOfEmptyFolders } from '../empty-folders'
import { bytesText, countText, terminalText } from '../terminal-text'

interface PackageCommandOptions extends CommonOptions {
  readonly out: string
  readonly base?: string
  readonly level: number
}

/** `package`: one self-contained file from a packaging manifest. */
export function addPackageCommand(program: Command, runner: CommandRunner): void {
  CommandRunner.withCommonOptions(
    program
      .command('package <manifest>')
      .description('write one self-contained .assetpack file; the same input gives the same bytes')
      .requiredOption('--out <file>', 'the .assetpack file to write')
      .option('--base <file>', 'an older .assetpack file: prints what an update from it would cost')
      .option(
        '--level <number>',
        'compression level, 1 to 22',
        wholeNumber('--level', 1, 22),
        defaultCompressionLevel,
      ),
  ).action((manifest: string, options: PackageCommandOptions) =>
    runner.run(options, (context) => packageFile(manifest, options, context)),
  )
}

async function packageFile(
  manifestPath: string,
  options: PackageCommandOptions,
  { output, signal }: CommandContext,
): Promise<undefined> {
  const base = options.base === undefined ? undefined : await readAssetPackFile(options.base)
  const packaged = await writeAssetPackFile({
    path: options.out,
    manifestPath,
    level: options.level,
    signal,
    onProgress: ({ bytesRead, totalBytes }) => {
      output.status(`${bytesText(bytesRead)} of ${bytesText(totalBytes)}`)
    },
  })
  const { facts, index, installedSize, emptyFolders } = packaged
  warnOfEmptyFolders(output, emptyFolders)
  const storedBytes = index.bundles.reduce((sum, { size }) => sum + size, 0)
  const cost = base === undefined ? undefined : updateCost(base.index, index)
  output.result(
    {
      ok: true,
      path: options.out,
      id: facts.id,
      files: index.files.length,
      chunks: index.chunks.count,
      installedSize,
      storedBytes,
      ...(cost === undefined ? {} : { updateBytes: cost }),
      ...emptyFoldersDocument(emptyFolders),
    },
    `${terminalText(facts.id)}: ${countText(index.files.length, 'file')}, ${bytesText(installedSize)}, stored in ${bytesText(storedBytes)}${cost === undefined ? '' : `; an update from ${terminalText(options.base ?? '')} fetches ${bytesText(cost)}`}`,
  )
}
