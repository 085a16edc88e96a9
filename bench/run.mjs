// `npm run bench` runs every part; `npm run bench -- updates` only that one, `--runs 1` each contestant once;
// `npm run bench -- start --files 1000` the start with a thousand packs of so many files.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const parts = [
  'install',
  'full',
  'link',
  'start',
  'window',
  'many',
  'frames',
  'clients',
  'growth',
  'updates',
  'older',
]
const { values, positionals: asked } = parseArgs({
  allowPositionals: true,
  options: { runs: { type: 'string' }, files: { type: 'string' } },
})
const runs = values.runs === undefined ? [] : [values.runs]
const size = values.files === undefined ? [] : [values.runs ?? '3', values.files]
const unknown = asked.filter((name) => !parts.includes(name))
if (unknown.length > 0) {
  console.error(`The bench has no part "${unknown.join('", "')}": its parts are ${parts.join(', ')}.`)
  process.exit(2)
}
for (const part of asked.length === 0 ? parts : asked) {
  const script = join(import.meta.dirname, `${part}.bench.mjs`)
  const args = part === 'start' && size.length > 0 ? size : runs
  const { status } = spawnSync(process.execPath, [script, ...args], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
