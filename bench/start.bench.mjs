// The start of a program on a machine with ever more installed packs: how long until it knows them, what it holds, what
// it does while nothing happens.
import { join } from 'node:path'
import { ensurePrograms } from './debian-programs.mjs'
import { interleaved, medians } from './interleaved.mjs'
import { manyPacks, serveManyPacks } from './many-packs.mjs'
import { run } from './program.mjs'
import { reportStart } from './start-report.mjs'

const runs = Number(process.argv[2] ?? 3)
const filesEach = 20
const idleSeconds = 10

await ensurePrograms(['nginx'])
const machines = {}
for (const packs of [100, 300, 1_000]) {
  console.log(`${packs} packs ...`)
  machines[packs] = await manyPacks(packs, filesEach)
}
const client = join(import.meta.dirname, 'start-client.mjs')
const measured = await interleaved(
  runs,
  Object.fromEntries(
    Object.entries(machines).map(([packs, { directory }]) => [packs, () => startOnce(directory)]),
  ),
)
const rows = Object.entries(measured).map(([packs, each]) => {
  const { publishSeconds, installSeconds } = machines[packs]
  return { packs: Number(packs), files: packs * filesEach, publishSeconds, installSeconds, ...medians(each) }
})
await reportStart({ runs, idleSeconds, rows })

async function startOnce(directory) {
  const nginx = await serveManyPacks(directory)
  try {
    return JSON.parse(await run([process.execPath, client, directory, String(idleSeconds)]))
  } finally {
    await nginx.close()
  }
}
