import { writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { AssetPackError } from '../../../src-shared/domain/errors'
import { packagingManifestTemplate, readPackagingSource } from '../../index'
import { CommandRunner, type CommandContext, type CommonOptions } from '../command'
import { emptyFoldersDocument, warnOfEmptyFolders } from '../empty-folders'
import { bytesText, countText, table, terminalText } from '../terminal-text'

/** `template` and `evaluate`: what a publisher starts from, and what a packaging manifest selects. */
export function addManifestCommands(program: Command, runner: CommandRunner): void {
  CommandRunner.withCommonOptions(
    program
      .command('template')
      .description('write a commented packaging manifest to start from')
      .option('--out <file>', 'the file to write (default: stdout)'),
  ).action((options: CommonOptions & { readonly out?: string }) =>
    runner.run(options, (context) => template(options.out, context)),
  )

  CommandRunner.withCommonOptions(
    program
      .command('evaluate <manifest>')
      .description('check a packaging manifest and list the files it selects'),
  ).action((manifest: string, options: CommonOptions) =>
    runner.run(options, (context) => evaluate(manifest, context)),
  )
}

async function template(out: string | undefined, { output }: CommandContext): Promise<undefined> {
  if (out === undefined) {
    output.result({ template: packagingManifestTemplate }, packagingManifestTemplate.trimEnd())
    return
  }
  try {
    await writeFile(out, packagingManifestTemplate, { flag: 'wx' })
  } catch (cause) {
    throw templateRefusal(out, cause)
  }
  output.result({ ok: true, path: out }, `Wrote ${out}.`)
}

async function evaluate(path: string, { output, signal }: CommandContext): Promise<undefined> {
  const { manifest, selection } = await readPackagingSource(path, signal)
  const { files, emptyFolders } = selection
  const installedSize = files.reduce((sum, { size }) => sum + size, 0)
  warnOfEmptyFolders(output, emptyFolders)
  const rows = files.map((file) => [terminalText(file.path), bytesText(file.size)])
  output.result(
    {
      ok: true,
      id: manifest.assetPackID,
      policy: manifest.downloadPolicy.kind,
      installedSize,
      files: files.map((file) => ({ path: file.path, size: file.size, executable: file.executable })),
      ...emptyFoldersDocument(emptyFolders),
    },
    [
      table([['path in the pack', 'size'], ...rows], new Set([1])),
      `${terminalText(manifest.assetPackID)}: ${countText(files.length, 'file')}, ${bytesText(installedSize)}`,
    ].join('\n'),
  )
}

function templateRefusal(path: string, cause: unknown): AssetPackError {
  const errno = (cause as NodeJS.ErrnoException).code
  if (errno === 'EEXIST') {
    const sentence = `${path} exists already. Choose another name, or remove it first.`
    return new AssetPackError('alreadyExists', sentence, { cause, details: { path } })
  }
  const sentence = `${path} cannot be written (${errno ?? 'unknown'}). Check that its folder is there and may be written to.`
  return new AssetPackError('notWritable', sentence, { cause, details: { path } })
}
