// Other programs under the clock.
import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Runs a program to its end and measures it together with all that it starts.
 *
 * @param {string[]} command the program and its arguments
 * @param {{ cwd?: string, env?: Record<string, string> }} [options]
 * @returns {Promise<{ seconds: number, cpuSeconds: number, peakMegabytes: number, output: string }>} the peak is that of
 *   the largest process
 */
export async function timed(command, options = {}) {
  const directory = await mkdtemp(join(tmpdir(), 'bench-'))
  const note = join(directory, 'time')
  try {
    const output = await run(['/usr/bin/time', '-f', '%e %U %S %M', '-o', note, ...command], options)
    const [seconds, user, system, kibibytes] = (await readFile(note, 'utf8')).trim().split(' ').map(Number)
    return { seconds, cpuSeconds: user + system, peakMegabytes: (kibibytes * 1024) / 1e6, output }
  } finally {
    await rm(directory, { recursive: true })
  }
}

/** As {@link timed}, for a line of bash; every part of a pipeline must succeed. */
export function timedShell(line, options) {
  return timed(['bash', '-o', 'pipefail', '-ec', line], options)
}

/** Runs a line of bash; resolves with what it wrote to its output. */
export function shell(line, options) {
  return run(['bash', '-o', 'pipefail', '-ec', line], options)
}

/** Runs a program; resolves with what it wrote to its output, rejects with the end of its complaints. */
export function run([program, ...args], { cwd, env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [output, complaints] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text) => (output += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (complaints = (complaints + text).slice(-4_000)))
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve(output)
      else
        reject(
          new Error(`${program} ${args.join(' ')} ended with ${code}.\n${complaints}${output.slice(-2_000)}`),
        )
    })
  })
}
