import { execFile } from 'node:child_process'
import { findElectron } from '../../scripts/ensure-electron.mjs'

/** As root Chromium's sandbox refuses to start; only then it is left out. */
export const sandboxArguments: readonly string[] = process.getuid?.() === 0 ? ['--no-sandbox'] : []

/** The Electron that the project's set-up provides. */
export async function providedElectron(): Promise<{
  readonly directory: string
  readonly executable: string
}> {
  const electron = await findElectron()
  if (electron === undefined) throw new Error('There is no Electron: npm test provides it.')
  return electron
}

/** Path of its executable. */
export async function electronExecutable(): Promise<string> {
  return (await providedElectron()).executable
}

/** What a process printed and how it ended. */
export interface ProcessResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command to its end. */
export function runProcess(
  command: string,
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string; readonly timeout?: number } = {},
): Promise<ProcessResult> {
  return new Promise((resolve) => {
    const child = execFile(
      command,
      args,
      { ...options, maxBuffer: 16 * 1024 * 1024 },
      (_error, stdout, stderr) => {
        resolve({ code: child.exitCode, stdout, stderr })
      },
    )
  })
}

/** Runs Electron to its end with `args`. */
export async function runElectron(
  args: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string; readonly timeout?: number } = {},
): Promise<ProcessResult> {
  return runProcess(await electronExecutable(), [...sandboxArguments, ...args], options)
}
