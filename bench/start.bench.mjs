// The start of a program on a machine with ever more installed packs: how long until it knows them, what it holds, what
// it does while nothing happens; then how long it takes to find a file of theirs. `node start.bench.mjs <runs>
// <files of each pack>`: with the second, a thousand such packs alone.
import { join } from 'node:path'
import { ensurePrograms } from './debian-programs.mjs'
import { interleaved, medians } from './interleaved.mjs'
import { manyPacks, serveManyPacks } from './many-packs.mjs'
import { run } from './program.mjs'
import { reportMillion, reportStart } from './start-report.mjs'

const [runs, askedFiles] = [Number(process.argv[2] ?? 3), process.argv[3]]
const filesEach = Number(askedFiles ?? 20)
const idleSeconds = 10

await ensurePrograms(['nginx'])
const machines = {}
for (const packs of askedFiles === undefined ? [100, 300, 1_000] : [1_000]) {
  console.log(`${packs} packs of ${filesEach} files ...`)
  machines[packs] = await manyPacks(packs, filesEach)
}
const client = join(import.meta.dirname, 'start-client.mjs')
const measured = await interleaved(
  runs,
  Object.fromEntries(
    Object.entries(machines).map(([packs, { directory }]) => [
      packs,
      () => startOnce(directory, Number(packs)),
    ]),
  ),
)
const rows = Object.entries(measured).map(([packs, each]) => {
  const { publishSeconds, installSeconds } = machines[packs]
  return { packs: Number(packs), files: packs * filesEach, publishSeconds, installSeconds, ...medians(each) }
})
const report = askedFiles === undefined ? reportStart : reportMillion
await report({ runs, idleSeconds, rows })

async function startOnce(directory, packs) {
  const nginx = await serveManyPacks(directory)
  try {
    const facts = JSON.stringify({ directory, idleSeconds, packs, filesEach })
    return JSON.parse(await run([process.execPath, '--expose-gc', client, facts]))
  } finally {
    await nginx.close()
  }
}
