// node_modules as package-lock.json says.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mustRunNpm } from './command.mjs'
import { withLock } from './lock.mjs'
import { root, say, SetUpError } from './project.mjs'

const oldestNode = [20, 18]

/** Installs the dependencies when they are missing or not those of the lock file; no install script runs. */
export async function ensureDependencies() {
  checkNode()
  if (await areInstalled()) return
  await withLock('dependencies', async () => {
    if (await areInstalled()) return
    say('Installing dependencies …')
    await mustRunNpm('npm ci', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
  })
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])) return
  throw new SetUpError(`Node ${oldestNode.join('.')} or newer is needed; this is ${process.versions.node}.`)
}

/** npm writes what it installed, in the lock file's own form, as the last thing an installation does. */
async function areInstalled() {
  const installedPath = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(installedPath)) return false
  const [wanted, installed] = await Promise.all([
    packagesOf(join(root, 'package-lock.json')),
    packagesOf(installedPath),
  ])
  return Object.entries(wanted).every(([path, description]) => {
    if (path === '') return true
    const present = installed[path]
    return present ? present.version === description.version : description.optional === true
  })
}

async function packagesOf(path) {
  return JSON.parse(await readFile(path, 'utf8')).packages
}
