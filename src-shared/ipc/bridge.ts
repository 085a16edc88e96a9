import type { Unsubscribe } from '../base/emitter'

export { mostFilesAtOnce } from '../domain/file-batch'

/**
 * All that the preload gives to a window: one way out, one way in. It does not change when the contract does; what the
 * messages mean is decided by `channel-client` on the window's side and `channel-server` on the main process's side.
 */
export interface AssetPackBridge {
  /** Sends one message to the main process. Plain data only; anything else, and anything too large, is dropped there. */
  post(message: unknown): void
  /** Hears every message from the main process that arrives after this call. */
  onMessage(listener: (message: unknown) => void): Unsubscribe
  /** Gives the main process files that a person dropped onto the window; it looks at the first twenty. Only real ones have a path. */
  offerFiles(files: readonly DroppedFile[]): void
}

/** A `File` of the page's world, as far as anybody but the preload may look into it. */
export interface DroppedFile {
  readonly name: string
}

/** The name under which the window finds its {@link AssetPackBridge}: `window.assetPacks`. */
export const bridgeName = 'assetPacks'

/** The one channel between a window and the main process, prefixed so that it meets no host application's own. */
export const bridgeChannel = 'packhouse:asset-packs'

/** The channel on which the preload tells the paths of dropped files. */
export const givenFilesChannel = 'packhouse:given-files'

/** The one origin whose top frame is listened to. */
export const windowOrigin = 'app://ui'

/** Largest message accepted from a window, in units of about one byte. Calls carry ids and nothing long. */
export const maximumMessageSize = 65_536
