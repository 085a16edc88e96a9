// What the bench compares with and measures by, from Debian's packages.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { mustRun } from '../scripts/command.mjs'
import { withLock } from '../scripts/lock.mjs'
import { say, SetUpError } from '../scripts/project.mjs'

/** The programs that it starts, each with the package that brings it. */
const packages = {
  aria2c: 'aria2',
  casync: 'casync',
  cc: 'gcc libc6-dev',
  curl: 'curl',
  ip: 'iproute2',
  nginx: 'nginx',
  openssl: 'openssl',
  rsync: 'rsync',
  time: 'time',
  xdelta3: 'xdelta3',
  zstd: 'zstd',
  zsync: 'zsync',
}

/** Makes sure that the programs are there: installs them as root on Debian and its kin, else says what to install. */
export async function ensurePrograms(names) {
  await withLock('system-packages', async () => {
    const missing = names.filter((name) => !isOnPath(name))
    if (missing.length > 0) await provide(missing.flatMap((name) => packages[name].split(' ')))
  })
}

async function provide(wanted) {
  if (!isOnPath('apt-get') || process.getuid() !== 0) {
    throw new SetUpError(`The bench needs these packages of Debian: ${wanted.join(' ')}`)
  }
  say(`Installing what the bench compares with: ${wanted.join(' ')} …`)
  // Run level 1: no service is started, the bench starts its own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  await mustRun('apt-get update', 'apt-get', ['update', '-qq'], { env })
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...wanted]
  await mustRun('apt-get install', 'apt-get', install, { env })
}

function isOnPath(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders.some((folder) => existsSync(join(folder, program)))
}
