// What two hundred packs at once do to the app: two tables, a JSON file, and the page in docs.
import { keepResults, met } from './performance-page.mjs'
import { figure, tableText } from './table.mjs'

const longestMilliseconds = 16

/** @param {{ runs: number, versions: object[], load: string[], cores: number, rows: object[], measured: object }} results */
export async function reportMany(results) {
  const text = [
    contentText(results.versions),
    processTable(results.rows),
    windowTable(results.rows),
    `Load of the machine before and after: ${results.load.join(' and ')}, of ${results.cores} cores.`,
  ].join('\n\n')
  await keepResults('many', results, { text })
}

function contentText([first, second]) {
  const size = (bytes) => figure(bytes / 1e6)
  return (
    `200 packs, ${first.files} files of ${size(first.bytes)} MB (${size(first.smallest)} to ${size(first.largest)} MB each); ` +
    `in their second version ${second.files} files of ${size(second.bytes)} MB.`
  )
}

function processTable(rows) {
  return tableText({
    head: [
      'main process',
      'time, s',
      'block p50, ms',
      'p99',
      'p99.9',
      'max',
      'own p99.9',
      '',
      'own max',
      'idle process p99.9',
      'processor, s',
      'peak, MB',
    ],
    rows: rows.map((row) => [
      nameOf(row),
      row.seconds.toFixed(1),
      row.block50Milliseconds.toFixed(1),
      row.block99Milliseconds.toFixed(1),
      row.block999Milliseconds.toFixed(1),
      Math.round(row.longestBlockMilliseconds),
      row.ownBlock999Milliseconds.toFixed(1),
      met(row.ownBlock999Milliseconds <= longestMilliseconds),
      Math.round(row.longestOwnBlockMilliseconds),
      row.idleProcess999Milliseconds.toFixed(1),
      row.cpuSeconds.toFixed(1),
      Math.round(row.peakMegabytes),
    ]),
  })
}

function windowTable(rows) {
  return tableText({
    head: [
      'window',
      'frame p50, ms',
      'p95',
      'p99',
      'max',
      'messages to it, per s',
      'most in a second',
      'from it, per s',
      'peak, MB',
    ],
    rows: rows.map((row) => [
      nameOf(row),
      row.frame50Milliseconds.toFixed(1),
      row.frame95Milliseconds.toFixed(1),
      row.frame99Milliseconds.toFixed(1),
      Math.round(row.longestFrameMilliseconds),
      row.sentPerSecond.toFixed(1),
      Math.round(row.mostSentInASecond),
      row.receivedPerSecond.toFixed(1),
      Math.round(row.windowPeakMegabytes),
    ]),
  })
}

function nameOf({ what, setting }) {
  return `${what}, ${setting}`
}
