import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seededBytes } from '../support/file-tree'
import { CutDisk, whyNoPowerCuts, type CutFileSystem } from './cut-disk'
import { Laboratory } from './laboratory'
import { readContainer } from './oracle'
import type { Scenario } from './scenarios'
import { crashSettings, report, seededFractions, Violations } from './settings'
import { runSubject, type EndedSubject } from './subject-run'
import type { Content } from './world'

const settings = crashSettings()
const versions = 12

const follow: Scenario = {
  name: 'follow',
  start: 'nothing',
  offered: 1,
  actions: ['follow'],
  allowed: [undefined, ...Array.from({ length: versions }, (_, index) => index + 1)],
  final: versions,
}
const followInLittleSpace: Scenario = {
  ...follow,
  name: 'follow in low-space',
  actions: ['followInLittleSpace'],
}
/** To and fro between two folders, in every way there is. */
const moveToAndFro: Scenario = {
  name: 'move to and fro',
  moves: true,
  start: 'version 1',
  offered: 1,
  actions: ['moveToAndFro'],
  allowed: [1],
  final: 1,
}
/** Moves after which each way has been gone there and back. */
const movesOfARound = 8
/** From so many cuts a round on it would be no chance that none hits what it is for. */
const cutsThatHit = 10
const rounds: readonly { readonly scenario: Scenario; readonly disk: CutFileSystem }[] = [
  { scenario: follow, disk: 'ext4' },
  { scenario: follow, disk: 'xfs' },
  // Only there: XFS shares blocks between files, and the subject counts what is free by files.
  { scenario: followInLittleSpace, disk: 'ext4' },
  { scenario: moveToAndFro, disk: 'ext4' },
  { scenario: moveToAndFro, disk: 'xfs' },
]

let laboratory: Laboratory
let obstacle: string | undefined
let fraction: () => number
/** How far each subject had come when its power was cut. */
const reached: number[] = []
/** Cuts that came between the first move of a container and its last. */
let onTheMove = 0
/** Cuts that came while an old version was taken apart for the next one. */
let takenApart = 0

beforeAll(async () => {
  if (settings.cuts === 0) {
    report('crash: power cuts left to npm run test:crash')
    return
  }
  laboratory = await Laboratory.open(Array.from({ length: versions }, (_, index) => contentOf(index + 1)))
  obstacle = await whyNoPowerCuts(laboratory.world.directory)
  fraction = seededFractions(settings.seed)
})
afterAll(() => {
  if (settings.cuts > 0) laboratory.close()
})

function contentOf(version: number): Content {
  return {
    'readme.txt': `version ${version}`,
    'same.bin': seededBytes(60_000, 1),
    [`maps/level ${version % 3}.bin`]: seededBytes(80_000, 100 + version),
    'maps/changing.bin': seededBytes(40_000, 200 + version),
  }
}

/** Lets the process stop between two of its calls, and hears what it had said by then, before the power goes. */
async function cutPower(disk: CutDisk, child: ChildProcess): Promise<void> {
  child.kill('SIGSTOP')
  await delay(150)
  await disk.cut()
  child.kill('SIGKILL')
}

/** A subject on a disk of its own, which is offered one version after the other. */
async function followOn(
  scenario: Scenario,
  fileSystem: CutFileSystem,
  onReady: (disk: CutDisk, child: ChildProcess) => Promise<void>,
  onLast: (child: ChildProcess) => void,
): Promise<readonly string[]> {
  const disk = await CutDisk.make(laboratory.world.directory, fileSystem)
  const trial = await laboratory.begin(scenario, { containerParent: disk.folder })
  try {
    await disk.settle()
    let moves = 0
    let subject: ChildProcess | undefined
    let cut: Promise<void> | undefined
    const ended = await runSubject(trial.options, {
      onStart: (child) => (subject = child),
      onWord: ({ ready, ack, ...word }) => {
        if (subject === undefined) return
        if (ready !== undefined) cut ??= onReady(disk, subject)
        if (ack === 'moved') moves += 1
        if (moves === movesOfARound) onLast(subject)
        const { version = 0 } = word as { readonly version?: number }
        if (ack !== 'installed') return
        if (version === versions) onLast(subject)
        else trial.server.directory = laboratory.world.repository(version + 1)
      },
    })
    await cut
    await disk.restore()
    if (moves > 0 && moves < movesOfARound) onTheMove += 1
    if (readContainer(laboratory.placeOf(trial), trial.directory).dismantled.size > 0) takenApart += 1
    reached.push(ended.words.filter(({ ack }) => ack === 'installed').length)
    if (scenario.moves !== true) trial.server.directory = laboratory.world.repository(versions)
    const found = [...failuresOf(ended), ...laboratory.judgeFault(trial, ended)]
    const options = { ...trial.options, actions: scenario.moves === true ? [] : ['bring'] }
    return [...found, ...(await laboratory.judgeNextStart({ ...trial, options }, Infinity))]
  } finally {
    await laboratory.end(trial)
    await disk.remove()
  }
}

