// Opens a container with many packs in a fresh process and tells what that cost, and then what finding files in it costs:
// `node --expose-gc start-client.mjs '{ "directory": ..., "idleSeconds": ..., "packs": ..., "filesEach": ... }'`.
import { randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { median } from './interleaved.mjs'
import { filePath, openManyPacks } from './many-packs.mjs'

const { directory, idleSeconds, packs, filesEach } = JSON.parse(process.argv[2])
const lookups = 20_000

const start = performance.now()
const manager = await openManyPacks(directory)
const opened = performance.now()
const { value: first } = await manager.library()[Symbol.asyncIterator]().next()
const listed = performance.now()
await manager.refresh()
const refreshed = performance.now()
if (first === undefined) throw new Error('There is no list.')
// What the list leaves to be tidied up is not idleness; nor is what V8 does about eight seconds after the last work: it
// collects what it can, once.
const settling = await processorSecondsOf(() => delay(12_000))
const idle = await processorSecondsOf(() => delay(idleSeconds * 1000))
const figures = {
  openMilliseconds: opened - start,
  listMilliseconds: listed - opened,
  refreshMilliseconds: refreshed - listed,
  settlingMilliseconds: 1000 * settling,
  idleShare: idle / idleSeconds,
  peakMegabytes: peakMegabytes(),
  ...(await lookUp()),
}
await manager.close()
process.stdout.write(JSON.stringify(figures))

/** Looks files up one after the other: paths that are there, in no order, and others that are not. */
async function lookUp() {
  const heldBefore = heldMegabytes()
  const firstLookUp = await millisecondsOf(() => manager.url(somePath()))
  const hits = await microseconds((path) => manager.url(path))
  const misses = await microseconds((path) => manager.url(`${path}.bak`))
  const reads = await microseconds((path) => manager.contents(path))
  return {
    firstLookUpMilliseconds: firstLookUp,
    hitMicroseconds: hits,
    missMicroseconds: misses,
    readMicroseconds: reads,
    lookUpMegabytes: heldMegabytes() - heldBefore,
    peakAfterMegabytes: peakMegabytes(),
  }
}

async function processorSecondsOf(work) {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

async function microseconds(work) {
  const each = []
  for (let turn = 0; turn < lookups; turn += 1) {
    const path = somePath()
    each.push(1000 * (await millisecondsOf(() => work(path))))
  }
  return median(each)
}

async function millisecondsOf(work) {
  const before = performance.now()
  await work()
  return performance.now() - before
}

function somePath() {
  return filePath(randomInt(packs), randomInt(filesEach))
}

/** What is reachable, in V8's heap and in buffers. */
function heldMegabytes() {
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1e6
}

function peakMegabytes() {
  return (process.resourceUsage().maxRSS * 1024) / 1e6
}
