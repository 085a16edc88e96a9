// What the window does with two thousand packs and fifty downloads: three tables, a JSON file, and the page in docs.
import { median, medians } from './interleaved.mjs'
import { keepResults, met } from './performance-page.mjs'
import { tableText } from './table.mjs'

const longestFrame = 16.7
const longestInteraction = 100
const mostMegabytes = 250

/** @param {{ runs: number, packs: number, downloads: number, packsAtOnce: number, bytesPerSecond: number, seconds: number, load: string[], cores: number, measured: object[] }} results */
export async function reportFrames(results) {
  const { measured } = results
  const text = [
    factsText(results),
    framesTable(eachOf(measured, 'rows', 'where')),
    interactionsTable(eachOf(measured, 'interactions', 'what')),
    memoryTable(medians(measured)),
    `${measured[0].program}; medians of ${results.runs} runs. Load of the machine before and after: ${results.load.join(' and ')}, of ${results.cores} cores.`,
  ].join('\n\n')
  await keepResults('frames', results, { text })
}

function factsText({ packs, downloads, bytesPerSecond, seconds, measured }) {
  const running = median(measured.map((run) => run.running))
  return (
    `${packs} packs, ${downloads} of them in the queue, of which ${running} run at a time; the line brings ` +
    `${bytesPerSecond / 1e6} MB/s; each place scrolled for ${seconds} s.`
  )
}

/** The medians of what the runs have of each name, in the order of the first. */
function eachOf(measured, list, name) {
  return measured[0][list].map((first) => {
    const same = measured.map((run) => run[list].find((other) => other[name] === first[name]))
    return { [name]: first[name], ...medians(same) }
  })
}

function framesTable(rows) {
  return tableText({
    head: ['scrolled', 'frame p50, ms', 'p95', '', 'p99', 'max', 'own work p50, ms', 'p95', '', 'max'],
    rows: rows.map((row) => [
      row.where,
      row.frame50Milliseconds.toFixed(1),
      row.frame95Milliseconds.toFixed(1),
      // A frame that is on time is told of with what the clock is off.
      met(row.frame95Milliseconds < longestFrame + 0.1),
      row.frame99Milliseconds.toFixed(1),
      Math.round(row.longestFrameMilliseconds),
      row.ownWork50Milliseconds.toFixed(1),
      row.ownWork95Milliseconds.toFixed(1),
      met(row.ownWork95Milliseconds <= longestFrame),
      Math.round(row.longestOwnWorkMilliseconds),
    ]),
  })
}

function interactionsTable(rows) {
  return tableText({
    head: ['press or click', 'to the next picture, ms', '', 'to where it leads, ms'],
    rows: rows.map(({ what, milliseconds, drawnMilliseconds }) => [
      what,
      milliseconds === 0 ? 'less than 16' : Math.round(milliseconds),
      met(milliseconds <= longestInteraction),
      // Where it leads to no other screen and no other packs, the next picture is all.
      drawnMilliseconds === undefined ? '' : Math.round(drawnMilliseconds),
    ]),
  })
}

function memoryTable({ ownMegabytes, residentMegabytes, peakMegabytes }) {
  return tableText({
    head: [
      "the window's process, MB",
      'own memory',
      '',
      'resident, with files of the program',
      'at its peak',
    ],
    rows: [
      [
        'after all of it',
        ownMegabytes === undefined ? '' : Math.round(ownMegabytes),
        ownMegabytes === undefined ? '' : met(ownMegabytes <= mostMegabytes),
        Math.round(residentMegabytes),
        Math.round(peakMegabytes),
      ],
    ],
  })
}
