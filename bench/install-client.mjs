// Installs every pack of a repository through the public door, and measures this process meanwhile.
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createAssetPackManager } from '../out/main/index.js'

const [url, rootMetadata, containerDirectory, connections] = process.argv.slice(2)

await rm(containerDirectory, { recursive: true, force: true })
const manager = await createAssetPackManager({
  configuration: {
    appGroupID: 'group.bench',
    hasManagedAssetPacks: false,
    manifestURL: `${url}/`,
    rootMetadata,
    network: { connections: Number(connections) },
  },
  containerDirectory,
})
await manager.checkForUpdates()
const { assetPacks } = await manager.manifest()

const blocks = monitorEventLoopDelay({ resolution: 1 })
const own = watchOwnBlocks()
const cpuBefore = process.cpuUsage()
const before = performance.now()
blocks.enable()
for (const assetPack of assetPacks) await manager.ensureLocalAvailability(assetPack)
blocks.disable()
own.stop()
const milliseconds = performance.now() - before
const cpu = process.cpuUsage(cpuBefore)
const bytes = assetPacks.reduce((sum, { installedSize }) => sum + installedSize, 0)
await manager.close()

// The histogram counts each interval as late as it was; its resolution is what a quiet loop shows.
process.send({
  installedBytes: bytes,
  seconds: milliseconds / 1000,
  megabytesPerSecond: bytes / 1e6 / (milliseconds / 1000),
  cpuSeconds: (cpu.user + cpu.system) / 1e6,
  longestBlockMilliseconds: blocks.max / 1e6,
  longestOwnBlockMilliseconds: own.longest(),
  block999Milliseconds: blocks.percentile(99.9) / 1e6,
  peakMegabytes: (process.resourceUsage().maxRSS * 1024) / 1e6,
  node: process.version,
})
process.disconnect()

/**
 * The longest time that the main thread ran without coming back to its loop, without the time that it waited for a
 * processor that others had: on a busy machine that is most of what the histogram shows. Where the system does not tell,
 * there is no figure.
 */
function watchOwnBlocks() {
  const intervalMilliseconds = 2
  let longest = 0
  let last = look()
  if (last === undefined) return { stop: () => undefined, longest: () => undefined }
  const timer = setInterval(() => {
    const now = look()
    const own = now.time - last.time - intervalMilliseconds - (now.waited - last.waited)
    longest = Math.max(longest, own)
    last = now
  }, intervalMilliseconds)
  return { stop: () => clearInterval(timer), longest: () => longest }
}

function look() {
  try {
    // Of the main thread: nanoseconds on a processor, nanoseconds waiting for one, turns.
    const [, waited] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')
    return { time: performance.now(), waited: Number(waited) / 1e6 }
  } catch {
    return undefined
  }
}
