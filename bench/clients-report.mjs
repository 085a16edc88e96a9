// The clients compared: two tables with ratios, a picture, a JSON file, and the page in docs.
import { barChart } from './bar-chart.mjs'
import { keepResults } from './performance-page.mjs'
import { ratio, tableText } from './table.mjs'

const names = { large: 'one file of 1 GiB', small: '400 files of 256 KiB' }
const reference = 'electron-dl'

/** @param {{ runs: number, program: string, load: string[], cores: number, tasks: object, rows: object }} results */
export async function reportClients(results) {
  const text = [
    ...Object.keys(results.tasks).map((task) => table(names[task], results.tasks[task], results.rows[task])),
    `${results.program}, ${results.runs} runs in turn; load of the machine before and after: ${results.load.join(' and ')}, of ${results.cores} cores.`,
  ].join('\n\n')
  await keepResults('clients', results, { text, picture: picture(results) })
}

function table(name, { count, bytes }, clients) {
  const rate = ({ seconds }) => (count * bytes) / 1e6 / seconds
  const other = clients[reference]
  return tableText({
    head: [
      name,
      'MB/s',
      '×',
      'processor, s',
      '×',
      'of it main process',
      'block p99.9, ms',
      'own p99.9',
      'own max',
      'main process, MB',
      'network service, MB',
    ],
    rows: Object.entries(clients).map(([client, row]) => [
      client,
      Math.round(rate(row)),
      ratio(rate(row), rate(other)),
      row.cpuSeconds.toFixed(2),
      ratio(row.cpuSeconds, other.cpuSeconds),
      row.mainCpuSeconds.toFixed(2),
      row.block999Milliseconds.toFixed(1),
      row.ownBlock999Milliseconds.toFixed(1),
      row.longestOwnBlockMilliseconds.toFixed(1),
      Math.round(row.peakMegabytes),
      Math.round(row.networkPeakMegabytes),
    ]),
  })
}

function picture({ tasks, rows }) {
  const clients = Object.keys(rows.large)
  const group = (task, what, field) => ({
    name: `${what}, ${task === 'large' ? '1 GiB' : '400 files'}`,
    values: clients.map((client) => rows[task][client][field] / rows[task][reference][field]),
  })
  return barChart({
    title: `Time and processor time of clients in one Electron, ${reference} being 100 %: less is better`,
    series: clients,
    groups: Object.keys(tasks).flatMap((task) => [
      group(task, 'time', 'seconds'),
      group(task, 'processor', 'cpuSeconds'),
    ]),
  })
}
