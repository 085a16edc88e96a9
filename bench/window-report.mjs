// What the start of the app costs with its window: a table, a JSON file, and the page in docs.
import { keepResults, met } from './performance-page.mjs'
import { ratio, tableText } from './table.mjs'

const longestMilliseconds = 300
const mostIdle = 0.005

/** @param {{ runs: number, idleSeconds: number, load: string[], cores: number, rows: object[], measured: object }} results */
export async function reportWindow(results) {
  const text = `${startTable(results.rows)}\n\nMedians of ${results.runs} runs in turn; load of the machine before and after: ${results.load.join(' and ')}, of ${results.cores} cores.`
  await keepResults('window', results, { text })
}

function startTable(rows) {
  const [floor] = rows
  return tableText({
    head: [
      'installed packs',
      'page, ms',
      'list, ms',
      '/ bare window',
      '',
      'idle, % of a core',
      '',
      'main process, MB',
      'all processes, MB',
    ],
    rows: rows.map((row) => [
      row.name,
      Math.round(row.pageMilliseconds),
      Math.round(row.listMilliseconds),
      ratio(row.listMilliseconds, floor.listMilliseconds),
      row === floor ? '' : met(row.listMilliseconds <= longestMilliseconds),
      (100 * row.idleShare).toFixed(2),
      row === floor ? '' : met(row.idleShare < mostIdle),
      Math.round(row.mainMegabytes),
      Math.round(row.allMegabytes),
    ]),
  })
}
