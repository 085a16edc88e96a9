// What holds for every line of the project, whatever it does.
import { runQuietly } from './command.mjs'
import { toolArguments } from './tool.mjs'

const checks = [
  { name: 'format', args: toolArguments('prettier', '--check', '--log-level=warn', '.') },
  ...['shared', 'main', 'renderer', 'test'].map((name) => ({
    name: `types of ${name}`,
    args: toolArguments('tsc', '--project', `tsconfig.${name}.json`),
  })),
  { name: 'lint', args: toolArguments('eslint', '--max-warnings=0', '.') },
  { name: 'unused code', args: toolArguments('knip') },
  { name: 'pages of the API', args: toolArguments('typedoc', '--emit', 'none', '--logLevel', 'Warn') },
]

/**
 * Runs every check, two at a time, and prints one line for each; a failing one says why.
 *
 * @param {{ isBehind?: boolean }} [options] whether they take only what others leave of the processors
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks(options = {}) {
  const waiting = [...checks]
  const results = []
  const worker = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) results.push(await run(check, options))
  }
  await Promise.all([worker(), worker()])
  const failed = results.filter((passed) => !passed).length
  return { passed: results.length - failed, failed }
}

async function run({ name, args }, options) {
  const start = performance.now()
  const { code, output } = await runQuietly(process.execPath, args, options)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  process.stdout.write(code === 0 ? `✓ ${name} (${seconds} s)\n` : `✗ ${name} (${seconds} s)\n${output}\n`)
  return code === 0
}
