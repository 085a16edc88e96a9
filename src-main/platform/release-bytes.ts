import { MessageChannel } from 'node:worker_threads'

/** Smaller arrays may come from a common pool, and are not worth it. */
const smallest = 64 * 1024

/** `transfer` came with Node 22; the types of Node 20 do not know it. */
type MovableBuffer = ArrayBuffer & { readonly transfer?: (newLength: number) => ArrayBuffer }

/**
 * Gives the memory behind `bytes` back now instead of at the next garbage collection, which counts megabytes outside the
 * heap for little: a thread that makes one large array after the other would hold tens of them. Only for an array that its
 * maker shares with nobody; it is empty afterwards. Arrays below 64 KiB are left alone.
 */
export function releaseBytes({ buffer, byteLength }: Uint8Array): void {
  if (!(buffer instanceof ArrayBuffer) || byteLength < smallest) return
  const movable: MovableBuffer = buffer
  if (movable.transfer !== undefined) movable.transfer(0)
  else sink().postMessage(null, [buffer])
}

let opened: MessageChannel['port1'] | undefined

/** A port whose other end is closed: what moves there is gone. */
function sink(): MessageChannel['port1'] {
  if (opened !== undefined) return opened
  const { port1, port2 } = new MessageChannel()
  port1.unref()
  port2.close()
  opened = port1
  return port1
}
