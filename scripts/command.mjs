// Other programs, run to their end.
import { spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { root, SetUpError } from './project.mjs'

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'

/**
 * Runs a program with this terminal and resolves with its exit code (128 and more: ended by a signal).
 * Signals sent to us reach it too, so that ending `npm start` ends the app.
 */
export function runInForeground(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options })
    const pass = (signal) => child.kill(signal)
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
    for (const signal of signals) process.on(signal, pass)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      for (const name of signals) process.off(name, pass)
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143))
    })
  })
}

/**
 * Runs a program silently; resolves with its exit code and everything it printed. With `isBehind` it takes of the processors
 * only what others leave.
 */
export function runQuietly(program, args, { isBehind = false, ...options } = {}) {
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '1', ...options.env }
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options, env })
    if (isBehind && child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW)
    let output = ''
    const collect = (chunk) => (output += chunk)
    child.stdout.setEncoding('utf8').on('data', collect)
    child.stderr.setEncoding('utf8').on('data', collect)
    child.on('error', (error) => resolve({ code: 127, output: String(error) }))
    child.on('close', (code) => resolve({ code: code ?? 143, output }))
  })
}

/** As {@link runQuietly}, but a failure ends the set-up with the end of the output. */
export async function mustRun(what, program, args, options = {}) {
  const { code, output } = await runQuietly(program, args, options)
  if (code !== 0) throw new SetUpError(`${what} failed (exit code ${code}).\n${shortened(output)}`)
  return output
}

/** npm itself, as {@link mustRun}. */
export function mustRunNpm(what, args, options = {}) {
  return mustRun(what, npm, args, { shell: process.platform === 'win32', ...options })
}

/** The cause of a failure stands at the start or at the end of what a program prints. */
function shortened(text) {
  const lines = text.trim().split('\n')
  return lines.length <= 60 ? lines.join('\n') : [...lines.slice(0, 30), '…', ...lines.slice(-30)].join('\n')
}
