import { parentPort } from 'node:worker_threads'
import { serveJobs } from '../platform/worker-protocol'
import { initializeCompression } from '../repository/compression'
import { installationJobs } from './unpack-jobs'

// The entry of every worker thread: bundled by itself as out/main/unpack-worker.js.
if (parentPort !== null) {
  serveJobs(parentPort, installationJobs)
  // Nearly every job decompresses, and a worker may start before there is one. What goes wrong here, the job says.
  initializeCompression().catch(() => undefined)
}
