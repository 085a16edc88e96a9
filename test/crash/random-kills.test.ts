import { afterAll, beforeAll, expect, it } from 'vitest'
import { seededBytes } from '../support/file-tree'
import { Laboratory, scenarioNamed, summaryOf } from './laboratory'
import { runSubject, type EndedSubject } from './subject-run'
import { crashSettings, inLanes, report, seededFractions, Violations } from './settings'
import { smallContent, type Content } from './world'

const settings = crashSettings()
/** Slow enough that a download takes a good part of the time, and every moment of it can be hit. */
const bytesPerSecond = 12_000_000
/** One chunk for each connection, and the frame that is being unpacked. */
const slackBytes = 2 * 256 * 1024 + 2 * 1024 * 1024

let laboratory: Laboratory

beforeAll(async () => {
  if (settings.kills > 0) laboratory = await Laboratory.open(largerContent())
})
afterAll(() => {
  if (settings.kills > 0) laboratory.close()
})

/** Some frames in several files, so that a kill finds some of them done. */
function largerContent(): readonly Content[] {
  const files = (build: number): Content =>
    Object.fromEntries(
      Array.from({ length: 12 }, (_, number) => [
        `level ${number}/ground.bin`,
        seededBytes(500_000, number % 3 === 0 ? 100 * build + number : number),
      ]),
    )
  const [first, second] = smallContent()
  return [
    { ...first, ...files(1) },
    { ...second, ...files(2) },
  ]
}

async function killAfter(name: string, delayMs: number): Promise<readonly string[]> {
  const trial = await laboratory.begin(scenarioNamed(name), { bytesPerSecond })
  try {
    const ended = await runSubject(trial.options, {
      onStart: (child) => {
        const timer = setTimeout(() => child.kill('SIGKILL'), delayMs)
        child.once('close', () => {
          clearTimeout(timer)
        })
      },
    })
    const unexpected = isExpected(ended) ? [] : [`I8: it ended with ${summaryOf(ended)}`]
    const atOnce = laboratory.judgeFault(trial, ended)
    return [...unexpected, ...atOnce, ...(await laboratory.judgeNextStart(trial, slackBytes))]
  } finally {
    await laboratory.end(trial)
  }
}

function isExpected({ code, signal }: EndedSubject): boolean {
  return signal === 'SIGKILL' || code === 0
}

it.skipIf(settings.kills === 0)('keeps every promise when it is killed at any moment (D-01)', async () => {
  const fraction = seededFractions(settings.seed)
  const names = ['install', 'update', 'update in low-space', 'rollback', 'repair', 'remove', 'collect']
  const durations = new Map<string, number>()
  for (const name of names)
    durations.set(name, await laboratory.measure(scenarioNamed(name), { bytesPerSecond }))
  const kills = Array.from({ length: settings.kills }, (_, number) => ({ number, fraction: fraction() }))
  const violations = new Violations()
  await inLanes(settings.lanes, kills, async (kill) => {
    const name = names[kill.number % names.length] ?? ''
    // A tenth longer than it takes, so that the very end is hit, too.
    const delayMs = Math.round(1.1 * kill.fraction * (durations.get(name) ?? 0))
    const command = `npm run test:crash -- --kills ${settings.kills} --seed ${settings.seed}`
    violations.add(`${command}   # ${name} after ${delayMs} ms`, await killAfter(name, delayMs))
  })
  report(
    `crash: ${settings.kills} kills at random moments (seed ${settings.seed}), ${violations.count} violations; ` +
      `with none, fewer than ${(300 / settings.kills).toFixed(1)} % of kills harm (95 %)`,
  )

  expect(violations.byFault).toEqual({})
})
