// `npm start`: the desktop app on the demonstration content. What follows `--` goes to the app.
import { join } from 'node:path'
import { runInForeground } from './command.mjs'
import { prepareDemo } from './demo.mjs'
import { openDisplay } from './display.mjs'
import { ensureAll } from './ensure.mjs'
import { cacheDirectory, root, runScript, say } from './project.mjs'

await runScript(async (args) => {
  const electron = await ensureAll()
  const smoke = args.includes('--smoke')
  const directory = join(cacheDirectory, smoke ? 'smoke' : 'demo')
  const demo = await prepareDemo({ root, directory, fresh: smoke, say })
  const display = await openDisplay()
  try {
    return await runInForeground(electron.executable, [
      ...sandboxArguments(),
      root,
      `--config=${demo.configurationPath}`,
      `--user-data-dir=${join(directory, 'app')}`,
      ...args,
    ])
  } finally {
    await display.close()
    await demo.close()
  }
})

/** Chromium's sandbox refuses to run as root, as in a container; anywhere else it stays on. */
function sandboxArguments() {
  return process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : []
}
