import { compressFrame } from '../repository/compression'
import type { BundleReference } from '../repository/pack-index'
import { BundleWriter, type FramePlace, type WriteBundle } from './bundle-writer'
import type { MappedChunk } from './chunk-map'
import { chunkSketch } from './chunk-sketch'
import type { DeltaWriter, FrameChunk } from './delta-writer'

/** Plain bytes at which a frame is closed. Larger frames compress better, smaller ones waste less in updates. */
export const frameTargetSize = 2 * 1024 * 1024

const noSketch = new Uint32Array(0)

/** Gives the plain bytes of a chunk. */
export type ReadChunk = (chunk: MappedChunk) => Promise<Uint8Array>

/** A frame that was written. */
export interface WrittenFrame extends FramePlace {
  /** Places in the chunk table. */
  readonly chunks: readonly number[]
  /** Chunks that it leans on, which the version need not have. */
  readonly prefix: readonly { readonly hash: string; readonly size: number }[]
}

/** Frames and the bundles that they are in, which are counted from 0. */
export interface WrittenFrames {
  readonly frames: readonly WrittenFrame[]
  readonly bundles: readonly BundleReference[]
}

/** See {@link writeFrames}. */
export interface WriteFramesOptions {
  /** In the order in which they shall be stored. */
  readonly chunks: readonly Omit<FrameChunk, 'bytes' | 'sketch'>[]
  readonly readChunk: ReadChunk
  readonly writeBundle: WriteBundle
  /** Hear of every frame. */
  readonly deltas: readonly DeltaWriter[]
  readonly level: number
  readonly signal: AbortSignal
  readonly onChunkDone?: ((bytes: number) => void) | undefined
}

/** Joins chunks to frames that stand alone, and compresses each. Neighbours, small files included, share a frame. */
export async function writeFrames(options: WriteFramesOptions): Promise<WrittenFrames> {
  const bundles = new BundleWriter(options.writeBundle)
  const frames: WrittenFrame[] = []
  let open: FrameChunk[] = []
  let size = 0
  const closeFrame = async (): Promise<void> => {
    if (size === 0) return
    const stored = compressFrame(Buffer.concat(open.map(({ bytes }) => bytes)), { level: options.level })
    frames.push({
      ...(await bundles.add(stored)),
      chunks: open.map(({ position }) => position),
      prefix: [],
    })
    const made: WrittenFrame[] = []
    for (const delta of options.deltas) {
      const smaller = await delta.add({ chunks: open, stored, level: options.level }, made)
      if (smaller !== undefined) made.push(smaller)
    }
    options.onChunkDone?.(size)
    open = []
    size = 0
  }
  for (const chunk of options.chunks) {
    options.signal.throwIfAborted()
    if (size + chunk.size > frameTargetSize) await closeFrame()
    const bytes = await options.readChunk(chunk)
    open.push({ ...chunk, bytes, sketch: options.deltas.length === 0 ? noSketch : chunkSketch(bytes) })
    size += chunk.size
  }
  await closeFrame()
  return { frames, bundles: await bundles.finish() }
}
