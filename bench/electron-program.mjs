// Programs of the bench that run inside a real Electron.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { openDisplay } from '../scripts/display.mjs'
import { ensureElectron } from '../scripts/ensure-electron.mjs'
import { ensureSystemPackages } from '../scripts/ensure-system-packages.mjs'

/**
 * Makes sure of an Electron and of a display.
 *
 * @returns {Promise<{ start(name: string, args: string[]): import('node:child_process').ChildProcess, close(): Promise<void> }>}
 *   `start` runs the folder of that name beside this file; what the program has to say it sends over its channel
 */
export async function openElectron() {
  const { executable } = await ensureElectron()
  await ensureSystemPackages(executable)
  const display = await openDisplay()
  // Chromium's sandbox refuses to run as root; anywhere else it stays on.
  const sandbox = process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : []
  return {
    // What Chromium says of buses and graphics that a machine without a screen lacks, nobody needs to read.
    start: (name, args) =>
      spawn(executable, [...sandbox, join(import.meta.dirname, name), ...args], {
        stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      }),
    close: () => display.close(),
  }
}

/** The next message of a program; rejects when it ends without one. */
export function messageOf(child) {
  return new Promise((resolve, reject) => {
    const settled = (settle) => (value) => {
      for (const [event, listener] of Object.entries(listeners)) child.off(event, listener)
      settle(value)
    }
    const listeners = {
      message: settled(resolve),
      error: settled(reject),
      exit: settled((code) => reject(new Error(`A process of the bench ended with code ${code}.`))),
    }
    for (const [event, listener] of Object.entries(listeners)) child.on(event, listener)
  })
}
