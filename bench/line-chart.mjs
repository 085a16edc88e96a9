// A plain SVG of curves in panels, both scales logarithmic, readable on light and dark pages.

const [width, height, left, top, panelWidth, panelHeight, panelGap] = [860, 400, 60, 80, 350, 260, 60]
const colours = ['#2563eb', '#0d9488', '#be185d', '#b45309']

/**
 * @param {{ title: string, series: string[], panels: { name: string, x: number[], labels: string[], values: number[][] }[] }} chart
 *   `values` has a row for each of the series; a dashed line shows what grows as the input does
 * @returns {string} the text of an SVG file
 */
export function lineChart({ title, series, panels }) {
  const all = panels.flatMap(({ values }) => values.flat())
  const [lowest, highest] = [
    Math.floor(Math.log10(Math.min(...all))),
    Math.ceil(Math.log10(Math.max(...all))),
  ]
  const y = (value) => top + panelHeight * (1 - (Math.log10(value) - lowest) / Math.max(1, highest - lowest))
  const legend = series.map((name, index) =>
    [
      `<rect x="${left + index * 110}" y="44" width="10" height="10" fill="${colours[index]}"/>`,
      text(left + index * 110 + 15, 53, name),
    ].join('\n'),
  )
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="11">`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(20, 26, title, 'font-size="15" font-weight="600"'),
    ...legend,
    dashed(left + series.length * 110, 49, left + series.length * 110 + 24, 49),
    text(left + series.length * 110 + 30, 53, 'ten times the input, ten times the time'),
    ...panels.flatMap((panel, index) =>
      panelParts(panel, left + index * (panelWidth + panelGap), y, lowest, highest),
    ),
    '</svg>',
    '',
  ].join('\n')
}

function panelParts({ name, x, labels, values }, panelLeft, y, lowest, highest) {
  const [first, last] = [Math.log10(x[0]), Math.log10(x.at(-1))]
  const xOf = (value) => panelLeft + 15 + (panelWidth - 30) * ((Math.log10(value) - first) / (last - first))
  const decades = Array.from({ length: highest - lowest + 1 }, (_, index) => 10 ** (lowest + index))
  const steepest = Math.min(10 ** highest, (10 ** lowest * x.at(-1)) / x[0])
  return [
    ...decades.flatMap((value) => [
      `<line x1="${panelLeft}" y1="${y(value)}" x2="${panelLeft + panelWidth}" y2="${y(value)}" stroke="#e5e7eb"/>`,
      text(panelLeft - 6, y(value) + 4, `${value} s`, 'text-anchor="end"'),
    ]),
    ...x.map((value, index) =>
      text(xOf(value), top + panelHeight + 18, labels[index], 'text-anchor="middle"'),
    ),
    text(panelLeft + panelWidth / 2, top + panelHeight + 40, name, 'text-anchor="middle" font-weight="600"'),
    dashed(xOf(x[0]), y(10 ** lowest), xOf((x[0] * steepest) / 10 ** lowest), y(steepest)),
    ...values.flatMap((row, index) => [
      `<polyline fill="none" stroke="${colours[index]}" stroke-width="2" points="${row.map((value, step) => `${xOf(x[step]).toFixed(1)},${y(value).toFixed(1)}`).join(' ')}"/>`,
      ...row.map(
        (value, step) =>
          `<circle cx="${xOf(x[step]).toFixed(1)}" cy="${y(value).toFixed(1)}" r="3" fill="${colours[index]}"/>`,
      ),
    ]),
  ]
}

function dashed(x1, y1, x2, y2) {
  return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#9ca3af" stroke-dasharray="4 3"/>`
}

function text(x, y, content, more = '') {
  return `<text x="${x}" y="${y}" fill="#1f2937" ${more}>${content}</text>`
}
