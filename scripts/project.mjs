// Where things are, and how set-up speaks to the person who started it.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** What set-up keeps between runs; git ignores it and it may be deleted at any time. */
export const cacheDirectory = join(root, '.cache')

/** One plain line, only when something takes time or is not as usual. */
export function say(line) {
  process.stderr.write(`${line}\n`)
}

/** A failure whose message is all that the person needs; the scripts print it without a stack. */
export class SetUpError extends Error {
  name = 'SetUpError'
}

/** Runs a script's `main` and ends the process with its exit code. */
export async function runScript(main) {
  try {
    process.exitCode = (await main(process.argv.slice(2))) ?? 0
  } catch (error) {
    say(error instanceof SetUpError ? error.message : (error?.stack ?? String(error)))
    process.exitCode = 1
  }
}
