import { parentPort } from 'node:worker_threads'
import type { ExtensionRequest } from './extension-messages'
import { serveExtension } from './extension-service'

// The entry of the thread that an extension runs in: bundled by itself as out/main/extension-thread.js.
const port = parentPort
if (port !== null) {
  serveExtension({
    post: (reply) => {
      port.postMessage(reply)
    },
    onMessage: (listener) => {
      port.on('message', (request: ExtensionRequest) => {
        listener(request)
      })
    },
  })
}
