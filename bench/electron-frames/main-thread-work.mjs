// How long the window's main thread works for each frame, on a processor: what the code costs, whatever draws the picture and
// however busy the machine is.
import { readFile, rm } from 'node:fs/promises'
import { contentTracing } from 'electron'

const categories = ['toplevel', 'devtools.timeline', '__metadata']

/** What Chromium noted while `work` went on. */
export async function traced(work) {
  await contentTracing.startRecording({
    included_categories: categories,
    recording_mode: 'record-until-full',
  })
  await work()
  const file = await contentTracing.stopRecording()
  const { traceEvents } = JSON.parse(await readFile(file, 'utf8'))
  await rm(file, { force: true })
  return traceEvents
}

/** Of the main thread of that process: the work from one animation frame to the next. */
export function ownWorkOf(events, pid) {
  const tid = events.find(
    (event) => event.pid === pid && event.name === 'thread_name' && event.args.name === 'CrRendererMain',
  )?.tid
  const own = events.filter((event) => event.pid === pid && event.tid === tid).sort((a, b) => a.ts - b.ts)
  const starts = own.filter(({ name }) => name === 'FireAnimationFrame').map(({ ts }) => ts)
  const work = starts.map(() => 0)
  let frame = -1
  for (const task of outermost(own)) {
    while (frame + 1 < starts.length && starts[frame + 1] <= task.ts + task.dur) frame += 1
    if (frame >= 0) work[frame] += task.tdur / 1000
  }
  const sorted = work.slice(2, -1).sort((a, b) => a - b)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
  return {
    tracedFrames: sorted.length,
    ownWork50Milliseconds: at(0.5),
    ownWork95Milliseconds: at(0.95),
    longestOwnWorkMilliseconds: sorted.at(-1),
  }
}

/** Tasks that are within no other one. */
function outermost(events) {
  let end = -Infinity
  return events.filter(({ ph, ts, dur, tdur, name }) => {
    if (ph !== 'X' || tdur === undefined || !/RunTask$/.test(name) || ts < end) return false
    end = ts + dur
    return true
  })
}
