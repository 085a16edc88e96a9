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
import { crashSettings, report, seededFractions } from './settings'
import { runSubject, type SubjectWord } from './subject-run'
import type { Content } from './world'

const settings = crashSettings()
const versions = 12
/** About as long as a subject needs to bring all versions. */
const longestDelayMs = 3_000

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

async function cutSubject(fileSystem: CutFileSystem): Promise<readonly string[]> {
  const disk = await CutDisk.make(laboratory.world.directory, fileSystem)
  const trial = await laboratory.begin(follow, { containerParent: disk.folder })
  try {
    await disk.settle()
    const offerNext = (word: SubjectWord): void => {
      const installed = word.ack === 'installed' ? (word as { readonly version?: number }).version : undefined
      if (installed !== undefined)
        trial.server.directory = laboratory.world.repository(Math.min(installed + 1, versions))
    }
    let cut: Promise<void> | undefined
    const ended = await runSubject(trial.options, {
      onStart: (child) => {
        cut = delay(300 + fraction() * longestDelayMs).then(() => cutPower(disk, child))
      },
      onWord: offerNext,
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
    const violations: Record<string, readonly string[]> = {}
    for (let number = 0; number < settings.cuts; number += 1) {
      const fileSystem = number % 2 === 0 ? 'ext4' : 'xfs'
      const found = await cutSubject(fileSystem)
      if (found.length > 0)
        violations[
          `cut ${number} on ${fileSystem}: npm run test:crash -- --cuts ${settings.cuts} --seed ${settings.seed}`
        ] = found
    }
    report(
      `crash: ${settings.cuts} power cuts on ext4 and XFS (seed ${settings.seed}), ` +
        `${Object.keys(violations).length} violations; ` +
        `${reached.filter((count) => count > 0 && count < versions).length} of them in the middle of updates`,
    )

    expect(violations).toEqual({})
  })
})
