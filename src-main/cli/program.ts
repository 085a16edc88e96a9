import { Command, CommanderError } from 'commander'
import { version } from '../../package.json'
import { AssetPackError, isAssetPackError } from '../../src-shared/domain/errors'
import { CommandRunner } from './command'
import { addConflictsCommand } from './commands/conflicts'
import { addContentCommands } from './commands/content'
import { addDebugCommand } from './commands/debug'
import { addHistoryCommand } from './commands/history'
import { addKeysCommand } from './commands/keys'
import { addLanguagesCommand } from './commands/languages'
import { addLimitsCommand } from './commands/limits'
import { addListCommands } from './commands/list'
import { addManifestCommands } from './commands/manifest'
import { addMoveCommand } from './commands/move'
import { addExportCommand } from './commands/export'
import { addPackageCommand } from './commands/package'
import { addPublishCommands } from './commands/publish'
import { addServeCommand } from './commands/serve'
import { addInstallCommands } from './commands/install'
import { addTransferCommand } from './commands/transfer'
import { addVerifyCommands } from './commands/verify'
import { addVersionCommands } from './commands/versions'
import { addWatchCommand } from './commands/watch'
import { exitCodeMeanings } from './exit-code'
import { exitCodeFor, Output, type OutputStreams } from './output'
import { table } from './terminal-text'

/** A group of commands that adds itself to the program. */
export type CommandGroup = (program: Command, runner: CommandRunner) => void

const groups: readonly CommandGroup[] = [
  addKeysCommand,
  addManifestCommands,
  addPackageCommand,
  addExportCommand,
  addPublishCommands,
  addServeCommand,
  addListCommands,
  addInstallCommands,
  addVersionCommands,
  addVerifyCommands,
  addContentCommands,
  addConflictsCommand,
  addHistoryCommand,
  addMoveCommand,
  addTransferCommand,
  addLimitsCommand,
  addLanguagesCommand,
  addWatchCommand,
  addDebugCommand,
]

/**
 * Runs one command line and resolves to its exit code; never rejects.
 *
 * @param argv - The words after `assetpack`.
 */
export async function runCommandLine(
  argv: readonly string[],
  streams: OutputStreams,
  signal: AbortSignal,
): Promise<number> {
  const runner = new CommandRunner(streams, signal)
  const program = buildProgram(runner, streams)
  try {
    await program.parseAsync(argv, { from: 'user' })
    return runner.exitCode
  } catch (error) {
    return explainWrongUse(error, argv, streams)
  }
}

function buildProgram(runner: CommandRunner, streams: OutputStreams): Command {
  const program = new Command('assetpack')
    .description('Publish folders as signed asset packs; list, install, update and read them.')
    .version(version, '--version', 'print the version')
    .configureOutput({
      writeOut: (text) => streams.stdout.write(text),
      writeErr: (text) => streams.stderr.write(text),
      outputError: () => undefined,
    })
    .exitOverride()
    .addHelpText(
      'after',
      '\nWithout the server, list, status, plan and install answer by the list as it was last time; their JSON then has\n"stale": true and "connection" ("offline" or "unreachable").',
    )
    .showHelpAfterError(false)
    .helpCommand(false)
  for (const addGroup of groups) addGroup(program, runner)
  addHelp(program, streams)
  return program
}

function addHelp(program: Command, streams: OutputStreams): void {
  program
    .command('help [topic]')
    .description('show help for a command, or for "exit-codes"')
    .action((topic: string | undefined) => {
      if (topic === 'exit-codes') {
        const rows = exitCodeMeanings.map(([code, meaning]) => [String(code), meaning])
        streams.stdout.write(`${table([['code', 'meaning'], ...rows], new Set([0]))}\n`)
        return
      }
      const command = topic === undefined ? program : program.commands.find((one) => one.name() === topic)
      if (command === undefined) throw new AssetPackError('wrongUse', `There is no command "${topic ?? ''}".`)
      command.outputHelp()
    })
}

function explainWrongUse(error: unknown, argv: readonly string[], streams: OutputStreams): number {
  if (error instanceof CommanderError && error.exitCode === 0) return 0
  const output = new Output(streams, { json: argv.includes('--json'), quiet: false })
  const failure = isAssetPackError(error)
    ? error
    : new AssetPackError('wrongUse', wrongUseSentence(error), { cause: error })
  const exit = exitCodeFor(failure)
  output.failure(failure, exit)
  return exit
}

function wrongUseSentence(error: unknown): string {
  if (error instanceof CommanderError && error.code === 'commander.help') {
    return 'Name a command: "assetpack help" lists them.'
  }
  const message = (error instanceof Error ? error.message.replace(/^error: /, '') : String(error)).replaceAll(
    '\n',
    ' ',
  )
  const sentence = message.charAt(0).toUpperCase() + message.slice(1).replace(/\.?$/, '.')
  return `${sentence} "assetpack help" lists the commands.`
}
