// What updates from earlier versions cost: a table, and a JSON file.
import { keepResults, met } from './performance-page.mjs'
import { megabytes, ratio, tableText } from './table.mjs'

/** @param {{ chains: { name: string, versions: string[], updates: object[] }[] }} results */
export async function reportOlder(results) {
  const text = tableText({
    head: [
      'to the newest version, MB',
      'packhouse',
      '/ best',
      '',
      'casync',
      'zsync',
      'rsync',
      'packhouse, full',
    ],
    rows: results.chains.flatMap(({ name, versions, full, updates }) =>
      updates.map(({ behind, packhouse, casync, zsync, rsync }) => {
        const best = Math.min(casync, zsync, rsync)
        return [
          `${name} ${versions.at(-1 - behind)} to ${versions.at(-1)}`,
          megabytes(packhouse),
          ratio(packhouse, best),
          met(packhouse <= Math.min(best, full)),
          ...[casync, zsync, rsync, full].map(megabytes),
        ]
      }),
    ),
  })
  await keepResults('older', results, { text })
}
