import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { build } from 'vite'

/**
 * Bundles a program of the tests' own for plain Node, below out/ so that its packages are found.
 *
 * @returns the file to start.
 */
export async function bundleNodeProgram(entry: string, name: string): Promise<string> {
  const directory = join(import.meta.dirname, '../../out/test', `${name}-${String(process.pid)}`)
  await build({
    configFile: false,
    logLevel: 'warn',
    // As in the build of the project: else each process would load all of zod, its forty languages too.
    ssr: { noExternal: ['zod'] },
    build: {
      ssr: entry,
      outDir: directory,
      emptyOutDir: true,
      target: 'node20.18',
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: 'main.mjs' } },
    },
  })
  return join(directory, 'main.mjs')
}

/** How a program ended, and what it had said by then. */
export interface EndedProgram {
  readonly code: number | null
  readonly signal: string | null
  readonly said: string
}

/** Runs a program to its end. What it writes to its standard error appears in the test's. */
export async function runNodeProgram(file: string, args: readonly string[]): Promise<EndedProgram> {
  const child = spawn(process.execPath, [file, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said, [code, signal]] = await Promise.all([
    text(child.stdout),
    once(child, 'close') as Promise<[number | null, string | null]>,
  ])
  return { code, signal, said }
}
