// out/types as the sources are: for each door one file with all the types that it speaks of, for whoever builds on it.
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { cacheDirectory, root } from './project.mjs'
import { sourceState } from './source-state.mjs'

const sources = ['src-shared', 'src-main', 'package-lock.json', 'scripts/roll-up-types.mjs']
const stampPath = join(root, 'out/types/.stamp')

/** Makes them when a source has changed since the last time; apart from the build, in which nobody needs them. */
export async function ensureTypes() {
  await withLock('types', async () => {
    const state = await sourceState(sources)
    if (existsSync(stampPath) && (await readFile(stampPath, 'utf8')) === state) return
    const temporary = join(cacheDirectory, 'types')
    await rm(temporary, { recursive: true, force: true })
    // Only who makes them needs what does it: it takes its time to load.
    const { rollUpTypes } = await import('./roll-up-types.mjs')
    const made = await rollUpTypes(temporary)
    await writeFile(join(made, '.stamp'), state)
    await rm(join(root, 'out/types'), { recursive: true, force: true })
    await mkdir(join(root, 'out'), { recursive: true })
    await rename(made, join(root, 'out/types'))
    await rm(temporary, { recursive: true, force: true })
  })
}
