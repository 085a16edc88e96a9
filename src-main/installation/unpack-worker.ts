import { parentPort } from 'node:worker_threads'
import { serveJobs } from '../platform/worker-protocol'
import { installationJobs } from './unpack-jobs'

// The entry of every worker thread: bundled by itself as out/main/unpack-worker.js.
if (parentPort !== null) serveJobs(parentPort, installationJobs)
