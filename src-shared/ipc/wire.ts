import * as z from 'zod'
import type { Unsubscribe } from '../base/emitter'
import { serializedErrorSchema, type SerializedError } from '../domain/errors'

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
  /** An item of that stream has been read: one more may come. */
  | { readonly kind: 'more'; readonly id: number }
  /** Aborts the call, or leaves the stream, of that number. */
  | { readonly kind: 'cancel'; readonly id: number }

/** From the answering side. */
export type ReplyMessage =
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: SerializedError }
  | { readonly kind: 'item'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'end'; readonly id: number }

/** Items of one stream that may be on their way at once: a reader that does not keep up holds the sender back. */
export const streamWindow = 4

const conversation = z.int().min(0)
const opening = { id: conversation, name: z.string().max(100), argument: z.unknown() }

/** Checks a {@link RequestMessage}; the argument is checked by the contract. */
export const requestMessageSchema: z.ZodType<RequestMessage> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), ...opening }),
  z.strictObject({ kind: z.literal('open'), ...opening }),
  z.strictObject({ kind: z.literal('more'), id: conversation }),
  z.strictObject({ kind: z.literal('cancel'), id: conversation }),
])

/** Checks a {@link ReplyMessage}; the value is checked by the contract. */
export const replyMessageSchema: z.ZodType<ReplyMessage> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('result'), id: conversation, value: z.unknown() }),
  z.strictObject({ kind: z.literal('error'), id: conversation, error: serializedErrorSchema }),
  z.strictObject({ kind: z.literal('item'), id: conversation, value: z.unknown() }),
  z.strictObject({ kind: z.literal('end'), id: conversation }),
])
