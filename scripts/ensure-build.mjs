// out/ as the sources are.
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mustRun } from './command.mjs'
import { withLock } from './lock.mjs'
import { cacheDirectory, root } from './project.mjs'
import { sourceState } from './source-state.mjs'
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
  const state = await sourceState(sources)
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
  return (await readFile(stampPath, 'utf8')) === (await sourceState(sources))
}
