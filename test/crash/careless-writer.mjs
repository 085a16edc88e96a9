// The control of the power cuts: writes versions of one file, each acknowledged, in a way that a power cut must undo.
//   node careless-writer.mjs <folder> <in place | rename>
import { renameSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const [, , folder, way] = process.argv
const file = join(folder, 'state.json')

for (let version = 1; ; version += 1) {
  const text = JSON.stringify({ version, padding: 'x'.repeat(5_000 + (version % 97)), end: version })
  if (way === 'in place') writeFileSync(file, text)
  else {
    // No fsync: neither of the file nor of its folder.
    writeFileSync(`${file}.tmp`, text)
    renameSync(`${file}.tmp`, file)
  }
  writeSync(1, `${version}\n`)
}
