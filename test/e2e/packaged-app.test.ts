import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { RunningApp } from '../support/electron-app'
import { runProcess } from '../support/electron-process'
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

it('starts as a packaged app, installs the essential pack by itself and another one at a click', async () => {
  const world = await openWorld()
  const app = await RunningApp.startPackaged(await packagedApp(), world)
  await app.waitFor('tutorial', 'upToDate')
  await app.press('install-maps')
  await app.waitFor('maps', 'upToDate')
  await app.quit()

  expect(await fileTree(join(world.container, 'packs/maps/1'))).toEqual(await fileTree(world.source('maps')))
})
