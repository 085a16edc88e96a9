// The start of the desktop app on a machine with ever more installed packs: how long after Electron's `ready` its window
// shows the list, what all its processes hold, and what they do while nothing happens. Beside it a window with one line of
// text, which is what Electron takes here for any app.
import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensurePrograms } from './debian-programs.mjs'
import { messageOf, openElectron } from './electron-program.mjs'
import { interleaved, mediansOfEach } from './interleaved.mjs'
import { manyPacks, serveManyPacks } from './many-packs.mjs'
import { reportWindow } from './window-report.mjs'

const runs = Number(process.argv[2] ?? 5)
const filesEach = 20
// What Chromium and V8 tidy up once after a start is over by then: half a second of a core between 20 and 50 seconds.
const settleSeconds = 60
const idleSeconds = 10
/** Rows in sight that make a list: whatever the size of the library, no more of them are drawn. */
const rowsInSight = 8

await ensurePrograms(['nginx'])
const work = await mkdtemp(join(tmpdir(), 'bench-window-'))
const electron = await openElectron()
const loadBefore = loadavg()[0].toFixed(1)
try {
  const contestants = { 'a bare window': () => once({ bare: true, rows: 1 }, []) }
  for (const packs of [10, 100, 1_000]) {
    console.log(`${packs} packs ...`)
    const { directory } = await manyPacks(packs, filesEach)
    contestants[packs] = () => startApp(directory)
  }
  const measured = await interleaved(runs, contestants)
  const load = [loadBefore, loadavg()[0].toFixed(1)]
  const medians = mediansOfEach(measured)
  // Keys that are numbers come first in an object, whatever their order was.
  const rows = Object.keys(contestants)
    .sort((a, b) => (Number(a) || 0) - (Number(b) || 0))
    .map((name) => ({ name, ...medians[name] }))
  await reportWindow({ runs, idleSeconds, load, cores: availableParallelism(), rows, measured })
} finally {
  await electron.close()
  await rm(work, { recursive: true, force: true })
}

async function startApp(directory) {
  const nginx = await serveManyPacks(directory)
  try {
    return await once({ bare: false, rows: rowsInSight }, [
      `--config=${join(directory, 'assetpack.config.json')}`,
    ])
  } finally {
    await nginx.close()
  }
}

/** One process, as after a restart of the app: what it keeps beside the packs is there already from the second run on. */
async function once(facts, args) {
  const child = electron.start('electron-start', [
    JSON.stringify({ ...facts, settleSeconds, idleSeconds }),
    ...args,
    `--user-data-dir=${join(work, 'user-data')}`,
  ])
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const figures = await messageOf(child)
  await ended
  if (figures.problem !== undefined) throw new Error(figures.problem)
  return figures
}
