// What a full installation gets out of a line: a table, a JSON file, and the page in docs.
import { keepResults, met } from './performance-page.mjs'
import { tableText } from './table.mjs'

const least = 0.95

/** @param {{ runs: number, payloadBytesPerSecond: number, lines: object[] }} results */
export async function reportLink(results) {
  const { payloadBytesPerSecond, lines } = results
  const rate = ({ bytesPerSecond }) => (bytesPerSecond / 1e6).toFixed(1)
  const share = ({ bytesPerSecond }) => (bytesPerSecond / payloadBytesPerSecond).toFixed(2)
  const text = tableText({
    head: [
      `MB/s of ${(payloadBytesPerSecond / 1e6).toFixed(1)}`,
      'packhouse',
      'of the line',
      '',
      'aria2c -x8, unpacked',
      'of the line',
      'curl, 8 ranges',
      'of the line',
      'curl',
    ],
    rows: lines.map(({ congestionControl, ways: { packhouse, aria2, curl8, curl1 } }) => [
      congestionControl,
      rate(packhouse),
      share(packhouse),
      met(packhouse.bytesPerSecond >= least * payloadBytesPerSecond),
      rate(aria2),
      share(aria2),
      rate(curl8),
      share(curl8),
      rate(curl1),
    ]),
  })
  await keepResults('link', results, { text })
}
