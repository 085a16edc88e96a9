import { runCommandLine } from '../../src-main/cli/program'
import type { CommandResult } from './command-line'

/** Runs a command in this process and collects what it says; for everything that starts no worker. */
export async function runCommand(
  words: readonly string[],
  options: { readonly signal?: AbortSignal; readonly onStdout?: () => void } = {},
): Promise<CommandResult> {
  const said = { stdout: '', stderr: '' }
  const collect = (name: keyof typeof said) => ({
    write: (text: string | Uint8Array, onFlushed?: () => void): void => {
      said[name] += typeof text === 'string' ? text : Buffer.from(text).toString()
      onFlushed?.()
      if (name === 'stdout') options.onStdout?.()
    },
  })
  const exitCode = await runCommandLine(
    words,
    { stdout: collect('stdout'), stderr: collect('stderr') },
    options.signal ?? new AbortController().signal,
  )
  return { exitCode, ...said }
}
