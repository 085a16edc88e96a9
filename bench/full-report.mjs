// What a full installation costs: a table, a JSON file, and the page and the picture in docs.
import { barChart } from './bar-chart.mjs'
import { keepResults, met } from './performance-page.mjs'
import { megabytes, ratio, tableText } from './table.mjs'

/** Of the time of a shell pipeline that checks a hash, and of aria2c with a checksum and an unpacker after it. */
const most = { pipeline: 1, aria2: 0.6 }

const names = {
  packhouse: 'Packhouse',
  unchecked: 'curl, zstd, tar',
  pipeline: 'the same with SHA-256',
  synced: 'and flushed',
  aria2: 'aria2c, zstd, tar',
  copy: 'cp -a of the files',
}

/** @param {{ runs: number, contents: object[] }} results */
export async function reportFull(results) {
  const text = [timeTable(results.contents), costTable(results.contents)].join('\n\n')
  await keepResults('full', results, { text, picture: timeChart(results.contents) })
}

function timeTable(contents) {
  const { unchecked, pipeline, synced, aria2, copy } = names
  return tableText({
    head: [
      'full installation, s',
      'packhouse',
      unchecked,
      pipeline,
      synced,
      aria2,
      copy,
      '/ with SHA-256',
      '',
      '/ and flushed',
      '/ aria2c',
      '',
    ],
    rows: contents.map(({ name, ways }) => [
      name,
      ...Object.keys(names).map((way) => ways[way].seconds.toFixed(2)),
      ratio(ways.packhouse.seconds, ways.pipeline.seconds),
      met(ways.packhouse.seconds <= most.pipeline * ways.pipeline.seconds),
      ratio(ways.packhouse.seconds, ways.synced.seconds),
      ratio(ways.packhouse.seconds, ways.aria2.seconds),
      met(ways.packhouse.seconds <= most.aria2 * ways.aria2.seconds),
    ]),
  })
}

function costTable(contents) {
  return tableText({
    head: [
      '',
      'files',
      'plain, MB',
      'fetched, MB',
      'archive, MB',
      'requests',
      'processor, s',
      'of the pipeline, s',
      'peak, MB',
    ],
    rows: contents.map(({ name, files, bytes, ways }) => [
      name,
      files,
      megabytes(bytes),
      megabytes(ways.packhouse.bytes),
      megabytes(ways.pipeline.bytes),
      ways.packhouse.requests,
      ways.packhouse.cpuSeconds.toFixed(1),
      ways.pipeline.cpuSeconds.toFixed(1),
      Math.round(ways.packhouse.peakMegabytes),
    ]),
  })
}

function timeChart(contents) {
  return barChart({
    title: 'Time of a full installation over loopback, as a share of aria2c',
    series: Object.values(names),
    groups: contents.map(({ name, ways }) => ({
      name,
      values: Object.keys(names).map((way) => ways[way].seconds / ways.aria2.seconds),
    })),
  })
}
