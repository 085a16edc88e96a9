import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { resolve } from 'node:path'
import type { Readable } from 'node:stream'

/** How a command ended. */
export interface CommandResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

const executable = resolve(import.meta.dirname, '../../out/main/cli.js')

/** Runs the built command line in a process of its own, as a script would. */
export function assetpack(...words: readonly string[]): Promise<CommandResult> {
  return startAssetpack(...words).ended
}

/** The same, for who wants to send it a signal. */
export function startAssetpack(...words: readonly string[]): {
  readonly kill: (signal: NodeJS.Signals) => void
  readonly ended: Promise<CommandResult>
} {
  return startProgram([process.execPath, executable, ...words])
}

/** Runs the built command line where `enter` leads, as `nsenter` does. */
export function assetpackWithin(
  enter: readonly string[],
  ...words: readonly string[]
): Promise<CommandResult> {
  return startProgram([...enter, process.execPath, executable, ...words]).ended
}

function startProgram([program = '', ...words]: readonly string[]): ReturnType<typeof startAssetpack> {
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] })
  const kill = (signal: NodeJS.Signals): void => {
    child.kill(signal)
  }
  return { kill, ended: resultOf(child) }
}

function resultOf(child: ChildProcessByStdio<null, Readable, Readable>): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (piece: Buffer) => stdout.push(piece))
    child.stderr.on('data', (piece: Buffer) => stderr.push(piece))
    child.on('error', reject)
    child.on('close', (code, signal) => {
      resolve({
        exitCode: code ?? (signal === null ? -1 : 128),
        stdout: Buffer.concat(stdout).toString(),
        stderr: Buffer.concat(stderr).toString(),
      })
    })
  })
}

/** Runs a command with `--json`, expects success, and gives its document. */
export async function assetpackDocument(...words: readonly string[]): Promise<Record<string, unknown>> {
  const { exitCode, stdout, stderr } = await assetpack(...words, '--json')
  if (exitCode !== 0)
    throw new Error(`assetpack ${words.join(' ')} ended with ${String(exitCode)}: ${stdout}${stderr}`)
  return JSON.parse(stdout) as Record<string, unknown>
}
