// What a start with many packs costs, and finding a file in them: tables, a JSON file, and the page in docs.
import { keepResults, met } from './performance-page.mjs'
import { tableText } from './table.mjs'

const longestMilliseconds = 300
const mostIdle = 0.005
const longestLookUp = 50

/** @param {{ runs: number, idleSeconds: number, rows: object[] }} results */
export async function reportStart(results) {
  await keepResults('start', results, { text: textOf(results) })
}

/** As {@link reportStart}, of the size that is only measured when it is asked for. */
export async function reportMillion(results) {
  await keepResults('million', results, { text: textOf(results) })
}

function textOf({ rows }) {
  return `${startTable(rows)}\n\n${lookUpTable(rows)}`
}

function startTable(rows) {
  return tableText({
    head: [
      'installed packs',
      'files',
      'publish, s',
      'install, s',
      'open, ms',
      'list, ms',
      '',
      'newest list, ms',
      'settling, ms of a core',
      'idle, % of a core',
      '',
      'peak, MB',
    ],
    rows: rows.map((row) => [
      row.packs,
      row.files,
      row.publishSeconds.toFixed(1),
      row.installSeconds.toFixed(1),
      Math.round(row.openMilliseconds),
      Math.round(row.listMilliseconds),
      met(row.openMilliseconds + row.listMilliseconds <= longestMilliseconds),
      Math.round(row.refreshMilliseconds),
      Math.round(row.settlingMilliseconds),
      (100 * row.idleShare).toFixed(2),
      met(row.idleShare < mostIdle),
      Math.round(row.peakMegabytes),
    ]),
  })
}

function lookUpTable(rows) {
  return tableText({
    head: [
      'files',
      'first look-up, ms',
      'there, µs',
      '',
      'not there, µs',
      '',
      'contents, µs',
      'held, MB',
      'peak, MB',
    ],
    rows: rows.map((row) => [
      row.files,
      Math.round(row.firstLookUpMilliseconds),
      row.hitMicroseconds.toFixed(1),
      met(row.hitMicroseconds < longestLookUp),
      row.missMicroseconds.toFixed(1),
      met(row.missMicroseconds < longestLookUp),
      Math.round(row.readMicroseconds),
      Math.round(row.lookUpMegabytes),
      Math.round(row.peakAfterMegabytes),
    ]),
  })
}
