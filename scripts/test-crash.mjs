// `npm run test:crash`: what happens when the process is killed, the power fails, the disk refuses; at length. `npm test` has
// a part of it. What follows `--` are its options, then vitest's.
import { parseArgs } from 'node:util'
import { runInForeground } from './command.mjs'
import { openDisplay } from './display.mjs'
import { ensureAll } from './ensure.mjs'
import { runScript } from './project.mjs'
import { runVitest } from './vitest-run.mjs'

const help = `Usage: npm run test:crash -- [options]

Kills a process before every call that changes its container, at random moments too; cuts the power of a disk; lets calls
to the disk fail. An oracle that shares no code with the product judges what is left, and what the next start makes of it.

Options:
  --kills <n>    kills at random moments (default: 200)
  --cuts <n>     power cuts, on ext4 and on XFS; they need root, loop devices and xfsprogs (default: 20)
  --errors <n>   calls that fail once, chosen by the seed (default: 400); "sites": the first call of each kind with each
                 error; "rest": all the others; "all": both, which takes an hour or two
  --part <k/n>   of the failing calls the k-th of n parts, always the same ones: what was interrupted goes on with the next
  --lanes <n>    trials at once (default: 2)
  --seed <n>     the seed of all choices; a failure names its own
  --only <fault> one fault, as a failure names it, e.g. "update pool/rename/6 kill" or "install pool/fsync/3 EIO"
  --help         print this and end
`
const count = { type: 'string' }

await runScript(async (args) => {
  const { values } = parseArgs({
    args,
    options: {
      kills: { ...count, default: '200' },
      cuts: { ...count, default: '20' },
      errors: { ...count, default: '400' },
      part: count,
      lanes: count,
      seed: count,
      only: count,
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) {
    process.stdout.write(help)
    return 0
  }
  if (mustIsolate(values)) return isolated(args)
  const wanted = values.only === undefined ? values : { ...values, kills: '0', cuts: '0' }
  process.env.PACKHOUSE_CRASH = JSON.stringify(wanted)
  await ensureAll()
  const display = await openDisplay()
  const { passed, failed, skipped } = await runVitest({ projects: ['crash'] })
  await display.close()
  process.stdout.write(`${passed} passed, ${failed} failed, ${skipped} skipped\n`)
  return failed === 0 ? 0 : 1
})

/** A disk whose power was cut must not stay mounted where another program has copied our mounts to. */
function mustIsolate({ cuts }) {
  return cuts !== '0' && process.getuid?.() === 0 && process.env.PACKHOUSE_ISOLATED === undefined
}

function isolated(args) {
  const env = { ...process.env, PACKHOUSE_ISOLATED: 'true' }
  const command = [process.execPath, import.meta.filename, ...args]
  return runInForeground('unshare', ['--mount', '--propagation', 'private', ...command], { env })
}
