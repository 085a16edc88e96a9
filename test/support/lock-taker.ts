// Takes a lock, says so, and keeps it until it is killed; or says why it cannot:
//   node main.mjs <lock file>
import { writeSync } from 'node:fs'
import { acquireFileLock } from '../../src-main/platform/file-lock'
import { systemClock } from '../../src-main/platform/clock'
import { isAssetPackError } from '../../src-shared/domain/errors'

const [, , path = ''] = process.argv

try {
  await acquireFileLock(path)
  writeSync(1, 'held')
  await systemClock.delay(600_000)
} catch (error) {
  writeSync(1, isAssetPackError(error) ? error.code : String(error))
}
