// The product's own worker; it says which thread it is and waits until somebody has had a look at it.
import { readlinkSync, readSync, writeSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const options = JSON.parse(process.env.SUBJECT_OPTIONS)

if (options.watched) {
  const [thread] = readlinkSync('/proc/thread-self').split('/').reverse()
  writeSync(1, `${JSON.stringify({ threads: { worker: Number(thread) } })}\n`)
  readSync(3, Buffer.alloc(1))
}
await import(pathToFileURL(options.library.replace('index.js', 'unpack-worker.js')))
