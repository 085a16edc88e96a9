/**
 * Work orders: what the main thread hands to the workers. The plan is made in a worker, comes back as these orders, and
 * goes on to other workers; the main thread never looks inside. Columns instead of rows, typed arrays instead of objects:
 * a message costs the same for ten chunks and for a hundred thousand.
 */

/** Paths as UTF-8, each followed by a line break, which no path contains. */
export type PathList = Uint8Array

/** Packs paths. */
export function encodePaths(paths: readonly string[]): PathList {
  return new TextEncoder().encode(paths.map((path) => `${path}\n`).join(''))
}

/** Unpacks paths. */
export function decodePaths(list: PathList): readonly string[] {
  return new TextDecoder().decode(list).split('\n').slice(0, -1)
}

/** Some chunks, one after the other. */
export interface ChunkRun {
  /** Plain bytes per chunk. */
  readonly sizes: Uint32Array
  /** SHA-256 per chunk, 32 bytes each. */
  readonly hashes: Uint8Array
}

/** Files on this machine, known by their position in `paths`. */
export interface ListedFiles {
  /** Absolute folders. */
  readonly roots: readonly string[]
  /** Per path: position in `roots`. */
  readonly pathRoots: Uint32Array
  readonly paths: PathList
}

/** Chunks and where they go. */
export interface PlacedChunks extends ChunkRun, ListedFiles {
  /** Number of places per chunk; 0 = it only fills the frame. */
  readonly counts: Uint32Array
  /** Per place: position in `paths`. */
  readonly files: Uint32Array
  /** Per place: bytes before the chunk in that file. */
  readonly offsets: Float64Array
}

/** Chunks that can be read on this machine. */
export interface LocalChunks extends ChunkRun, ListedFiles {
  /** Per chunk: position in `paths`. */
  readonly files: Uint32Array
  readonly offsets: Float64Array
}

/** Frames of one transfer, to be unpacked one after the other. */
export interface UnpackOrder {
  /** Per frame: bytes before it in the downloaded file. */
  readonly frameOffsets: Float64Array
  readonly frameLengths: Uint32Array
  /** Per frame: number of its chunks in `chunks`. */
  readonly chunkCounts: Uint32Array
  /** Per frame: number of its prefix chunks in `prefix`. */
  readonly prefixCounts: Uint32Array
  readonly chunks: PlacedChunks
  readonly prefix: LocalChunks
}

/** Chunks to read on this machine, verify and place. */
export interface CopyOrder {
  readonly from: LocalChunks
  readonly to: PlacedChunks
}

/** Whole files to link or clone. */
export interface ReuseOrder {
  readonly roots: readonly string[]
  /** Per file: position in `roots`. */
  readonly sourceRoots: Uint32Array
  readonly sources: PathList
  /** Files below the staging folder, in the same order. */
  readonly paths: PathList
  readonly sizes: Float64Array
}

/** Files of the version, to be brought into their final form; a plan numbers them through all its orders, from 0. */
export interface FinishOrder {
  readonly paths: PathList
  readonly sizes: Float64Array
  /** 1 = executable. */
  readonly executable: Uint8Array
}

/** A step of a transfer: it waits for the steps that place what its frames lean on. */
export interface UnpackStep {
  readonly number: number
  readonly dependsOn: readonly number[]
  readonly order: UnpackOrder
}

/** One download and what becomes of it. */
export interface TransferOrder {
  readonly sha256: string
  /** Bytes of the whole bundle. */
  readonly bundleSize: number
  readonly isWhole: boolean
  readonly offset: number
  readonly length: number
  /** One after the other. */
  readonly steps: readonly UnpackStep[]
  /** Files of the version that it writes to, each once, by their number in the plan's orders to finish. */
  readonly files: Uint32Array
}

/** The memory of all typed arrays in `value`, to move it to another thread instead of copying it. */
export function buffersOf(value: unknown): readonly ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>()
  const visit = (part: unknown): void => {
    if (ArrayBuffer.isView(part)) {
      if (part.buffer instanceof ArrayBuffer) buffers.add(part.buffer)
    } else if (typeof part === 'object' && part !== null) {
      Object.values(part).forEach(visit)
    }
  }
  visit(value)
  return [...buffers]
}
