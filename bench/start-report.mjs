// What a start with many packs costs: a table, a JSON file, and the page in docs.
import { keepResults, met } from './performance-page.mjs'
import { tableText } from './table.mjs'

const longestMilliseconds = 300
const mostIdle = 0.005

/** @param {{ runs: number, idleSeconds: number, rows: object[] }} results */
export async function reportStart(results) {
  const text = tableText({
    head: [
      'installed packs',
      'files',
      'publish, s',
      'install, s',
      'open, ms',
      'list, ms',
      '',
      'newest list, ms',
      'idle, % of a core',
      '',
      'peak, MB',
    ],
    rows: results.rows.map((row) => [
      row.packs,
      row.files,
      row.publishSeconds.toFixed(1),
      row.installSeconds.toFixed(1),
      Math.round(row.openMilliseconds),
      Math.round(row.listMilliseconds),
      met(row.openMilliseconds + row.listMilliseconds <= longestMilliseconds),
      Math.round(row.refreshMilliseconds),
      (100 * row.idleShare).toFixed(2),
      met(row.idleShare < mostIdle),
      Math.round(row.peakMegabytes),
    ]),
  })
  await keepResults('start', results, { text })
}
