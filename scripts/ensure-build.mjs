// out/ as the sources are.
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mustRun } from './command.mjs'
import { withLock } from './lock.mjs'
import { cacheDirectory, root } from './project.mjs'
import { toolArguments } from './tool.mjs'

const sources = [
  'src-shared',
  'src-main',
  'src-renderer',
  'electron.vite.config.ts',
  'package-lock.json',
  'scripts/app-icons.mjs',
]
const parts = ['main', 'preload', 'renderer']
const stampPath = join(root, 'out/.stamp')

/** Builds when a source has changed since the last build; a failed build leaves the last good one in place. */
export async function ensureBuild() {
  if (await isFresh()) return
  await withLock('build', async () => {
    if (!(await isFresh())) await build()
  })
}

/** Builds in any case. */
export async function build() {
  const state = await sourceState()
  const temporary = join(cacheDirectory, 'build')
  await rm(temporary, { recursive: true, force: true })
  await mustRun('The build', process.execPath, toolArguments('electron-vite', 'build', '--outDir', temporary))
  // Only a build needs what draws them, and only then is it sure to be installed.
  const { writeAppIcons } = await import('./app-icons.mjs')
  await writeAppIcons(join(temporary, 'main/icons'), join(root, 'out/icons'))
  await mkdir(join(root, 'out'), { recursive: true })
  await rm(stampPath, { force: true })
  for (const part of parts) {
    await rm(join(root, 'out', part), { recursive: true, force: true })
    await rename(join(temporary, part), join(root, 'out', part))
  }
  await rm(temporary, { recursive: true, force: true })
  await writeFile(stampPath, state)
}

async function isFresh() {
  if (!existsSync(stampPath)) return false
  return (await readFile(stampPath, 'utf8')) === (await sourceState())
}

/** Changes whenever a source file is written, added or removed. */
async function sourceState() {
  const files = (await Promise.all(sources.map((path) => filesIn(join(root, path))))).flat().sort()
  const facts = await Promise.all(files.map(describe))
  return createHash('sha256').update(facts.join('\n')).digest('hex')
}

async function filesIn(path) {
  if (!(await stat(path)).isDirectory()) return [path]
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

async function describe(path) {
  const { mtimeMs, size } = await stat(path)
  return `${path} ${mtimeMs} ${size}`
}
