// A display to open windows on: the one that is there, else a virtual one.
import { spawn } from 'node:child_process'
import { hasDisplay } from './ensure-system-packages.mjs'
import { say, SetUpError } from './project.mjs'

/**
 * Makes sure that this process, and those it starts from now on, have a display.
 *
 * @returns {Promise<{ close(): Promise<void> }>} ends the virtual display, if one was started
 */
export async function openDisplay() {
  if (hasDisplay()) return { close: async () => undefined }
  say('There is no display: running under a virtual one (Xvfb).')
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const ended = new Promise((resolve) => server.once('close', resolve))
  process.env.DISPLAY = `:${await displayNumber(server)}`
  server.unref()
  server.stdio[3].unref()
  process.once('exit', () => server.kill())
  return {
    close: async () => {
      delete process.env.DISPLAY
      // Waiting for its end must keep this process alive, or Node ends it in the middle.
      server.ref()
      server.stdio[3].ref()
      server.kill()
      await ended
    },
  }
}

function displayNumber(server) {
  return new Promise((resolve, reject) => {
    let text = ''
    server.stdio[3].setEncoding('utf8').on('data', (chunk) => {
      text += chunk
      if (text.includes('\n')) resolve(Number(text))
    })
    server.once('error', () =>
      reject(new SetUpError('Xvfb is missing: install the Debian packages xvfb and xauth.')),
    )
    server.once('close', () => reject(new SetUpError('Xvfb ended before it had a display.')))
  })
}
