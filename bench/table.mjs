// Tables that a terminal and a page show alike.

/** @param {{ head: string[], rows: (string | number)[][] }} table */
export function tableText({ head, rows }) {
  const cells = [head, ...rows].map((row) => row.map(String))
  const widths = head.map((_, column) => Math.max(3, ...cells.map((row) => row[column].length)))
  const line = (row) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join(' | ')} |`
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`))
  return [line(cells[0]), `| ${rule.join(' | ')} |`, ...cells.slice(1).map(line)].join('\n')
}

/** A number with as many digits as say something. */
export function figure(value) {
  if (value === undefined) return ''
  if (value >= 100 || Number.isInteger(value)) return String(Math.round(value))
  return value >= 10 ? value.toFixed(1) : value.toFixed(2)
}

/** Bytes as megabytes of a million. */
export function megabytes(bytes) {
  return bytes < 1e6 ? (bytes / 1e6).toFixed(3) : figure(bytes / 1e6)
}

/** Bytes as kilobytes of a thousand. */
export function kilobytes(bytes) {
  return figure(bytes / 1e3)
}

/** How many times the other a value is. */
export function ratio(value, other) {
  return (value / other).toFixed(2)
}
