import type { Command } from 'commander'
import { moveContainer } from '../../index'
import { CommandRunner, type CommandContext, type CommonOptions } from '../command'
import { containerDirectory } from '../open-manager'
import { MovePrinter } from '../progress-printer'
import { bytesText, countText, terminalText } from '../terminal-text'

interface MoveOptions extends CommonOptions {
  readonly config?: string
  readonly container?: string
}

/** `move`: the container of packs to another folder or drive. Works offline. */
export function addMoveCommand(program: Command, runner: CommandRunner): void {
  CommandRunner.withCommonOptions(
    program
      .command('move <directory>')
      .description('move all packs to another, empty folder or drive; the old folder says where they went')
      .option('--config <file>', 'assetpack.config.json')
      .option('--container <directory>', 'the folder that holds the packs'),
  ).action((directory: string, options: MoveOptions) =>
    runner.run(options, (context) => move(directory, options, context)),
  )
}

async function move(
  directory: string,
  options: MoveOptions,
  { output, signal }: CommandContext,
): Promise<undefined> {
  const moved = await moveContainer({
    containerDirectory: await containerDirectory(options),
    directory,
    signal,
    onProgress: new MovePrinter(output).show,
  })
  const shown = terminalText(moved.directory)
  output.result(
    { ok: true, ...moved },
    `${countText(moved.files, 'file')}, ${bytesText(moved.bytes)}, ${moved.wasCopied ? 'copied to' : 'moved to'} ${shown}. ${terminalText(moved.from)} says where they are: go on naming either.`,
  )
  return undefined
}
