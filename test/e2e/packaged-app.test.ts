import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runProcess, sandboxArguments } from '../support/electron-process'
import { openWorld } from '../support/electron-world'
import { fileTree } from '../support/file-tree'

const root = join(import.meta.dirname, '../..')

/** Packages the app as `npm run package:dir` does and gives its executable. */
async function packagedApp(): Promise<string> {
  const { code, stderr } = await runProcess(process.execPath, [join(root, 'scripts/package-dir.mjs')], {
    cwd: root,
  })
  if (code !== 0) throw new Error(`The app could not be packaged: ${stderr}`)
  const folder = (await readdir(join(root, 'dist'))).find((name) => name.endsWith('unpacked'))
  return join(root, 'dist', folder ?? '', 'packhouse')
}

const extension = `export default { shouldDownload({ id }) { console.log(id); return true } }`

it('starts as a packaged app, asks its extension, installs the essential pack by itself and another one at a click', async () => {
  const world = await openWorld()
  await writeFile(join(world.directory, 'extension.mjs'), extension)
  await world.configure({ downloaderExtension: 'extension.mjs' })
  const args = ['--config', world.configuration, '--user-data-dir', world.userData, '--smoke']
  const { code, stdout } = await runProcess(await packagedApp(), [...sandboxArguments, ...args], {
    cwd: world.directory,
  })
  const { ok, packs } = JSON.parse(stdout) as { ok: boolean; packs: readonly { id: string }[] }

  expect([code, ok, packs.map(({ id }) => id).sort()]).toEqual([0, true, ['maps', 'tutorial', 'voices']])
  expect(await fileTree(join(world.container, 'packs/maps/1'))).toEqual(await fileTree(world.source('maps')))
  // What the person has agreed to at the first start is theirs to have: that is asked for by name.
  expect(await printed(join(world.container, 'logs/extension.log'))).toEqual(['tutorial'])
})

/** What an extension printed, of the lines of its log. */
async function printed(log: string): Promise<readonly string[]> {
  const lines = (await readFile(log, 'utf8')).trim().split('\n')
  const entries = lines.map((line) => JSON.parse(line) as { readonly source: string; readonly text: string })
  return entries.filter(({ source }) => source === 'stdout').map(({ text }) => text)
}
