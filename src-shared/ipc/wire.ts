import type { Unsubscribe } from '../base/emitter'
import type { SerializedError } from '../domain/errors'

/**
 * What travels between two processes: plain data in numbered conversations. The wire knows nothing of Electron; window
 * messages, message ports, sockets and child processes plug in underneath as a {@link Port}.
 */
export interface Port {
  /** Sends one message; never throws, a closed port drops it. */
  post(message: unknown): void
  /** Hears every message that arrives after this call. Messages are untrusted until decoded. */
  onMessage(listener: (message: unknown) => void): Unsubscribe
  /** Calls back once when the other side is gone. */
  onClose(listener: () => void): Unsubscribe
}

/** From the asking side. */
export type RequestMessage =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly argument: unknown }
  | { readonly kind: 'open'; readonly id: number; readonly name: string; readonly argument: unknown }
  /** Aborts the call, or leaves the stream, of that number. */
  | { readonly kind: 'cancel'; readonly id: number }

/** From the answering side. */
export type ReplyMessage =
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: SerializedError }
  | { readonly kind: 'item'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'end'; readonly id: number }
