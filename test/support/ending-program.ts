// A process that opens a queue of downloads while its app does not run:
//   node main.mjs <folder> <entry of the extension's thread> <module>     ends when nothing is left to do
import { createDownloadManager } from '../../src-main/downloads/create-download-manager'
import { ThreadExtensionHost } from '../../src-main/extension/thread-extension-host'

const [, , directory = '', entry = '', module = ''] = process.argv

const manager = await createDownloadManager({
  directory,
  extension: { module, host: new ThreadExtensionHost(new URL(entry)) },
})
await manager.whenIdle()
await manager.close()
