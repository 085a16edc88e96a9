// A plain SVG of bars in groups, readable on light and dark pages.

const [width, rowHeight, groupGap, labelWidth, barWidth] = [860, 13, 16, 170, 560]
const letterWidth = 6.2
const colours = ['#2563eb', '#0d9488', '#7c3aed', '#b45309', '#be185d', '#4d7c0f', '#6b7280']

/**
 * @param {{ title: string, series: string[], groups: { name: string, values: number[] }[] }} chart shares from 0 on
 * @returns {string} the text of an SVG file
 */
export function barChart({ title, series, groups }) {
  const groupHeight = series.length * rowHeight + groupGap
  const top = 74
  const height = top + groups.length * groupHeight + 10
  const largest = Math.max(1, ...groups.flatMap(({ values }) => values))
  const parts = groups.flatMap(({ name, values }, group) => {
    const y = top + group * groupHeight
    return [
      text(
        labelWidth - 10,
        y + (series.length * rowHeight) / 2 + 4,
        name,
        'text-anchor="end" font-weight="600"',
      ),
      ...values.flatMap((value, row) =>
        bar(y + row * rowHeight, value, largest, colours[row % colours.length]),
      ),
    ]
  })
  let x = 20
  const legend = series.flatMap((name, index) => {
    const entry = [
      `<rect x="${x}" y="44" width="10" height="10" fill="${colours[index % colours.length]}"/>`,
      text(x + 15, 53, name),
    ]
    x += 44 + name.length * letterWidth
    return entry
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="11">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(20, 26, title, 'font-size="15" font-weight="600"'),
    ...legend,
    ...parts,
    '</svg>',
    '',
  ].join('\n')
}

function bar(y, value, largest, colour) {
  const length = Math.max(1, (value / largest) * barWidth)
  const share = value < 0.1 ? `${(100 * value).toFixed(1)} %` : `${Math.round(100 * value)} %`
  return [
    `<rect x="${labelWidth}" y="${y}" width="${length.toFixed(1)}" height="${rowHeight - 3}" fill="${colour}"/>`,
    text(labelWidth + length + 6, y + rowHeight - 4, share, 'font-size="10"'),
  ]
}

function text(x, y, content, more = '') {
  return `<text x="${x}" y="${y}" fill="#1f2937" ${more}>${escaped(content)}</text>`
}

function escaped(content) {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
