// Two thousand packs in the library and fifty downloads in the queue, from a server over a slow line: how the window's frames
// follow each other while somebody scrolls, how soon it answers to a key or a click, and what it holds.
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import * as library from '../out/main/index.js'
import { publishManyPacks } from '../scripts/many-small-packs.mjs'
import { SlowLine } from '../scripts/slow-line.mjs'
import { ensurePrograms } from './debian-programs.mjs'
import { messageOf, openElectron } from './electron-program.mjs'
import { reportFrames } from './frames-report.mjs'
import { startNginx } from './nginx.mjs'
import { benchCache } from './npm-content.mjs'

const runs = Number(process.argv[2] ?? 3)
const packs = 2000
const downloads = 50
/** The most that the app does at the same time. */
const packsAtOnce = 16
const bytesPerSecond = 1_000_000
const seconds = 10
/** Together they take longer than a run. */
const largeBytes = 8_000_000
const smallBytes = 1_000

await ensurePrograms(['nginx'])
const repository = await publishedRepository()
const work = await mkdtemp(join(tmpdir(), 'bench-frames-'))
const electron = await openElectron()
const loadBefore = loadavg()[0].toFixed(1)
try {
  const measured = []
  for (let round = 0; round < runs; round += 1) measured.push(await once())
  const load = [loadBefore, loadavg()[0].toFixed(1)]
  const facts = { runs, packs, downloads, packsAtOnce, bytesPerSecond, seconds }
  await reportFrames({ ...facts, load, cores: availableParallelism(), measured })
} finally {
  await electron.close()
  await rm(work, { recursive: true, force: true })
}

/** Made once and kept. The large packs come by themselves. */
async function publishedRepository() {
  const directory = join(benchCache, 'frames')
  const [repositoryDirectory, finished] = [join(directory, 'repository'), join(directory, 'finished')]
  if (existsSync(finished)) return repositoryDirectory
  await rm(directory, { recursive: true, force: true })
  await mkdir(directory, { recursive: true })
  console.log(`Publishing ${packs} packs ...`)
  await publishManyPacks({
    library,
    sources: join(directory, 'sources'),
    keysDirectory: join(directory, 'keys'),
    repositoryDirectory,
    count: packs,
    sizeOf: (number) => (number < downloads ? largeBytes : smallBytes),
    isPrefetched: (number) => number < downloads,
  })
  await rm(join(directory, 'sources'), { recursive: true })
  await writeFile(finished, '')
  return repositoryDirectory
}

/** One start of the app, with nothing on the disk. */
async function once() {
  const machine = join(work, 'machine')
  await rm(machine, { recursive: true, force: true })
  await mkdir(join(machine, 'user-data'), { recursive: true })
  // Its person has been asked what is asked at the first start.
  await writeFile(
    join(machine, 'user-data/settings.json'),
    JSON.stringify({ formatVersion: 1, welcomed: true }),
  )
  // Signatures expire, and the repository may have been kept for long.
  await library.refreshMetadata({
    repositoryDirectory: repository,
    keysDirectory: join(benchCache, 'frames/keys'),
  })
  const nginx = await startNginx({ directory: repository, work: join(work, 'nginx') })
  const line = await SlowLine.open(Number(new URL(nginx.url).port))
  try {
    const config = join(machine, 'assetpack.config.json')
    await writeFile(config, JSON.stringify(configuration(line.url)))
    // The list itself comes as fast as it can.
    const slowDown = setInterval(() => {
      if (line.bytesBrought > largeBytes) line.bytesPerSecond = bytesPerSecond
    }, 50)
    const child = electron.start('electron-frames', [
      JSON.stringify({ downloads, seconds }),
      `--config=${config}`,
      `--user-data-dir=${join(machine, 'user-data')}`,
    ])
    const ended = new Promise((resolve) => child.once('exit', resolve))
    try {
      const figures = await messageOf(child)
      if (figures.problem !== undefined) throw new Error(figures.problem)
      return figures
    } finally {
      clearInterval(slowDown)
      await line.close()
      await ended
    }
  } finally {
    await nginx.close()
  }
}

function configuration(url) {
  return {
    appGroupID: 'group.bench',
    hasManagedAssetPacks: true,
    manifestURL: url,
    rootMetadata: join(repository, 'metadata/root.json'),
    containerDirectory: 'container',
    network: { packsAtOnce },
  }
}
