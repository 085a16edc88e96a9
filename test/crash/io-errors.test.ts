import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runWithFault, type FileCall } from './file-calls'
import { chosenInjections, injectionName, injectionsOf, type Injection } from './injections'
import { inodeOf, Laboratory, summaryOf, type Trial } from './laboratory'
import { runSubject, type EndedSubject, type SubjectWord } from './subject-run'
import { scenarios } from './scenarios'
import { crashSettings, inLanes, isKill, report, whyNoTracing, Violations } from './settings'
import { smallContent } from './world'

const settings = crashSettings()
const obstacle = whyNoTracing()
/** What an app may say of a disk. Anything else would be a failure that nobody expected. */
const typed = new Set(['outOfSpace', 'notWritable', 'fileInUse', 'diskGone', 'diskFailed'])
/** A system without a file descriptor left is no matter of the disk. */
const tooManyOpen = new Set(['internal', ...typed])
/** What may not be read counts as not there: a version of which that is so is not whole, and none to go back to. */
const outOfReach = new Set(['integrityCheckFailed', 'versionNotFound', ...typed])

/** Of all faults; runs differ a little in their calls. */
const leastHits = 0.8

let laboratory: Laboratory

beforeAll(async () => {
  laboratory = await Laboratory.open(smallContent())
})
afterAll(() => {
  laboratory.close()
})

/** What became of the fault itself. */
type Hit = 'as aimed' | 'at another call' | 'not reached'

interface Outcome {
  readonly violations: readonly string[]
  readonly hit: Hit
}

/** In a process that has had other lives the calls are nearly the same; where they are not, it takes one of its own. */
async function refuse(injection: Injection): Promise<Outcome> {
  const quick = await refuseIn(laboratory.runResident, injection)
  if (quick.hit === 'as aimed') return quick
  const exact = await refuseIn(runSubject, injection)
  return { hit: exact.hit, violations: [...quick.violations, ...exact.violations] }
}

/** D-04, D-05: the fault is gone when the subject is told to go on; then it must succeed, in the same process. */
async function refuseIn(
  run: typeof runSubject,
  { scenario, call, paths, errno }: Injection,
): Promise<Outcome> {
  const trial = await laboratory.begin(scenario)
  const violations: string[] = []
  const synced = call.name.endsWith('sync') && call.path.includes('/files/') ? call.path : undefined
  let inode: number | undefined
  try {
    const options = { ...trial.options, again: true }
    const onPause = (words: readonly SubjectWord[]): void => {
      if (!words.some(({ failed }) => failed !== undefined)) return
      violations.push(...laboratory.judgeFault(trial, { code: 0, signal: null, words, stderr: '' }))
      if (synced !== undefined) inode ??= inodeOf(trial, synced)
    }
    const ended = await runWithFault(options, { call, paths }, { kind: 'error', errno }, { run, onPause })
    violations.push(...wrongFailures(ended, errno))
    if (ended.code !== 0) violations.push(`I8: it ended with ${summaryOf(ended)}`)
    // Where the fault hit the second attempt, or its very end, the next start has to put things right.
    if (laboratory.judgeEnd(trial, ended).length > 0) {
      violations.push(...laboratory.judgeFault(trial, ended))
      violations.push(...(await laboratory.judgeNextStart(trial, Infinity)))
    }
    if (inode !== undefined && isReused(trial, synced ?? '', inode))
      violations.push('D-03: a file that could not be made durable was installed as it was')
    return { violations, hit: hitOf(call, ended.refused) }
  } finally {
    await laboratory.end(trial)
  }
}

/** One trial that cannot be judged hides none of the others. */
function unjudged(error: unknown): Outcome {
  return {
    hit: 'not reached',
    violations: [`it cannot be judged: ${String(error instanceof Error ? error.stack : error)}`],
  }
}

function hitOf({ path }: FileCall, refused: string | undefined): Hit {
  if (refused === undefined) return 'not reached'
  return refused === path ? 'as aimed' : 'at another call'
}

/** I8: every failure has a name that tells what to do, the database is not taken for a damaged one. */
function wrongFailures({ words }: EndedSubject, errno: string): readonly string[] {
  const allowed = errno === 'EMFILE' ? tooManyOpen : errno === 'EACCES' ? outOfReach : typed
  const codes = words.flatMap(({ failed }) => (failed === undefined ? [] : failureCodes(failed)))
  const untyped = codes.filter((code) => !allowed.has(code))
  const rebuilt = words.flatMap(({ complaint }) =>
    complaint?.includes('damaged') === true ? [complaint] : [],
  )
  return [...untyped.map((code) => `I8: it failed with ${code}`), ...rebuilt.map((text) => `I8: ${text}`)]
}

function failureCodes({
  code,
  details,
}: NonNullable<EndedSubject['words'][number]['failed']>): readonly string[] {
  if (code !== 'localAvailabilityFailed') return [code ?? 'no code']
  return (details?.failures ?? []).map((failure) => failure.code)
}

/** After a failed synchronisation the system may have thrown the bytes away, and says so only once. */
function isReused(trial: Trial, synced: string, inode: number): boolean {
  const [, id = '', version = '', path = ''] = /^\/staging\/([^/]+)\/(\d+)\/files\/(.*)$/.exec(synced) ?? []
  return inodeOf(trial, `/packs/${id}/${version}/${path}`) === inode
}

describe('a call to the disk that fails once', () => {
  it('is told by name, harms nothing, and everything works once it no longer fails (D-03, D-04, D-05)', async ({
    skip,
  }) => {
    if (obstacle !== undefined) {
      report(`crash: ${settings.errors} failing calls skipped (${obstacle})`)
      return skip(obstacle)
    }
    const injections: Injection[] = []
    for (const scenario of scenarios)
      injections.push(...injectionsOf(scenario, await laboratory.record(scenario)))
    const chosen = chosenInjections(injections, settings)
    const violations = new Violations()
    const hits: Record<Hit, number> = { 'as aimed': 0, 'at another call': 0, 'not reached': 0 }
    await inLanes(settings.lanes, chosen, async (injection) => {
      const command = `npm run test:crash -- --only "${injectionName(injection)}"   # ${injection.call.path}`
      const outcome = await refuse(injection).catch(unjudged)
      hits[outcome.hit] += 1
      violations.add(command, outcome.violations)
    })
    const sites = injections.filter(({ isFirstOfSite }) => isFirstOfSite)
    const found = Object.entries(hits).map(([hit, count]) => `${count} ${hit}`)
    report(
      `crash: ${chosen.length} of ${injections.length} failing calls, of which ${sites.length} are the first of their kind ` +
        `(seed ${settings.seed}${settings.part === undefined ? '' : `, part ${settings.part.number}/${settings.part.of}`}): ` +
        `${found.join(', ')}; ${violations.count} violations`,
    )

    expect(violations.byFault).toEqual({})
    // Nothing is proven by faults that were not there.
    if (!isKill(settings.only)) expect(chosen.length).toBeGreaterThan(0)
    expect(hits['as aimed']).toBeGreaterThanOrEqual(leastHits * chosen.length)
  })
})
