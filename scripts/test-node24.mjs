// `npm run test:node24`: the suite under the Node that the current Electron embeds. The windows stay with Electron.
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { mustRunNpm } from './command.mjs'
import { openDisplay } from './display.mjs'
import { ensureAll } from './ensure.mjs'
import { withLock } from './lock.mjs'
import { cacheDirectory, runScript, say } from './project.mjs'
import { runVitest } from './vitest-run.mjs'

const version = '24.21.0'
const directory = join(cacheDirectory, 'node', version)

await runScript(async (args) => {
  await ensureAll()
  const node = await withLock('node', ensureNode)
  const display = await openDisplay()
  const counts = await runVitest({ node, projects: ['unit', 'window', 'contracts', 'integration'], args })
  await display.close()
  process.stdout.write(`Node ${version}: ${counts.passed} passed, ${counts.failed} failed\n`)
  return counts.failed === 0 ? 0 : 1
})

async function ensureNode() {
  const isWindows = process.platform === 'win32'
  const packageName = `node-${isWindows ? 'win' : process.platform}-${process.arch}`
  const node = join(directory, 'node_modules', packageName, isWindows ? 'bin/node.exe' : 'bin/node')
  if (existsSync(node)) return node
  say(`Fetching Node ${version} from the npm registry …`)
  await mkdir(directory, { recursive: true })
  await mustRunNpm('Fetching Node', [
    'install',
    '--ignore-scripts',
    '--no-save',
    '--no-package-lock',
    `--prefix=${directory}`,
    `${packageName}@${version}`,
  ])
  return node
}
