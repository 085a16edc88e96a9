import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'
import type { BundleReference, ChunkTable, PackFrame, PackIndex } from '../repository/pack-index'
import type { ChunkMap } from './chunk-map'
import type { ReusableFrame } from './reusable-frames'

/** See {@link buildPackIndex}. */
export interface PackIndexParts {
  readonly id: AssetPackID
  readonly version: number
  readonly map: ChunkMap
  readonly reused: readonly ReusableFrame[]
  /** Frames and bundles that are new; their bundle positions count on after the reused bundles. */
  readonly written: { readonly frames: readonly PackFrame[]; readonly bundles: readonly BundleReference[] }
}

/**
 * Puts an index together. Reused bundles come first, in the order of their frames; chunks that only come along in reused
 * frames come last in the chunk table.
 */
export function buildPackIndex({ id, version, map, reused, written }: PackIndexParts): PackIndex {
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
  const frames = reused.map((frame): PackFrame => ({
    bundle: bundleOf(frame.bundle),
    offset: frame.offset,
    storedLength: frame.storedLength,
    chunks: Uint32Array.from(frame.chunks, positionOf),
    prefixChunks: new Uint32Array(0),
  }))
  return {
    formatVersion: 1,
    assetPackID: id,
    version,
    files: map.files,
    chunks: chunkTable(chunks),
    frames: [...frames, ...written.frames],
    bundles: [...bundles, ...written.bundles],
  }
}

function chunkTable(chunks: readonly { readonly hash: string; readonly size: number }[]): ChunkTable {
  return {
    count: chunks.length,
    hashes: Uint8Array.from(Buffer.from(chunks.map(({ hash }) => hash).join(''), 'hex')),
    sizes: Uint32Array.from(chunks, ({ size }) => size),
  }
}
