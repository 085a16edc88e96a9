// What the updates cost: a table, a JSON file, and the page and the picture in docs.
import { barChart } from './bar-chart.mjs'
import { keepResults, met } from './performance-page.mjs'
import { kilobytes, megabytes, ratio, tableText } from './table.mjs'

/** Nobody may need more than this much of what zstd alone needs. */
const mostOfZstd = 1.1
const fewestRequests = 12
const publishedPerSecond = 10e6
/** With less than this new, publishing is mostly reading what has not changed. */
const telling = 10e6

/** @param {{ runs: number, pairs: object[], special: object[] }} results */
export async function reportUpdates(results) {
  const text = [updateTable(results.pairs), fullTable(results.pairs), specialTable(results.special)].join(
    '\n\n',
  )
  await keepResults('updates', results, { text, picture: updateChart(results.pairs) })
}

function updateTable(pairs) {
  return tableText({
    head: [
      'update, MB',
      'packhouse',
      'requests',
      '/ zstd patch',
      '',
      'zstd patch',
      'xdelta3',
      'casync',
      'zsync',
      'rsync',
      'full',
    ],
    rows: pairs.map((pair) => {
      const { packhouse, zstdPatch, xdelta3, casync, zsync, rsync, full } = pair.ways
      return [
        `${pair.name} ${pair.versions.join(' to ')}`,
        megabytes(packhouse.bytes),
        packhouse.requests,
        ratio(packhouse.bytes, zstdPatch.bytes),
        met(packhouse.bytes <= mostOfZstd * zstdPatch.bytes),
        ...[zstdPatch, xdelta3, casync, zsync, rsync, full].map(({ bytes }) => megabytes(bytes)),
      ]
    }),
  })
}

function fullTable(pairs) {
  return tableText({
    head: [
      'from nothing, MB',
      'files',
      'plain',
      'packhouse',
      '/ solid zstd',
      '',
      'update, s',
      'rsync, s',
      'publish, MB/s of new files',
      '',
    ],
    rows: pairs.map((pair) => [
      `${pair.name} ${pair.versions[1]}`,
      pair.files,
      megabytes(pair.bytes),
      megabytes(pair.freshBytes),
      ratio(pair.freshBytes, pair.solidBytes),
      met(pair.freshBytes <= mostOfZstd * pair.solidBytes),
      pair.ways.packhouse.seconds.toFixed(2),
      pair.ways.rsync.seconds.toFixed(2),
      (pair.changed.bytes / 1e6 / pair.publishSeconds[1]).toFixed(1),
      pair.changed.bytes < telling
        ? ''
        : met(pair.changed.bytes / pair.publishSeconds[1] >= publishedPerSecond),
    ]),
  })
}

function specialTable(special) {
  return tableText({
    head: ['small change', 'kB, metadata included', 'limit, kB', 'requests', ''],
    rows: special.map(({ name, bytes, limitBytes, requests }) => [
      name,
      kilobytes(bytes),
      kilobytes(limitBytes),
      requests,
      met(bytes <= limitBytes && requests <= fewestRequests),
    ]),
  })
}

function updateChart(pairs) {
  const names = {
    packhouse: 'Packhouse',
    zstdPatch: 'zstd --patch-from',
    xdelta3: 'xdelta3',
    rsync: 'rsync -z',
    casync: 'casync',
    zsync: 'zsync',
    full: 'full',
  }
  return barChart({
    title: 'Bytes of an update, as a share of the full download',
    series: Object.values(names),
    groups: pairs.map(({ name, ways }) => ({
      name,
      values: Object.keys(names).map((key) => ways[key].bytes / ways.full.bytes),
    })),
  })
}
