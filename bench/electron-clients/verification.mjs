// The worker that hashes what came, and who waits for it.
import { Worker } from 'node:worker_threads'

/** @returns {{ check(path: string, sha256: string): Promise<void> }} `check` rejects when the file is not that one */
export function startVerification() {
  const waiting = new Map()
  const worker = new Worker(new URL('hash-worker.mjs', import.meta.url))
  worker.on('message', ({ path, sha256 }) => {
    waiting.get(path)(sha256)
    waiting.delete(path)
  })
  return {
    check: async (path, expected) => {
      const found = await new Promise((resolve) => {
        waiting.set(path, resolve)
        worker.postMessage(path)
      })
      if (found !== expected) throw new Error(`${path} is not what was sent.`)
    },
  }
}
