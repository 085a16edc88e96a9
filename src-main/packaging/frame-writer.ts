import { compressFrame } from '../repository/compression'
import type { BundleWriter } from './bundle-writer'
import type { MappedChunk } from './chunk-map'

/** Plain bytes at which a frame is closed. Larger frames compress better, smaller ones waste less in updates. */
export const frameTargetSize = 2 * 1024 * 1024

/** Gives the plain bytes of a chunk. */
export type ReadChunk = (chunk: MappedChunk) => Promise<Uint8Array>

/** See {@link writeFrames}. */
export interface WriteFramesOptions {
  /** In the order in which they shall be stored; `position` is a chunk's place in the chunk table. */
  readonly chunks: readonly (MappedChunk & { readonly position: number })[]
  readonly readChunk: ReadChunk
  readonly bundles: BundleWriter
  readonly level: number
  readonly signal: AbortSignal
  readonly onChunkDone?: ((bytes: number) => void) | undefined
}

/** Joins chunks to frames, compresses each and hands it on. Neighbours, small files included, share a frame. */
export async function writeFrames(options: WriteFramesOptions): Promise<void> {
  let plain: Uint8Array[] = []
  let positions: number[] = []
  let size = 0
  const closeFrame = async (): Promise<void> => {
    if (size === 0) return
    await options.bundles.add(compressFrame(Buffer.concat(plain), { level: options.level }), positions)
    options.onChunkDone?.(size)
    plain = []
    positions = []
    size = 0
  }
  for (const chunk of options.chunks) {
    options.signal.throwIfAborted()
    if (size + chunk.size > frameTargetSize) await closeFrame()
    plain.push(await options.readChunk(chunk))
    positions.push(chunk.position)
    size += chunk.size
  }
  await closeFrame()
}
