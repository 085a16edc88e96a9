// What growing inputs cost: tables, a JSON file, and the page and the picture in docs.
import { lineChart } from './line-chart.mjs'
import { keepResults } from './performance-page.mjs'
import { figure, megabytes, tableText } from './table.mjs'

const works = ['publish', 'install', 'update']

/** @param {{ runs: number, axes: { name: 'files' | 'bytes', steps: object[] }[] }} results */
export async function reportGrowth(results) {
  const text = results.axes.map(axisTable).join('\n\n')
  await keepResults('growth', results, { text, picture: timeChart(results.axes) })
}

function axisTable({ name, steps }) {
  return tableText({
    head: [
      name === 'files' ? `files, of ${megabytes(steps[0].bytes)} MB` : `MB, of ${steps[0].files} files`,
      ...works.flatMap((work) => [
        `${work}, s`,
        '×',
        'peak, MB',
        '×',
        ...(work === 'publish' ? [] : ['fetched, MB', 'requests']),
      ]),
    ],
    rows: steps.map((step, index) => [
      label(name, step),
      ...works.flatMap((work) => costs(step[work], steps[index - 1]?.[work])),
    ]),
  })
}

/** Each cost and how many times that of the step before it is. */
function costs(now, before) {
  const times = (field) => (before === undefined ? '' : figure(now[field] / before[field]))
  return [
    now.seconds.toFixed(2),
    times('seconds'),
    Math.round(now.peakMegabytes),
    times('peakMegabytes'),
    ...(now.bytes === undefined ? [] : [megabytes(now.bytes), now.requests]),
  ]
}

function timeChart(axes) {
  return lineChart({
    title: 'Time by growing inputs',
    series: works,
    panels: axes.map(({ name, steps }) => ({
      name: name === 'files' ? 'files, the same bytes in all' : 'MB, the same number of files',
      x: steps.map((step) => step[name]),
      labels: steps.map((step) => label(name, step)),
      values: works.map((work) => steps.map((step) => step[work].seconds)),
    })),
  })
}

function label(name, step) {
  return name === 'files' ? String(step.files) : megabytes(step.bytes)
}
