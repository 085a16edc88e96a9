import { bridgeName, type AssetPackBridge } from '../../src-shared/ipc/bridge'
import { connectContract } from '../../src-shared/ipc/channel-client'
import { assetPackContract, type AssetPackClient } from '../../src-shared/ipc/contract'
import type { Port } from '../../src-shared/ipc/wire'

export type { AssetPackClient }

/** The preload's two functions as a {@link Port}. It never closes: the main process outlives the window. */
export function bridgePort(bridge: Pick<AssetPackBridge, 'post' | 'onMessage'>): Port {
  return {
    post: (message) => {
      bridge.post(message)
    },
    onMessage: (listener) => bridge.onMessage(listener),
    onClose: () => () => undefined,
  }
}

/**
 * The client of the main process.
 *
 * @throws TypeError when the preload did not run: the page was not opened by the app.
 */
export function connect(host: object): AssetPackClient {
  const bridge: unknown = Reflect.get(host, bridgeName)
  if (!isBridge(bridge)) throw missingBridge()
  return connectContract(assetPackContract, bridgePort(bridge))
}

/**
 * The way for files that are dropped onto the window.
 *
 * @throws TypeError when the preload did not run.
 */
export function fileOffers(host: object): AssetPackBridge['offerFiles'] {
  const bridge: unknown = Reflect.get(host, bridgeName)
  if (!isBridge(bridge)) throw missingBridge()
  return (files) => {
    bridge.offerFiles(files)
  }
}

function missingBridge(): TypeError {
  return new TypeError(`window.${bridgeName} is missing; the window was opened without its preload.`)
}

function isBridge(value: unknown): value is AssetPackBridge {
  return (
    typeof value === 'object' &&
    value !== null &&
    'post' in value &&
    'onMessage' in value &&
    typeof value.post === 'function'
  )
}
