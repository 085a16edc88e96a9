// `npm test` (everything) and `npm run check` (--quick: what fits between two cups). Ends with `N passed, N failed`.
import { openDisplay } from './display.mjs'
import { ensureAll } from './ensure.mjs'
import { runScript, say } from './project.mjs'

await runScript(async (args) => {
  const quick = args.includes('--quick')
  const totals = { passed: 0, failed: 0 }
  const add = ({ passed, failed }) => {
    totals.passed += passed
    totals.failed += failed
  }
  try {
    await ensureAll()
    const { runChecks } = await import('./checks.mjs')
    const { runVitest } = await import('./vitest-run.mjs')
    const display = await openDisplay()
    // The tests with windows and those of deaths wait more than they work, one file after the other: the checks have what
    // they leave, and hold nothing up.
    const checks = runChecks({ isBehind: true })
    add(
      await runVitest({
        projects: quick ? ['unit', 'window', 'contracts'] : [],
        args: args.filter((argument) => argument !== '--quick'),
      }),
    )
    add(await checks)
    await display.close()
  } catch (error) {
    say(error.message)
    add({ passed: 0, failed: 1 })
  }
  process.stdout.write(`${totals.passed} passed, ${totals.failed} failed\n`)
  return totals.failed === 0 ? 0 : 1
})
