// `npm run bench -- [--size <MiB>] [--runs <n>] [--connections <n>] [--in node|electron|both]`
//
// Publishes a pack of realistic content once, serves it from a process of its own, and installs it in a fresh process per
// run: in plain Node through the public door, and in the desktop app with a press on its button. Prints a table per run
// and writes out/bench/install.json.
import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { createSigningKeys, publish } from '../out/main/index.js'
import { writeContent } from './content.mjs'
import { messageOf, openElectron } from './electron-program.mjs'
import { keptLimits, limits, printRun, printSummary, worstOf } from './report.mjs'

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '1024' },
    runs: { type: 'string', default: '3' },
    connections: { type: 'string', default: '6' },
    in: { type: 'string', default: 'both' },
  },
})
const directory = join(import.meta.dirname, '../out/bench')
const work = join(directory, `${values.size}-MiB`)
const programs = { node: startNode, electron: startElectron }

const { installedBytes } = await prepare()
const host = fork(join(import.meta.dirname, 'serve.mjs'), [join(work, 'repository')])
const configuration = await writeConfiguration(await messageOf(host))
const runs = []
for (const [name, open] of Object.entries(programs)) {
  if (values.in !== 'both' && values.in !== name) continue
  const program = await open()
  for (let run = 0; run < Number(values.runs); run += 1) {
    runs.push(await measureOne(program.start))
    printRun(runs.at(-1))
  }
  await program.close()
}
host.disconnect()
const worst = worstOf(runs)
await writeFile(join(directory, 'install.json'), JSON.stringify({ limits, worst, runs }, undefined, 2))
printSummary(worst)
process.exitCode = worst.every((program) => keptLimits(program).length === Object.keys(limits).length) ? 0 : 1

async function prepare() {
  const finished = join(work, 'published.json')
  if (existsSync(finished)) return JSON.parse(await readFile(finished, 'utf8'))
  await rm(work, { recursive: true, force: true })
  await mkdir(work, { recursive: true })
  const content = await writeContent(join(work, 'source/content'), Number(values.size) * 1024 * 1024)
  console.log(`${content.files} files, ${Math.round(content.bytes / 1e6)} MB`)
  const manifest = {
    assetPackID: 'bench',
    downloadPolicy: { onDemand: {} },
    sourceRoot: 'content',
    fileSelectors: [{ directory: '.' }],
    platforms: [],
  }
  await writeFile(join(work, 'source/Manifest.json'), JSON.stringify(manifest))
  await createSigningKeys({ directory: join(work, 'keys') })
  const report = await publish({
    sources: [join(work, 'source/Manifest.json')],
    repositoryDirectory: join(work, 'repository'),
    keysDirectory: join(work, 'keys'),
    level: 3,
  })
  console.log('published', report.packs[0])
  await rm(join(work, 'source'), { recursive: true })
  const facts = { installedBytes: content.bytes }
  await writeFile(finished, JSON.stringify(facts))
  return facts
}

/** One configuration for both programs. */
async function writeConfiguration(url) {
  const file = join(work, 'assetpack.config.json')
  const configuration = {
    appGroupID: 'group.bench',
    hasManagedAssetPacks: true,
    manifestURL: `${url}/`,
    rootMetadata: 'repository/metadata/root.json',
    containerDirectory: 'container',
    network: { connections: Number(values.connections) },
  }
  await writeFile(file, JSON.stringify(configuration))
  return file
}

function startNode() {
  const start = () => fork(join(import.meta.dirname, 'node-client.mjs'), [configuration])
  return { start, close: () => undefined }
}

async function startElectron() {
  const { start, close } = await openElectron()
  const args = [`--config=${configuration}`, `--user-data-dir=${join(work, 'user-data')}`]
  return { start: () => start('electron-client', args), close }
}

/** One installation into an empty container, by a program that is started for it. */
async function measureOne(start) {
  const leftovers = ['container', 'user-data'].map((name) => join(work, name))
  for (const path of leftovers) await rm(path, { recursive: true, force: true })
  const child = start()
  const ended = new Promise((resolve) => child.once('exit', resolve))
  // This process has nothing to do meanwhile: how late its own loop is, is what the machine does to any process.
  const noise = monitorEventLoopDelay({ resolution: 1 })
  noise.enable()
  const figures = await messageOf(child)
  noise.disable()
  await ended
  if (figures.problem !== undefined) throw new Error(figures.problem)
  for (const path of leftovers) await rm(path, { recursive: true, force: true })
  const megabytesPerSecond = installedBytes / 1e6 / figures.seconds
  return { ...figures, megabytesPerSecond, idleProcessBlockMilliseconds: noise.max / 1e6 }
}
