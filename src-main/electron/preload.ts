import { contextBridge, ipcRenderer } from 'electron'
import { bridgeChannel, bridgeName, type AssetPackBridge } from '../../src-shared/ipc/bridge'

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
}

contextBridge.exposeInMainWorld(bridgeName, bridge)
