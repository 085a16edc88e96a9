import type { IpcMainEvent, WebContents } from 'electron'
import type { Unsubscribe } from '../../src-shared/base/emitter'
import { bridgeChannel, maximumMessageSize, windowOrigin } from '../../src-shared/ipc/bridge'
import type { Port } from '../../src-shared/ipc/wire'
import { isPlainMessageWithin } from './message-size'

/**
 * The main process's end of one window: a {@link Port} that hears only that window's top frame while it shows `app://ui`.
 *
 * Messages of any other frame, of other origins, of other windows, and messages that are not plain data or too large are
 * dropped without an answer. The port belongs to one document: it closes when the window goes, its process dies, or
 * another document takes its place, so that no conversation outlives the page that began it.
 */
export class ElectronPort implements Port {
  readonly #contents: WebContents
  readonly #listeners = new Set<{ readonly notify: (message: unknown) => void }>()
  readonly #closeListeners = new Set<{ readonly notify: () => void }>()
  #closed = false

  constructor(contents: WebContents) {
    this.#contents = contents
    contents.ipc.on(bridgeChannel, this.#onIPC)
    contents.on('did-navigate', this.close)
    contents.on('render-process-gone', this.close)
    contents.on('destroyed', this.close)
  }

  post(message: unknown): void {
    if (this.#closed || this.#contents.isDestroyed()) return
    this.#contents.send(bridgeChannel, message)
  }

  onMessage(listener: (message: unknown) => void): Unsubscribe {
    const subscription = { notify: listener }
    this.#listeners.add(subscription)
    return () => {
      this.#listeners.delete(subscription)
    }
  }

  onClose(listener: () => void): Unsubscribe {
    const subscription = { notify: listener }
    this.#closeListeners.add(subscription)
    return () => {
      this.#closeListeners.delete(subscription)
    }
  }

  /** Ends the port from this side; calling it again does nothing. */
  readonly close = (): void => {
    if (this.#closed) return
    this.#closed = true
    this.#listeners.clear()
    if (!this.#contents.isDestroyed()) this.#detach()
    for (const subscription of [...this.#closeListeners]) subscription.notify()
    this.#closeListeners.clear()
  }

  #detach(): void {
    this.#contents.ipc.removeListener(bridgeChannel, this.#onIPC)
    this.#contents.removeListener('did-navigate', this.close)
    this.#contents.removeListener('render-process-gone', this.close)
    this.#contents.removeListener('destroyed', this.close)
  }

  readonly #onIPC = (event: IpcMainEvent, message: unknown): void => {
    if (!isTrustedFrame(event, this.#contents) || !isPlainMessageWithin(message, maximumMessageSize)) return
    for (const subscription of [...this.#listeners]) subscription.notify(message)
  }
}

/** Whether a message comes from the top frame of that window while it shows the app's own page. */
export function isTrustedFrame(event: IpcMainEvent, contents: WebContents): boolean {
  const frame = event.senderFrame
  if (frame === null || event.sender !== contents) return false
  return frame === contents.mainFrame && frame.origin === windowOrigin
}
