import { gearTable } from '../repository/gear-table'

/** Most numbers in a sketch: chunks with a tenth of their bytes in common still share some. */
const sketchSize = 32
/** One place in 256 is looked at, chosen by its content. */
const sampleMask = 0xff << 20
/** Bytes that a number depends on: short enough that minified code, whose names change, keeps some. */
const windowSize = 16

/**
 * A few numbers by which a chunk resembles others: the smallest fingerprints of its 16-byte runs, as in MinHash. The more
 * numbers two chunks share, the more content they share, wherever in them it stands.
 */
export function chunkSketch(bytes: Uint8Array): Uint32Array {
  const found = new Set<number>()
  const gear = gearTable
  let fingerprint = 0
  for (let position = 0; position < bytes.length; position += 1) {
    // The index is within bounds; the casts keep the hot loop free of checks.
    fingerprint = ((fingerprint << 2) + (gear[bytes[position] as number] as number)) | 0
    if ((fingerprint & sampleMask) === 0 && position >= windowSize) found.add(fingerprint >>> 0)
  }
  return Uint32Array.from(found).sort().subarray(0, sketchSize)
}
