// Verifies files that came, beside the main thread as the app's own workers do: each is read from the disk and hashed.
import { createHash } from 'node:crypto'
import { closeSync, openSync, readSync } from 'node:fs'
import { parentPort } from 'node:worker_threads'

const piece = Buffer.alloc(1024 * 1024)

parentPort.on('message', (path) => {
  const hash = createHash('sha256')
  const file = openSync(path)
  for (let length; (length = readSync(file, piece)) > 0;) hash.update(piece.subarray(0, length))
  closeSync(file)
  parentPort.postMessage({ path, sha256: hash.digest('hex') })
})
