// `npm run bench -- [--size <MiB>] [--runs <n>] [--connections <n>]`
//
// Publishes a pack of realistic content once, serves it from a process of its own, and installs it through the public
// door in a fresh process per run. Prints a table and writes out/bench/install.json.
import { fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { createSigningKeys, publish } from '../out/main/index.js'
import { writeContent } from './content.mjs'

const { values } = parseArgs({
  options: {
    size: { type: 'string', default: '1024' },
    runs: { type: 'string', default: '3' },
    connections: { type: 'string', default: '6' },
  },
})
const directory = join(import.meta.dirname, '../out/bench')
const work = join(directory, `${values.size}-MiB`)
const limits = { longestBlockMilliseconds: 50, peakMegabytes: 300 }

await prepare()
const { url, stop } = await serve()
const runs = []
for (let run = 0; run < Number(values.runs); run += 1) {
  runs.push(await client(url))
  print(runs.at(-1))
}
stop()
const worst = {
  longestBlockMilliseconds: Math.max(...runs.map(blockOf)),
  peakMegabytes: Math.max(...runs.map((run) => run.peakMegabytes)),
}
const kept = Object.entries(limits).filter(([name, limit]) => worst[name] <= limit)
await writeFile(join(directory, 'install.json'), JSON.stringify({ limits, worst, runs }, undefined, 2))
console.log(`${kept.length} of ${Object.keys(limits).length} limits kept:`, worst)
process.exitCode = kept.length === Object.keys(limits).length ? 0 : 1

/** What counts: the histogram, unless the machine holds up even a process that does nothing. */
function blockOf(run) {
  const isNoisy = run.idleProcessBlockMilliseconds > limits.longestBlockMilliseconds / 2
  return isNoisy
    ? (run.longestOwnBlockMilliseconds ?? run.longestBlockMilliseconds)
    : run.longestBlockMilliseconds
}

async function prepare() {
  const finished = join(work, 'published')
  if (existsSync(finished)) return
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
  await writeFile(finished, '')
}

async function serve() {
  const child = fork(join(import.meta.dirname, 'serve.mjs'), [join(work, 'repository')])
  return { url: await message(child), stop: () => child.disconnect() }
}

async function client(url) {
  const container = join(work, 'container')
  const child = fork(join(import.meta.dirname, 'install-client.mjs'), [
    url,
    join(work, 'repository/metadata/root.json'),
    container,
    values.connections,
  ])
  // This process has nothing to do meanwhile: how late its own loop is, is what the machine does to any process.
  const noise = monitorEventLoopDelay({ resolution: 1 })
  noise.enable()
  const result = await message(child)
  noise.disable()
  await rm(container, { recursive: true, force: true })
  return { ...result, idleProcessBlockMilliseconds: noise.max / 1e6 }
}

function message(child) {
  return new Promise((resolve, reject) => {
    child.once('message', resolve)
    child.once('error', reject)
    child.once('exit', (code) => {
      reject(new Error(`A process of the bench ended with code ${code}.`))
    })
  })
}

function print(run) {
  console.table(
    Object.fromEntries(
      Object.entries(run).map(([name, value]) => [
        name,
        typeof value === 'number' ? Number(value.toFixed(1)) : value,
      ]),
    ),
  )
}
