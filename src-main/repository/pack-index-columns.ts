import { packPathLimits } from '../../src-shared/domain/pack-path'
import { chunkHash, plainSizeOf } from './chunk-table'
import { sha256Hex } from './digest'
import { formatLimits } from './format-limits'
import { decodeColumn, decodeDeltaColumn, encodeColumn, encodeDeltaColumn } from './integer-column'
import type { BundleReference, ChunkTable, PackFile, PackFrame } from './pack-index'
import { indexInvalid, requireWithin } from './pack-index-check'
import type { PackIndexMap } from './pack-index-map'

const hashOfNothing = sha256Hex(new Uint8Array(0))
/** No path holds a line break. */
const pathSeparator = '\n'

/**
 * Files as columns. A file's size is not written: it is the sum of its chunks. Nor is the hash of a file of one chunk,
 * which is the chunk's, nor that of an empty file.
 */
export function encodeFiles(files: readonly PackFile[]): PackIndexMap['files'] {
  return {
    paths: files.map(({ path }) => path).join(pathSeparator),
    executable: Uint8Array.from(files, ({ executable }) => (executable ? 1 : 0)),
    chunkCounts: encodeColumn(files.map(({ chunks }) => chunks.length)),
    chunks: encodeDeltaColumn(concatenated(files.map(({ chunks }) => chunks))),
    hashes: Buffer.from(files.map(({ chunks, sha256 }) => (chunks.length > 1 ? sha256 : '')).join(''), 'hex'),
  }
}

/** Reads what {@link encodeFiles} wrote. */
export function decodeFiles(columns: PackIndexMap['files'], chunks: ChunkTable): readonly PackFile[] {
  const counts = decodeColumn(columns.chunkCounts)
  requireWithin('files', counts.length, formatLimits.files)
  requireWithin('characters of paths', columns.paths.length, counts.length * (packPathLimits.codeUnits + 1))
  requireWithin('chunks that files name', columns.chunks.length / 4, formatLimits.chunkReferences)
  const paths = decodePaths(columns)
  if (paths.length !== counts.length || columns.executable.length !== counts.length) {
    throw indexInvalid('its file columns differ in length')
  }
  const positions = runsOf(decodeDeltaColumn(columns.chunks), counts, 'files')
  const hashes = new HashReader(columns.hashes)
  const files = paths.map((path, index): PackFile => {
    const fileChunks = positions[index] ?? new Uint32Array(0)
    const flag = columns.executable[index]
    if (flag !== 0 && flag !== 1) throw indexInvalid('a file is neither executable nor not')
    return {
      path,
      size: plainSizeOf(fileChunks, chunks),
      executable: flag === 1,
      sha256: fileChunks.length > 1 ? hashes.next() : hashOfSmallFile(fileChunks, chunks),
      chunks: fileChunks,
    }
  })
  hashes.requireEnd()
  return files
}

/** The paths alone. */
export function decodePaths({ paths, chunkCounts }: PackIndexMap['files']): readonly string[] {
  return chunkCounts.length === 0 ? [] : paths.split(pathSeparator)
}

/** Frames as columns. */
export function encodeFrames(frames: readonly PackFrame[]): PackIndexMap['frames'] {
  return {
    bundle: encodeDeltaColumn(frames.map(({ bundle }) => bundle)),
    offset: encodeDeltaColumn(frames.map(({ offset }) => offset)),
    storedLength: encodeColumn(frames.map(({ storedLength }) => storedLength)),
    chunkCounts: encodeColumn(frames.map(({ chunks }) => chunks.length)),
    chunks: encodeDeltaColumn(concatenated(frames.map(({ chunks }) => chunks))),
    prefixCounts: encodeColumn(frames.map(({ prefixChunks }) => prefixChunks.length)),
    prefixChunks: encodeDeltaColumn(concatenated(frames.map(({ prefixChunks }) => prefixChunks))),
  }
}

/** Reads what {@link encodeFrames} wrote. */
export function decodeFrames(columns: PackIndexMap['frames']): readonly PackFrame[] {
  const bundles = decodeDeltaColumn(columns.bundle)
  requireWithin('frames', bundles.length, formatLimits.frames)
  const offsets = decodeDeltaColumn(columns.offset)
  const lengths = decodeColumn(columns.storedLength)
  const counts = decodeColumn(columns.chunkCounts)
  const prefixCounts = decodeColumn(columns.prefixCounts)
  if ([offsets, lengths, counts, prefixCounts].some(({ length }) => length !== bundles.length)) {
    throw indexInvalid('its frame columns differ in length')
  }
  const chunks = runsOf(decodeDeltaColumn(columns.chunks), counts, 'frames')
  const prefixChunks = runsOf(decodeDeltaColumn(columns.prefixChunks), prefixCounts, 'frames')
  return Array.from(bundles, (bundle, index): PackFrame => {
    return {
      bundle,
      offset: offsets[index] ?? 0,
      storedLength: lengths[index] ?? 0,
      chunks: chunks[index] ?? new Uint32Array(0),
      prefixChunks: prefixChunks[index] ?? new Uint32Array(0),
    }
  })
}

/** Bundles as columns. */
export function encodeBundles(bundles: readonly BundleReference[]): PackIndexMap['bundles'] {
  return {
    hashes: Buffer.from(bundles.map(({ sha256 }) => sha256).join(''), 'hex'),
    sizes: encodeColumn(bundles.map(({ size }) => size)),
  }
}

/** Reads what {@link encodeBundles} wrote. */
export function decodeBundles(columns: PackIndexMap['bundles']): readonly BundleReference[] {
  const sizes = decodeColumn(columns.sizes)
  requireWithin('bundles', sizes.length, formatLimits.bundles)
  if (columns.hashes.length !== 32 * sizes.length) throw indexInvalid('its bundle columns differ in length')
  const hashes = new HashReader(columns.hashes)
  return Array.from(sizes, (size) => ({ sha256: hashes.next(), size }))
}

class HashReader {
  readonly #bytes: Buffer
  #position = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  next(): string {
    if (this.#position + 32 > this.#bytes.length) throw indexInvalid('a hash is missing')
    this.#position += 32
    return this.#bytes.toString('hex', this.#position - 32, this.#position)
  }

  requireEnd(): void {
    if (this.#position !== this.#bytes.length) throw indexInvalid('it holds hashes of no file')
  }
}

function hashOfSmallFile([position]: Uint32Array, chunks: ChunkTable): string {
  return position === undefined ? hashOfNothing : chunkHash(chunks, position)
}

function concatenated(runs: readonly Uint32Array[]): Uint32Array {
  const all = new Uint32Array(runs.reduce((sum, { length }) => sum + length, 0))
  let end = 0
  for (const run of runs) {
    all.set(run, end)
    end += run.length
  }
  return all
}

function runsOf(all: Uint32Array<ArrayBuffer>, counts: Uint32Array, what: string): readonly Uint32Array[] {
  let end = 0
  const runs = Array.from(counts, (count) => {
    end += count
    return all.subarray(end - count, end)
  })
  if (end !== all.length) throw indexInvalid(`the chunks of its ${what} do not match their counts`)
  return runs
}
