import { plainSizeOf } from './chunk-table'
import type { FrameTable, PackFrame } from './pack-index'

/** Chunks that can be had by leaning on what is here, over frames that others before them give something to lean on. */
export interface DerivedChunks {
  /** Per chunk: the frame through which it is had; -1 = there is none, or the chunk is here. */
  readonly frame: Int32Array
  /** Per chunk: its share of the stored bytes that come for it alone, in all frames on the way. */
  readonly bytes: Float64Array
}

/** Finds them; of several frames that give a chunk the one with the fewest bytes on the way counts. */
export function derivedChunks(
  { frames, chunks }: FrameTable,
  isLocal: (chunk: number) => boolean,
): DerivedChunks {
  const derived = noneDerived(chunks.count)
  // What a frame leans on must come before it: a better way that is found later comes too late.
  const isSettled = new Uint8Array(chunks.count)
  for (const [position, frame] of frames.entries()) {
    if (frame.prefixChunks.length === 0) continue
    if (!frame.prefixChunks.every((chunk) => isLocal(chunk) || derived.frame[chunk] !== -1)) continue
    for (const chunk of frame.prefixChunks) isSettled[chunk] = 1
    const bytesPerByte = bytesOnTheWay(frame, derived) / plainSizeOf(frame.chunks, chunks)
    for (const chunk of frame.chunks) {
      const bytes = bytesPerByte * (chunks.sizes[chunk] ?? 0)
      if (isLocal(chunk) || isSettled[chunk] === 1) continue
      if (derived.frame[chunk] !== -1 && (derived.bytes[chunk] ?? 0) <= bytes) continue
      derived.frame[chunk] = position
      derived.bytes[chunk] = bytes
    }
  }
  return derived
}

/** For a machine that takes nothing but what is here. */
export function noneDerived(count: number): DerivedChunks {
  return { frame: new Int32Array(count).fill(-1), bytes: new Float64Array(count) }
}

/** Stored bytes of a frame, and of all that comes only to be leant on by it. */
export function bytesOnTheWay({ storedLength, prefixChunks }: PackFrame, { bytes }: DerivedChunks): number {
  return prefixChunks.reduce((sum, chunk) => sum + (bytes[chunk] ?? 0), storedLength)
}
