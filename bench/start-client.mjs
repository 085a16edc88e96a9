// Opens a container with many packs in a fresh process and tells what that cost:
// `node start-client.mjs <directory> <idle seconds>`.
import { setTimeout as delay } from 'node:timers/promises'
import { openManyPacks } from './many-packs.mjs'

const [directory, idleSeconds] = process.argv.slice(2)

const start = performance.now()
const manager = await openManyPacks(directory)
const opened = performance.now()
const { value: first } = await manager.library()[Symbol.asyncIterator]().next()
const listed = performance.now()
await manager.refresh()
const refreshed = performance.now()
if (first === undefined) throw new Error('There is no list.')
// What the list leaves to be tidied up is not idleness.
await delay(2_000)
const before = process.cpuUsage()
await delay(Number(idleSeconds) * 1000)
const idle = process.cpuUsage(before)
const figures = {
  openMilliseconds: opened - start,
  listMilliseconds: listed - opened,
  refreshMilliseconds: refreshed - listed,
  idleShare: (idle.user + idle.system) / 1e6 / Number(idleSeconds),
  peakMegabytes: (process.resourceUsage().maxRSS * 1024) / 1e6,
}
await manager.close()
process.stdout.write(JSON.stringify(figures))
