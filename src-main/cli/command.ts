import type { Command } from 'commander'
import { AssetPackError, toAssetPackError } from '../../src-shared/domain/errors'
import { interruptedExitCode } from './interruption'
import { exitCodeFor, Output, type OutputStreams } from './output'

/** What a command works with besides its own options. */
export interface CommandContext {
  readonly output: Output
  /** Aborts on Ctrl-C and SIGTERM; a command then stops and loses nothing. */
  readonly signal: AbortSignal
}

/** The work of one command. Resolves to an exit code when it is not plain success. */
export type CommandAction = (context: CommandContext) => Promise<number | undefined>

/** Options that every command has. */
export interface CommonOptions {
  readonly json?: boolean
  readonly quiet?: boolean
}

/** Runs one command at a time: output, cancellation and exit codes are decided here and nowhere else. */
export class CommandRunner {
  readonly #streams: OutputStreams
  readonly #signal: AbortSignal
  #exitCode = 0

  constructor(streams: OutputStreams, signal: AbortSignal) {
    this.#streams = streams
    this.#signal = signal
  }

  /** The exit code of the command that ran last. */
  get exitCode(): number {
    return this.#exitCode
  }

  /** Adds the options that every command has. */
  static withCommonOptions(command: Command): Command {
    return command
      .option('--json', 'print one JSON document on stdout, errors included')
      .option('--quiet', 'print nothing but the result and errors')
  }

  /** Runs `action` and turns whatever it throws into a message and an exit code. */
  async run(options: CommonOptions, action: CommandAction): Promise<void> {
    const output = new Output(this.#streams, { json: options.json === true, quiet: options.quiet === true })
    try {
      this.#signal.throwIfAborted()
      this.#exitCode = (await action({ output, signal: this.#signal })) ?? 0
    } catch (thrown) {
      const error = toAssetPackError(thrown)
      this.#exitCode =
        this.#signal.aborted && error.code === 'cancelled'
          ? interruptedExitCode(this.#signal)
          : exitCodeFor(error)
      output.failure(error, this.#exitCode)
    }
  }
}

/** Reads a whole number given on the command line. */
export function wholeNumber(name: string, minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (Number.isInteger(value) && value >= minimum && value <= maximum) return value
    throw new AssetPackError(
      'wrongUse',
      `${name} must be a whole number from ${String(minimum)} to ${String(maximum)}, not "${text.slice(0, 40)}".`,
    )
  }
}
