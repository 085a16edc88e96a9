import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callName, killPoints, runWithFault, type FileCall } from './file-calls'
import { Laboratory, summaryOf } from './laboratory'
import { scenarios, type Scenario } from './scenarios'
import { crashSettings, inLanes, isKill, report, whyNoTracing, Violations } from './settings'
import { smallContent } from './world'

const settings = crashSettings()
const obstacle = whyNoTracing()
/** What was placed and what came stays whatever dies: not one verified byte has to come again. */
const slackBytes = 0

/** Of all kills; runs differ a little in their calls. */
const leastHits = 0.8

let laboratory: Laboratory
let onlyKills = 0

beforeAll(async () => {
  laboratory = await Laboratory.open(smallContent())
})
afterAll(() => {
  laboratory.close()
})

interface Outcome {
  readonly violations: readonly string[]
  readonly wasKilled: boolean
}

async function killAt(scenario: Scenario, call: FileCall, paths: readonly string[]): Promise<Outcome> {
  const trial = await laboratory.begin(scenario)
  try {
    const ended = await runWithFault(trial.options, { call, paths }, { kind: 'kill' })
    const wasKilled = ended.signal === 'SIGKILL'
    const unexpected = wasKilled || ended.code === 0 ? [] : [`I8: it ended with ${summaryOf(ended)}`]
    const atOnce = laboratory.judgeFault(trial, ended)
    return {
      violations: [...unexpected, ...atOnce, ...(await laboratory.judgeNextStart(trial, slackBytes))],
      wasKilled,
    }
  } finally {
    await laboratory.end(trial)
  }
}

describe('a process that is killed before any call that changes its container (D-01, D-09)', () => {
  it.for(settings.isThorough ? scenarios : scenarios.filter(({ isShort }) => isShort))(
    'keeps every promise: $name',
    async (scenario, { skip }) => {
      if (obstacle !== undefined) {
        report(`crash: ${scenario.name}: every kill point skipped (${obstacle})`)
        return skip(obstacle)
      }
      const { calls, paths } = await laboratory.record(scenario)
      const points = killPoints(calls, settings.isThorough)
      const violations = new Violations()
      let kills = 0
      await inLanes(settings.lanes, points, async (call) => {
        const name = `${scenario.name} ${callName(call)} kill`
        if (settings.only !== undefined && settings.only !== name) return
        const outcome = await killAt(scenario, call, paths)
        if (outcome.wasKilled) kills += 1
        violations.add(`npm run test:crash -- --only "${name}"   # ${call.path}`, outcome.violations)
      })
      report(
        `crash: ${scenario.name}: ${points.length} kill points, ${kills} killed there, ` +
          `${points.length - kills} not reached, ${violations.count} violations`,
      )

      expect(violations.byFault).toEqual({})
      // Nothing is proven by deaths that did not happen.
      if (settings.only === undefined) expect(kills).toBeGreaterThanOrEqual(leastHits * points.length)
      onlyKills += kills
    },
  )

  it.skipIf(obstacle !== undefined || !isKill(settings.only))('happened where it was asked for', () => {
    expect(onlyKills).toBe(1)
  })
})
