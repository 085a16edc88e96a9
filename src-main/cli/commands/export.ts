import { access } from 'node:fs/promises'
import type { Command } from 'commander'
import { parseAssetPackID } from '../../../src-shared/domain/asset-pack-id'
import { AssetPackError } from '../../../src-shared/domain/errors'
import { CommandRunner, type CommandContext } from '../command'
import { withManager, withPlaceOptions, type PlaceOptions } from '../open-manager'
import { bytesText, terminalText } from '../terminal-text'

interface ExportOptions extends PlaceOptions {
  readonly to: string
}

/** `export`: one pack as a file, to carry to another machine. */
export function addExportCommand(program: Command, runner: CommandRunner): void {
  withPlaceOptions(
    CommandRunner.withCommonOptions(
      program
        .command('export <id>')
        .description('save the offered version of a pack as one .assetpack file, to install elsewhere')
        .requiredOption('--to <file>', 'the .assetpack file to write'),
    ),
  ).action((id: string, options: ExportOptions) =>
    runner.run(options, (context) => exportPack(id, options, context)),
  )
}

function exportPack(
  text: string,
  options: ExportOptions,
  { output, signal }: CommandContext,
): Promise<undefined> {
  const id = parseAssetPackID(text)
  return withManager(options, { output, signal }, async (manager) => {
    await requireFree(options.to)
    const { assetPack, path, fileSize, bytesFetched } = await manager.saveAsFile(id, options.to, {
      signal,
      onProgress: ({ completedBytes, totalBytes }) => {
        output.status(`${bytesText(completedBytes)} of ${bytesText(totalBytes)}`)
      },
    })
    const { version } = assetPack
    output.result(
      { ok: true, id: assetPack.id, version, path, fileSize, bytesFetched },
      `${terminalText(assetPack.id)} ${String(version)}: saved as ${terminalText(path)}, ${bytesText(fileSize)}, of which ${bytesText(bytesFetched)} were fetched`,
    )
    return undefined
  })
}

/** A person at a dialog is asked about a file that is there; a script is not. */
async function requireFree(path: string): Promise<void> {
  const isTaken = await access(path).then(
    () => true,
    () => false,
  )
  if (!isTaken) return
  throw new AssetPackError(
    'alreadyExists',
    `${path} exists already. Choose another name, or remove it first.`,
    { details: { path } },
  )
}
