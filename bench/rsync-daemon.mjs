// rsync as a server of a folder, for as long as the bench needs it.
import { spawn } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { freePort } from './free-port.mjs'

/** Serves a folder; `bytes` says what one run with `--stats` moved, both ways. */
export async function startRsync({ directory, work }) {
  await rm(work, { recursive: true, force: true })
  await mkdir(work, { recursive: true })
  const port = await freePort()
  const file = join(work, 'rsyncd.conf')
  const identity = process.getuid() === 0 ? 'uid = 0\ngid = 0\n' : ''
  await writeFile(
    file,
    `port = ${port}\naddress = 127.0.0.1\nuse chroot = no\n${identity}[new]\npath = ${directory}\n`,
  )
  const child = spawn('rsync', ['--daemon', '--no-detach', `--config=${file}`], { stdio: 'ignore' })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const end = () => child.kill()
  process.once('exit', end)
  while (!(await answers(port))) await delay(20)
  return {
    url: `rsync://127.0.0.1:${port}/new`,
    close: async () => {
      process.off('exit', end)
      end()
      await ended
    },
  }
}

/** What a run of rsync with `--stats` says of its traffic. */
export function rsyncTraffic(output) {
  const number = (label) => Number(new RegExp(`${label}: ([\\d,]+)`).exec(output)[1].replaceAll(',', ''))
  return number('Total bytes sent') + number('Total bytes received')
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => socket.end(() => resolve(true)))
    socket.once('error', () => resolve(false))
  })
}
