// `npm start`: the desktop app on the demonstration content, or on the configuration named by `--config`. What follows
// `--` goes to the app.
import { join } from 'node:path'
import { runInForeground } from './command.mjs'
import { prepareDemo } from './demo.mjs'
import { openDisplay } from './display.mjs'
import { ensureAll } from './ensure.mjs'
import { cacheDirectory, root, runScript, say } from './project.mjs'

const help = `Usage: npm start -- [options]

Builds the desktop app and opens it, on demonstration content that is made and served on this machine.

Options:
  --config <file>           open the app on this assetpack.config.json instead of the demonstration content
  --user-data-dir <folder>  keep the app's own state here (default with the demonstration content: .cache/demo/app)
  --smoke                   do the main job without a person, leave a screenshot in out/, print a JSON summary and end
  --hidden                  start without showing the window (default: show it)
  --help                    print this and end

Anything else goes to Electron as it is.
`

await runScript(async (args) => {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(help)
    return 0
  }
  const electron = await ensureAll()
  const demo = namesConfiguration(args) ? undefined : await openDemo(args.includes('--smoke'))
  const display = await openDisplay()
  try {
    return await runInForeground(electron.executable, [
      ...sandboxArguments(),
      root,
      ...(demo?.arguments ?? []),
      ...args,
    ])
  } finally {
    await display.close()
    await demo?.close()
  }
})

function namesConfiguration(args) {
  return args.some((argument) => argument === '--config' || argument.startsWith('--config='))
}

async function openDemo(smoke) {
  const directory = join(cacheDirectory, smoke ? 'smoke' : 'demo')
  const { configurationPath, close } = await prepareDemo({ root, directory, fresh: smoke, say })
  return {
    arguments: [`--config=${configurationPath}`, `--user-data-dir=${join(directory, 'app')}`],
    close,
  }
}

/** Chromium's sandbox refuses to run as root, as in a container; anywhere else it stays on. */
function sandboxArguments() {
  return process.platform === 'linux' && process.getuid() === 0 ? ['--no-sandbox'] : []
}
