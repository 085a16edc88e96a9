const mebibyte = 1024 * 1024

/** The format's hard limits, in bytes unless said otherwise: refused at publishing and at installation alike. */
export const formatLimits = {
  storedIndex: 64 * mebibyte,
  plainIndex: 256 * mebibyte,
  /** Number of files in a pack. */
  files: 200_000,
  /** Number of different chunks an index may speak of. */
  chunks: 2_000_000,
  /** Number of times that files name a chunk. */
  chunkReferences: 8_000_000,
  /** Number of frames. */
  frames: 2_000_000,
  /** Number of bundles. */
  bundles: 1_000_000,
  chunk: 8 * mebibyte,
  /** Plain bytes of one frame. */
  frame: 64 * mebibyte,
  /** Plain bytes of a frame's prefix. */
  prefix: 64 * mebibyte,
  bundle: 64 * mebibyte,
  /** Plain bytes of a whole pack. */
  pack: 1024 * 1024 * mebibyte,
  /** What a decoder may have to look back. */
  window: 128 * mebibyte,
} as const

/** The most that `plainSize` bytes may take once compressed: more is no work of an honest compressor. */
export function maximumStoredLength(plainSize: number): number {
  return plainSize + Math.ceil(plainSize / 128) + 1024
}
