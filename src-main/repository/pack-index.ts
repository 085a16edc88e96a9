import type { AssetPackID } from '../../src-shared/domain/asset-pack-id'

/**
 * The pack index: what one version of one pack consists of. Publisher and client meet in this format.
 *
 * files -> chunks -> frames -> bundles. A *chunk* (content-defined, 64 KiB on average) is the unit of identity, reuse
 * and verification: the SHA-256 of its plain bytes. A *frame* is the unit of compression and transfer: a run of chunks
 * in one zstd frame, which may name *prefix chunks* that the reader must already have. A *bundle* is an immutable file
 * of frames, named by the SHA-256 of its bytes.
 *
 * On disk: one zstd frame around one CBOR map with columns instead of rows, so that 160,000 chunks load in well under a
 * second. The signed repository metadata holds the SHA-256 and length of exactly these bytes.
 */
export interface PackIndex {
  readonly formatVersion: 1
  readonly assetPackID: AssetPackID
  readonly version: number
  /** Ordered by path in code-unit order. */
  readonly files: readonly PackFile[]
  readonly chunks: ChunkTable
  readonly frames: readonly PackFrame[]
  readonly bundles: readonly BundleReference[]
}

/** A regular file of a pack; packs hold nothing else. */
export interface PackFile {
  /** Relative, with `/`, obeying the path rule. */
  readonly path: string
  /** Bytes. */
  readonly size: number
  readonly executable: boolean
  /** SHA-256 of the whole file, 64 lower-case hex digits. */
  readonly sha256: string
  /** Positions in the chunk table; concatenated they are the file. Empty for an empty file. */
  readonly chunks: Uint32Array
}

/** All chunks that the index speaks of, by position. */
export interface ChunkTable {
  readonly count: number
  /** SHA-256 of the plain bytes of chunk `i` at `32 * i`. */
  readonly hashes: Uint8Array
  /** Plain bytes of chunk `i`. */
  readonly sizes: Uint32Array
}

/** What of an index says how chunks come. */
export interface FrameTable extends Pick<PackIndex, 'frames' | 'bundles'> {
  readonly chunks: Pick<ChunkTable, 'count' | 'sizes'>
}

/** A run of chunks, compressed together. */
export interface PackFrame {
  /** Position in `bundles`. */
  readonly bundle: number
  /** Byte offset in the bundle. */
  readonly offset: number
  /** Stored (compressed) bytes. */
  readonly storedLength: number
  /** Positions in the chunk table, in the order of their plain bytes in the frame. */
  readonly chunks: Uint32Array
  /** Chunks whose plain bytes, joined, are the frame's prefix; empty = the frame stands alone. */
  readonly prefixChunks: Uint32Array
}

/** An immutable, content-addressed file of frames. */
export interface BundleReference {
  /** SHA-256 of the bundle's bytes, 64 lower-case hex digits. */
  readonly sha256: string
  /** Bytes of the whole bundle, frames of other versions included. */
  readonly size: number
}
