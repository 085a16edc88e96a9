// Two hundred packs installed at once, and then updated with one press, in the desktop app with its window open: what that
// does to its main process and to the window.
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { ensurePrograms } from './debian-programs.mjs'
import { messageOf, openElectron } from './electron-program.mjs'
import { interleaved, medians } from './interleaved.mjs'
import { reportMany } from './many-report.mjs'
import { startNginx } from './nginx.mjs'
import { run } from './program.mjs'
import { realPacks } from './real-packs.mjs'

const runs = Number(process.argv[2] ?? 3)

/** How many packs are on their way at the same time: as the app does it unless it is told otherwise, and the most. */
const settings = { 'two at a time': {}, 'sixteen at a time': { packsAtOnce: 16 } }

await ensurePrograms(['nginx'])
const { directory, versions } = await realPacks()
const work = await mkdtemp(join(tmpdir(), 'bench-many-'))
const electron = await openElectron()
const loadBefore = loadavg()[0].toFixed(1)
try {
  const measured = await interleaved(
    runs,
    Object.fromEntries(
      Object.entries(settings).map(([name, network]) => [name, () => installAndUpdate(network)]),
    ),
  )
  const rows = Object.entries(measured).flatMap(([setting, each]) =>
    ['install', 'update'].map((what) => ({ setting, what, ...medians(each.map((both) => both[what])) })),
  )
  const load = [loadBefore, loadavg()[0].toFixed(1)]
  await reportMany({ runs, versions, load, cores: availableParallelism(), rows, measured })
} finally {
  await electron.close()
  await rm(work, { recursive: true, force: true })
}

/** One start of the app, with nothing on the disk. */
async function installAndUpdate(network) {
  const machine = join(work, 'machine')
  await rm(machine, { recursive: true, force: true })
  await mkdir(machine)
  await offer(1)
  await run(['sync'])
  const nginx = await startNginx({ directory: work, work: join(work, 'nginx') })
  try {
    const config = join(machine, 'assetpack.config.json')
    await writeFile(config, JSON.stringify(configuration(nginx.url, network)))
    const child = electron.start('electron-many', [
      `--config=${config}`,
      `--user-data-dir=${join(machine, 'user-data')}`,
    ])
    const ended = new Promise((resolve) => child.once('exit', resolve))
    const install = await figuresOf(child)
    await offer(2)
    child.send('go on')
    const update = await figuresOf(child)
    await ended
    return { install, update }
  } finally {
    await nginx.close()
  }
}

async function offer(version) {
  await rm(join(work, 'site'), { force: true })
  await symlink(join(directory, `repository-${version}`), join(work, 'site'))
}

function configuration(url, network) {
  return {
    appGroupID: 'group.bench',
    hasManagedAssetPacks: true,
    manifestURL: `${url}/site/`,
    rootMetadata: join(directory, 'repository-1/metadata/root.json'),
    containerDirectory: 'container',
    network,
  }
}

async function figuresOf(child) {
  // This process has nothing to do meanwhile: how late its own loop is, is what the machine does to any process.
  const noise = monitorEventLoopDelay({ resolution: 1 })
  noise.enable()
  const figures = await messageOf(child)
  noise.disable()
  if (figures.problem !== undefined) throw new Error(figures.problem)
  return { ...figures, idleProcess999Milliseconds: noise.percentile(99.9) / 1e6 }
}
