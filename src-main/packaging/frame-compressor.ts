import { compressFrame, type CompressOptions } from '../repository/compression'

export type { CompressOptions } from '../repository/compression'

/** Compresses frames. The same input gives the same bytes, whoever compresses. */
export interface FrameCompressor {
  /** How many frames it compresses at the same time. */
  readonly size: number
  /**
   * The prefix is given away: it may be empty afterwards.
   *
   * @throws the signal's reason, and what `compressFrame` throws.
   */
  compress(plain: Uint8Array, options: CompressOptions, signal: AbortSignal): Promise<Uint8Array>
}

/** Compresses in this thread, before it gives anything back. Compression must have been initialized. */
export const ownThread: FrameCompressor = {
  size: 1,
  compress: (plain, options, signal) =>
    new Promise((resolve) => {
      signal.throwIfAborted()
      resolve(compressFrame(plain, options))
    }),
}
