import { parentPort } from 'node:worker_threads'
import { serveJobs } from '../platform/worker-protocol'
import { compressJobs } from './compress-job'

// The entry of the publisher's threads: bundled by itself as out/main/compress-worker.js.
if (parentPort !== null) serveJobs(parentPort, compressJobs)
