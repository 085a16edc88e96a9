import { contextBridge, ipcRenderer, webUtils } from 'electron'
import {
  bridgeChannel,
  bridgeName,
  givenFilesChannel,
  mostFilesAtOnce,
  type AssetPackBridge,
} from '../../src-shared/ipc/bridge'

// The event object never reaches the page: it carries `sender`, and with it all of IPC.
const bridge: AssetPackBridge = {
  post: (message) => {
    ipcRenderer.send(bridgeChannel, message)
  },
  onMessage: (listener) => {
    const onReply = (_event: unknown, message: unknown): void => {
      listener(message)
    }
    ipcRenderer.on(bridgeChannel, onReply)
    return () => {
      ipcRenderer.removeListener(bridgeChannel, onReply)
    }
  },
  offerFiles: (files) => {
    const given = [...files].slice(0, mostFilesAtOnce + 1).map((file) => {
      if (!(file instanceof File)) throw new TypeError('Only files can be offered.')
      // What is no file of the system has an empty path.
      return { path: webUtils.getPathForFile(file), name: file.name }
    })
    ipcRenderer.send(givenFilesChannel, given)
  },
}

contextBridge.exposeInMainWorld(bridgeName, bridge)
