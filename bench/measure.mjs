// What an installation does to the process that it runs in: the blocks of its main thread and its memory.
import { readFileSync } from 'node:fs'
import { createHistogram, monitorEventLoopDelay } from 'node:perf_hooks'

/**
 * Measures this process from now on.
 *
 * @returns {{ stop(): object }} `stop` gives the figures
 */
export function startMeasuring() {
  const blocks = monitorEventLoopDelay({ resolution: 1 })
  const own = watchOwnBlocks()
  const memory = watchMemory()
  const cpuBefore = process.cpuUsage()
  const before = performance.now()
  blocks.enable()
  return {
    stop: () => {
      blocks.disable()
      const seconds = (performance.now() - before) / 1000
      const cpu = process.cpuUsage(cpuBefore)
      return {
        seconds,
        cpuSeconds: (cpu.user + cpu.system) / 1e6,
        // The histogram counts each interval as late as it was; its resolution is what a quiet loop shows.
        longestBlockMilliseconds: blocks.max / 1e6,
        ...own.stop(),
        block50Milliseconds: blocks.percentile(50) / 1e6,
        block99Milliseconds: blocks.percentile(99) / 1e6,
        block999Milliseconds: blocks.percentile(99.9) / 1e6,
        ...memory.stop(),
      }
    },
  }
}

/**
 * How long the main thread ran without coming back to its loop, without the time that it waited for a processor that others
 * had: on a busy machine that is most of what the histogram shows. Where the system does not tell, there are no figures.
 */
function watchOwnBlocks() {
  const intervalMilliseconds = 2
  const microseconds = createHistogram()
  let last = look()
  if (last === undefined) return { stop: () => ({}) }
  const timer = setInterval(() => {
    const now = look()
    const own = now.time - last.time - intervalMilliseconds - (now.waited - last.waited)
    microseconds.record(Math.max(1, Math.round(1000 * own)))
    last = now
  }, intervalMilliseconds)
  return {
    stop: () => {
      clearInterval(timer)
      return {
        longestOwnBlockMilliseconds: microseconds.max / 1000,
        ownBlock999Milliseconds: microseconds.percentile(99.9) / 1000,
      }
    },
  }
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

/**
 * Resident memory before and at its peak, and what it is at its peak: private memory, pages of files (the program itself,
 * which all processes of an app share) and memory shared with other processes. Only Linux tells the parts.
 */
function watchMemory() {
  const before = residentMemory()
  let peak = before
  let peakPrivate = before.private
  const timer = setInterval(() => {
    const now = residentMemory()
    if (now.resident > peak.resident) peak = now
    if (now.private > peakPrivate) peakPrivate = now.private
  }, 20)
  return {
    stop: () => {
      clearInterval(timer)
      return {
        baselineMegabytes: before.resident,
        baselinePrivateMegabytes: before.private,
        // The system's own mark since the start of the process: nothing between two looks is missed.
        peakMegabytes: (process.resourceUsage().maxRSS * 1024) / 1e6,
        atPeak: peak,
        peakPrivateMegabytes: peakPrivate,
      }
    },
  }
}

function residentMemory() {
  if (process.platform !== 'linux') return { resident: process.memoryUsage.rss() / 1e6 }
  const status = readFileSync('/proc/self/status', 'utf8')
  const megabytes = (name) =>
    (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024) / 1e6
  return {
    resident: megabytes('VmRSS'),
    private: megabytes('RssAnon'),
    files: megabytes('RssFile'),
    shared: megabytes('RssShmem'),
  }
}
