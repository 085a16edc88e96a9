import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { BundleReference, ChunkTable, PackFrame, PackIndex } from '../repository/pack-index'
import type { ChunkMap } from './chunk-map'
import type { WrittenFrames } from './frame-writer'
import type { ReusableFrame } from './reusable-frames'

/** See {@link buildPackIndex}. */
export interface PackIndexParts {
  readonly id: AssetPackID
  readonly version: number
  readonly map: ChunkMap
  readonly reused: readonly ReusableFrame[]
  /** Frames for machines that missed several versions; see `carriedFrames`. */
  readonly carried: readonly ReusableFrame[]
  /** Frames that are new: at first those that everybody can read, then those for machines with an earlier version. */
  readonly written: readonly WrittenFrames[]
}

/**
 * Puts an index together. Reused bundles come first, in the order of their frames; chunks that only come along in reused
 * frames, or that only earlier versions have and frames lean on, come last in the chunk table.
 */
export function buildPackIndex({ id, version, map, reused, carried, written }: PackIndexParts): PackIndex {
  const chunks = map.chunks.map(({ hash, size }) => ({ hash, size }))
  const positions = new Map(chunks.map(({ hash }, position) => [hash, position]))
  const positionOf = (chunk: { readonly hash: string; readonly size: number }): number => {
    const known = positions.get(chunk.hash)
    if (known !== undefined) return known
    positions.set(chunk.hash, chunks.length)
    return chunks.push(chunk) - 1
  }
  const bundles: BundleReference[] = []
  const bundlePositions = new Map<string, number>()
  const bundleOf = (bundle: BundleReference): number => {
    const known = bundlePositions.get(bundle.sha256)
    if (known !== undefined) return known
    bundlePositions.set(bundle.sha256, bundles.length)
    return bundles.push(bundle) - 1
  }
  // Before all that leans on what carried frames give.
  const frames = [...reused, ...carried].map((frame): PackFrame => ({
    bundle: bundleOf(frame.bundle),
    offset: frame.offset,
    storedLength: frame.storedLength,
    chunks: Uint32Array.from(frame.chunks, positionOf),
    prefixChunks: Uint32Array.from(frame.prefix, positionOf),
  }))
  const placed = written.flatMap(({ frames: list, bundles: own }) => {
    const places = own.map(bundleOf)
    return list.map((frame) => ({ ...frame, bundle: places[frame.bundle] ?? -1 }))
  })
  // Smaller frames stand right behind the one they stand for, before all that leans on its chunks.
  for (const frame of placed.sort((a, b) => a.standsFor - b.standsFor)) {
    const { bundle, offset, storedLength, chunks: positions, prefix } = frame
    frames.push({
      bundle,
      offset,
      storedLength,
      chunks: Uint32Array.from(positions),
      prefixChunks: Uint32Array.from(prefix, positionOf),
    })
  }
  return {
    formatVersion: 1,
    assetPackID: id,
    version,
    files: map.files,
    chunks: chunkTable(chunks),
    frames,
    bundles,
  }
}

function chunkTable(chunks: readonly { readonly hash: string; readonly size: number }[]): ChunkTable {
  return {
    count: chunks.length,
    hashes: Uint8Array.from(Buffer.from(chunks.map(({ hash }) => hash).join(''), 'hex')),
    sizes: Uint32Array.from(chunks, ({ size }) => size),
  }
}
