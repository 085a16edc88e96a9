import { MessageChannel } from 'node:worker_threads'
import { nextTurn } from './next-turn'

/** Smaller arrays may come from a common pool, and are not worth it. */
const smallest = 64 * 1024

/** `transfer` came with Node 22; the types of Node 20 do not know it. */
type MovableBuffer = ArrayBuffer & { readonly transfer?: (newLength: number) => ArrayBuffer }

/**
 * Gives the memory behind `bytes` back now instead of at the next garbage collection, which counts megabytes outside the
 * heap for little: a thread that makes one large array after the other would hold tens of them. Only for an array that its
 * maker shares with nobody; it is empty at once. Arrays below 64 KiB are left alone.
 *
 * @returns resolves when the memory is back. Who does not wait for it in a long piece of work piles all of it up: before
 * Node 22 only the event loop empties what is on its way out.
 */
export async function releaseBytes({ buffer, byteLength }: Uint8Array): Promise<void> {
  if (!(buffer instanceof ArrayBuffer) || byteLength < smallest) return
  const movable: MovableBuffer = buffer
  if (movable.transfer !== undefined) {
    movable.transfer(0)
    return
  }
  sink().postMessage(null, [buffer])
  await nextTurn()
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