/** It stops between two calls and hears of no fault: whatever fails was wrong before the cut. */
function failuresOf({ words }: EndedSubject): readonly string[] {
  return words.flatMap(({ failed }) => (failed === undefined ? [] : [`I8: ${JSON.stringify(failed)}`]))
}

/** How long it takes to bring all versions. */
async function measure(scenario: Scenario, fileSystem: CutFileSystem): Promise<number> {
  let began = 0
  let durationMs = 0
  await followOn(
    scenario,
    fileSystem,
    async () => {
      began = performance.now()
    },
    (child) => {
      durationMs = performance.now() - began
      child.kill('SIGKILL')
    },
  )
  if (durationMs === 0) throw new Error(`${scenario.name} does not bring all versions on ${fileSystem}.`)
  return durationMs
}

function cutSubject(
  scenario: Scenario,
  fileSystem: CutFileSystem,
  afterMs: number,
): Promise<readonly string[]> {
  return followOn(
    scenario,
    fileSystem,
    async (disk, child) => {
      await delay(afterMs)
      await cutPower(disk, child)
    },
    () => undefined,
  )
}

/** Whether the careless writer's file is whole and no older than acknowledged after a cut: the control must fail. */
async function cutCarelessWriter(fileSystem: CutFileSystem, way: string): Promise<boolean> {
  const disk = await CutDisk.make(laboratory.world.directory, fileSystem)
  try {
    const file = join(disk.folder, 'state.json')
    writeFileSync(file, JSON.stringify({ version: 0, end: 0 }))
    await disk.settle()
    const program = join(import.meta.dirname, 'careless-writer.mjs')
    const child = spawn(process.execPath, [program, disk.folder, way], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    const closed = once(child, 'close')
    let acknowledged = 0
    createInterface({ input: child.stdout }).on('line', (line) => (acknowledged = Number(line)))
    await once(child.stdout, 'data')
    await delay(100 + fraction() * 800)
    await cutPower(disk, child)
    await closed
    await disk.restore()
    return isWhole(file, acknowledged)
  } finally {
    await disk.remove()
  }
}

function isWhole(file: string, acknowledged: number): boolean {
  try {
    const { version, end } = JSON.parse(readFileSync(file, 'utf8')) as { version: number; end: number }
    return version === end && version >= acknowledged
  } catch {
    return false
  }
}

describe('a power cut', () => {
  it('harms writers that are careless, or these tests would prove nothing', async ({ skip }) => {
    if (obstacle !== undefined || settings.cuts === 0) return skip(obstacle)
    const controls = Math.min(10, settings.cuts)
    let unharmed = 0
    for (let number = 0; number < controls; number += 1) {
      const isEven = number % 2 === 0
      if (await cutCarelessWriter(isEven ? 'ext4' : 'xfs', isEven ? 'rename' : 'in place')) unharmed += 1
    }
    report(`crash: ${controls} power cuts of careless writers, ${controls - unharmed} of them harmed`)

    expect(unharmed).toBeLessThanOrEqual(controls / 10)
  })

  it('leaves every promise kept, on ext4 and on XFS (D-02)', async ({ skip }) => {
    if (settings.cuts === 0) return skip()
    if (obstacle !== undefined) {
      report(`crash: ${settings.cuts} power cuts skipped (${obstacle})`)
      return skip(obstacle)
    }
    const violations = new Violations()
    const durations: number[] = []
    for (const { scenario, disk } of rounds) durations.push(await measure(scenario, disk))
    reached.length = 0
    takenApart = 0
    onTheMove = 0
    for (let number = 0; number < settings.cuts; number += 1) {
      const turn = number % rounds.length
      const { scenario = follow, disk = 'ext4' } = rounds[turn] ?? {}
      const found = await cutSubject(scenario, disk, 1.05 * fraction() * (durations[turn] ?? 0))
      const command = `npm run test:crash -- --cuts ${settings.cuts} --seed ${settings.seed}`
      violations.add(`${command}   # cut ${number}, ${scenario.name} on ${disk}`, found)
    }
    const betweenUpdates = reached.filter((count) => count > 0 && count < versions).length
    report(
      `crash: ${settings.cuts} power cuts on ext4 and XFS (seed ${settings.seed}), ` +
        `${violations.count} violations; ` +
        `${betweenUpdates} cuts came between two updates, ` +
        `${takenApart} while a version was taken apart, ${onTheMove} while a container moved to and fro`,
    )

    expect(violations.byFault).toEqual({})
    // Cuts that all came before the first change, or after the last one, would have shown nothing.
    if (settings.cuts >= cutsThatHit * rounds.length)
      expect({ betweenUpdates: betweenUpdates > 0, onTheMove: onTheMove > 0 }).toEqual({
        betweenUpdates: true,
        onTheMove: true,
      })
  })
})
