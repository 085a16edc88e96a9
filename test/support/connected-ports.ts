import { Emitter } from '../../src-shared/base/emitter'
import type { Port } from '../../src-shared/ipc/wire'

/** Two ports that hear each other, as two processes would: copies of plain data, delivered later. */
export interface ConnectedPorts {
  readonly near: Port
  readonly far: Port
  /** Every message that the near side sent. */
  readonly sent: readonly unknown[]
  /** How many listeners are left on both sides. */
  listenerCount(): number
  close(): void
}

/** A connected pair. */
export function connectedPorts(): ConnectedPorts {
  const raise = (error: unknown): never => {
    throw error
  }
  const toNear = new Emitter<unknown>(raise)
  const toFar = new Emitter<unknown>(raise)
  const closed = new Emitter<void>(raise)
  const sent: unknown[] = []
  let isClosed = false
  const port = (from: Emitter<unknown>, to: Emitter<unknown>, record: (message: unknown) => void): Port => ({
    post: (message) => {
      record(message)
      const copy: unknown = structuredClone(message)
      queueMicrotask(() => {
        if (!isClosed) to.emit(copy)
      })
    },
    onMessage: (listener) => from.subscribe(listener),
    onClose: (listener) => closed.subscribe(listener),
  })
  return {
    near: port(toNear, toFar, (message) => sent.push(message)),
    far: port(toFar, toNear, () => undefined),
    sent,
    listenerCount: () => toNear.listenerCount + toFar.listenerCount + closed.listenerCount,
    close: () => {
      isClosed = true
      closed.emit()
    },
  }
}
