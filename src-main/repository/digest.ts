import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'

/** SHA-256 of `bytes`: 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest()
}

/** SHA-256 of `bytes`: 64 lower-case hex digits. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Whether `text` is 64 lower-case hex digits. */
export function isSha256Hex(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text)
}

/**
 * SHA-256 of a file's bytes, read in pieces: 64 lower-case hex digits.
 *
 * @throws the file system's error as it is, or the signal's reason.
 */
export async function hashFile(path: string, signal?: AbortSignal): Promise<string> {
  signal?.throwIfAborted()
  const hash = createHash('sha256')
  const stream = createReadStream(path, { highWaterMark: 1024 * 1024 })
  try {
    for await (const piece of stream) {
      signal?.throwIfAborted()
      hash.update(piece as Uint8Array)
    }
  } finally {
    stream.destroy()
  }
  return hash.digest('hex')
}
