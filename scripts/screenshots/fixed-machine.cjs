// Loaded before everything else by the script that takes the pictures, and by the app in them: a machine whose clock always
// begins at the same moment, and whose disk always has the same room. What a window says of either is in a picture.
const fs = require('node:fs')
const { syncBuiltinESMExports } = require('node:module')

const beginning = Date.parse('2026-03-04T10:30:00Z')
const diskBytes = 512e9
const freeBytes = 142e9

const RealDate = Date
const shift = beginning - RealDate.now()

class FixedDate extends RealDate {
  constructor(...values) {
    super(...(values.length === 0 ? [FixedDate.now()] : values))
  }

  static now() {
    return RealDate.now() + shift
  }
}

globalThis.Date = FixedDate

const realStatfs = fs.promises.statfs
const blockBytes = 4096
fs.promises.statfs = async (path, options) => ({
  ...(await realStatfs(path, options)),
  bsize: blockBytes,
  blocks: Math.round(diskBytes / blockBytes),
  bfree: Math.round(freeBytes / blockBytes),
  bavail: Math.round(freeBytes / blockBytes),
})
syncBuiltinESMExports()

module.exports = { beginning }
