// What Electron and the tests need from a Linux system.
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { mustRun, runQuietly } from './command.mjs'
import { withLock } from './lock.mjs'
import { say, SetUpError } from './project.mjs'

const libraryPackages = [
  'libnss3',
  'libatk1.0-0',
  'libatk-bridge2.0-0',
  'libcups2',
  'libdrm2',
  'libxkbcommon0',
  'libxcomposite1',
  'libxdamage1',
  'libxfixes3',
  'libxrandr2',
  'libgbm1',
  'libpango-1.0-0',
  'libcairo2',
  'libasound2',
  'libgtk-3-0',
]
const displayPackages = ['xvfb', 'xauth']
const aptEnvironment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }

/**
 * Makes sure that the shared libraries of the Electron at `executable` are there, and Xvfb where there is no display.
 * Installs them as root on Debian and its kin; else says what to install.
 */
export async function ensureSystemPackages(executable) {
  if (process.platform !== 'linux') return
  if ((await missing(executable)).length === 0) return
  await withLock('system-packages', async () => {
    const needs = await missing(executable)
    if (needs.length > 0) await provide(needs, executable)
  })
}

/**
 * Makes sure, as far as it can, that these programs are there (as root on Debian and its kin). Never fails: whoever needs
 * one that is missing says what is left out.
 *
 * @param {Readonly<Record<string, string>>} packages by program, the package of Debian that brings it
 */
export async function ensureTools(packages) {
  const absent = () => Object.keys(packages).filter((program) => !isOnPath(program))
  const mayInstall = process.platform === 'linux' && process.getuid() === 0 && isOnPath('apt-get')
  if (!mayInstall || absent().length === 0) return
  await withLock('system-packages', async () => {
    const names = [...new Set(absent().map((program) => packages[program]))]
    if (names.length === 0) return
    say(`Installing ${names.join(' and ')} for the tests (with apt-get) …`)
    await runQuietly('apt-get', ['update', '-qq'], { env: aptEnvironment })
    const install = ['install', '-y', '-qq', '--no-install-recommends', ...names]
    const { code } = await runQuietly('apt-get', install, { env: aptEnvironment })
    if (code !== 0) say(`${names.join(' and ')} could not be installed.`)
  })
}

/** Whether programs can open windows here as things are. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/** Each need with the packages of Debian that serve it. */
async function missing(executable) {
  const { code, output } = await runQuietly('ldd', [executable])
  if (code === 127) throw new SetUpError('The program ldd is missing (package libc-bin).')
  const libraries = [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1])
  const needs = libraries.length > 0 ? [{ what: libraries.join(', '), packages: libraryPackages }] : []
  if (!hasDisplay() && !isOnPath('Xvfb')) needs.push({ what: 'Xvfb', packages: displayPackages })
  return needs
}

async function provide(needs, executable) {
  const what = needs.map((need) => need.what).join(', ')
  const packages = needs.flatMap((need) => need.packages)
  if (!isOnPath('apt-get')) {
    throw new SetUpError(
      `Missing on this system: ${what}. On Debian these packages bring it: ${packages.join(' ')}`,
    )
  }
  if (process.getuid() !== 0) {
    throw new SetUpError(
      `Missing on this system: ${what}. Install with: sudo apt-get install --no-install-recommends ${packages.join(' ')}`,
    )
  }
  say(`Installing the system packages that Electron needs (${packages.length}, with apt-get) …`)
  const env = aptEnvironment
  await mustRun('apt-get update', 'apt-get', ['update', '-qq'], { env })
  const names = await present(packages)
  await mustRun('apt-get install', 'apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
    env,
  })
  const left = await missing(executable)
  if (left.length > 0) throw new SetUpError(`Still missing: ${left.map((need) => need.what).join(', ')}`)
}

/** Newer Debian and Ubuntu releases call some of them `…t64`. */
async function present(packages) {
  const renamed = await mustRun('apt-cache', 'apt-cache', ['search', '--names-only', 't64$'])
  const names = new Set(renamed.split('\n').map((line) => line.split(' ')[0]))
  return packages.map((name) => (names.has(`${name}t64`) ? `${name}t64` : name))
}

function isOnPath(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
}
