import { runCommandLine } from '../../src-main/cli/program'
import type { CommandResult } from './command-line'

/** Runs a command in this process and collects what it says; for everything that starts no worker. */
export async function runCommand(
  words: readonly string[],
  signal: AbortSignal = new AbortController().signal,
): Promise<CommandResult> {
  const said = { stdout: '', stderr: '' }
  const collect = (name: keyof typeof said) => ({
    write: (text: string | Uint8Array, onFlushed?: () => void): void => {
      said[name] += typeof text === 'string' ? text : Buffer.from(text).toString()
      onFlushed?.()
    },
  })
  const exitCode = await runCommandLine(
    words,
    { stdout: collect('stdout'), stderr: collect('stderr') },
    signal,
  )
  return { exitCode, ...said }
}
