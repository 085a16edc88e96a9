// `npm run package:dir`: the packaged app as a folder under dist/, as its users get it.
import { mustRun } from './command.mjs'
import { ensureAll } from './ensure.mjs'
import { runScript } from './project.mjs'
import { toolArguments } from './tool.mjs'

await runScript(async () => {
  const electron = await ensureAll()
  const output = await mustRun(
    'electron-builder',
    process.execPath,
    toolArguments(
      'electron-builder',
      'build',
      '--dir',
      '--publish=never',
      '--config=electron-builder.yml',
      `--config.electronDist=${electron.directory}`,
      `--config.electronVersion=${electron.version}`,
    ),
  )
  process.stdout.write(`${output.split('\n').find((line) => line.includes('appOutDir')) ?? output}\n`)
})
