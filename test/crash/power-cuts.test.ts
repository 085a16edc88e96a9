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
import type { Scenario } from './scenarios'
import { crashSettings, report, seededFractions, Violations } from './settings'
import { runSubject } from './subject-run'
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

let laboratory: Laboratory
let obstacle: string | undefined
let fraction: () => number
/** How far each subject had come when its power was cut. */
const reached: number[] = []

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
  fileSystem: CutFileSystem,
  onReady: (disk: CutDisk, child: ChildProcess) => Promise<void>,
  onLast: (child: ChildProcess) => void,
): Promise<readonly string[]> {
  const disk = await CutDisk.make(laboratory.world.directory, fileSystem)
  const trial = await laboratory.begin(follow, { containerParent: disk.folder })
  try {
    await disk.settle()
    let subject: ChildProcess | undefined
    let cut: Promise<void> | undefined
    const ended = await runSubject(trial.options, {
      onStart: (child) => (subject = child),
      onWord: ({ ready, ack, ...word }) => {
        if (subject === undefined) return
        if (ready !== undefined) cut = onReady(disk, subject)
        const { version = 0 } = word as { readonly version?: number }
        if (ack !== 'installed') return
        if (version === versions) onLast(subject)
        else trial.server.directory = laboratory.world.repository(version + 1)
      },
    })
    await cut
    await disk.restore()
    reached.push(ended.words.filter(({ ack }) => ack === 'installed').length)
    trial.server.directory = laboratory.world.repository(versions)
    const found = laboratory.judgeFault(trial, ended)
    const options = { ...trial.options, actions: ['bring'] }
    return [...found, ...(await laboratory.judgeNextStart({ ...trial, options }, Infinity))]
  } finally {
    await laboratory.end(trial)
    await disk.remove()
  }
}

/** How long it takes to bring all versions. */
async function measure(fileSystem: CutFileSystem): Promise<number> {
  let began = 0
  let durationMs = 0
  await followOn(
    fileSystem,
    async () => {
      began = performance.now()
    },
    (child) => {
      durationMs = performance.now() - began
      child.kill('SIGKILL')
    },
  )
  return durationMs
}

function cutSubject(fileSystem: CutFileSystem, afterMs: number): Promise<readonly string[]> {
  return followOn(
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
    const durations = { ext4: await measure('ext4'), xfs: await measure('xfs') }
    reached.length = 0
    for (let number = 0; number < settings.cuts; number += 1) {
      const fileSystem = number % 2 === 0 ? 'ext4' : 'xfs'
      const found = await cutSubject(fileSystem, 1.05 * fraction() * durations[fileSystem])
      const command = `npm run test:crash -- --cuts ${settings.cuts} --seed ${settings.seed}`
      violations.add(`${command}   # cut ${number}, on ${fileSystem}`, found)
    }
    report(
      `crash: ${settings.cuts} power cuts on ext4 and XFS (seed ${settings.seed}), ` +
        `${violations.count} violations; ` +
        `${reached.filter((count) => count > 0 && count < versions).length} cuts came between two updates`,
    )

    expect(violations.byFault).toEqual({})
  })
})
