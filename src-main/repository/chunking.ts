import { gearTable } from './gear-table'

/** Sizes of content-defined chunks in bytes. A file's last chunk may be smaller than the minimum. */
export const chunkSizes = { minimum: 16 * 1024, normal: 64 * 1024, maximum: 256 * 1024 } as const

/** Before the normal size a boundary needs 18 zero bits, after it 14: sizes gather around the normal one. */
const strictMask = 0xffff_c000 | 0
const looseMask = 0xfffc_0000 | 0

/** What {@link chunksOf} works in. */
export const chunkBufferSize = 4 * chunkSizes.maximum

/**
 * Where the chunk that starts at `start` ends (FastCDC with normalized chunking).
 *
 * Content decides, not position: bytes that were inserted or removed move only the boundaries near them. `end` must be
 * the end of the content, or at least the maximum size after `start`.
 */
export function chunkEnd(bytes: Uint8Array, start: number, end: number): number {
  const limit = Math.min(end, start + chunkSizes.maximum)
  if (limit - start <= chunkSizes.minimum) return limit
  const normal = Math.min(limit, start + chunkSizes.normal)
  const gear = gearTable
  let position = start + chunkSizes.minimum
  let fingerprint = 0
  // Every index is within bounds; the casts keep the hot loop free of checks.
  for (; position < normal; position += 1) {
    fingerprint = ((fingerprint << 1) + (gear[bytes[position] as number] as number)) | 0
    if ((fingerprint & strictMask) === 0) return position + 1
  }
  for (; position < limit; position += 1) {
    fingerprint = ((fingerprint << 1) + (gear[bytes[position] as number] as number)) | 0
    if ((fingerprint & looseMask) === 0) return position + 1
  }
  return limit
}

/**
 * The chunks of a stream of bytes, each valid until the next is asked for; joined they are the stream. Holds at most about
 * 1 MiB besides the piece that the source handed over; who chunks many streams one after the other may lend one `buffer`
 * for all.
 */
export async function* chunksOf(
  source: AsyncIterable<Uint8Array>,
  buffer: Uint8Array = new Uint8Array(chunkBufferSize),
): AsyncGenerator<Uint8Array, void, undefined> {
  let start = 0
  let end = 0
  for await (const piece of source) {
    for (let taken = 0; taken < piece.length;) {
      if (end === buffer.length) {
        buffer.copyWithin(0, start, end)
        end -= start
        start = 0
      }
      const part = piece.subarray(taken, taken + buffer.length - end)
      buffer.set(part, end)
      taken += part.length
      end += part.length
      while (end - start >= chunkSizes.maximum) {
        const cut = chunkEnd(buffer, start, end)
        yield buffer.subarray(start, cut)
        start = cut
      }
    }
  }
  while (start < end) {
    const cut = chunkEnd(buffer, start, end)
    yield buffer.subarray(start, cut)
    start = cut
  }
}
