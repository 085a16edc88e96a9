import type { ExtensionRequest } from '../extension/extension-messages'
import { serveExtension } from '../extension/extension-service'

// The entry of the process that an extension runs in: bundled by itself as out/main/extension-process.js.
const port = process.parentPort
serveExtension({
  post: (reply) => {
    port.postMessage(reply)
  },
  onMessage: (listener) => {
    port.on('message', ({ data }) => {
      listener(data as ExtensionRequest)
    })
  },
})
