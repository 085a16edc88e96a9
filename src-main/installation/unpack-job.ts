import { closeSync } from 'node:fs'
import { AssetPackError } from '../../src-shared/domain/errors'
import { releaseBytes } from '../platform/release-bytes'
import type { JobContext } from '../platform/worker-protocol'
import { decompressFrame, initializeCompression } from '../repository/compression'
import { ChunkReader, isChunk } from './chunk-reader'
import { stopIfCancelled } from './job-cancellation'
import { openToRead } from './safe-path'
import { readFully, Scratch, StagedFiles } from './staged-files'
import type { PlacedChunks, UnpackOrder } from './work-order'

/** Unpacks frames of a downloaded file into staged files. */
export interface UnpackJob {
  readonly kind: 'unpack'
  /** Absolute path of the downloaded bundle, or part of one. */
  readonly file: string
  readonly order: UnpackOrder
}

/** What a job placed, and which files on this machine were not what the plan believed. */
export interface PlacingResult {
  /** Plain bytes written. */
  readonly placedBytes: number
  /** Absolute paths. What should have come from them is missing. */
  readonly damagedSources: readonly string[]
}

const storedScratch = new Scratch()
const prefixScratch = new Scratch()

/**
 * Reads each frame, decompresses it into bounded memory, verifies every chunk, and only then writes: not one byte of a
 * frame that holds a wrong chunk reaches a file.
 *
 * @throws AssetPackError `integrityCheckFailed` or `chunkInvalid` for what the host sent.
 */
export async function unpack(job: UnpackJob, context: JobContext): Promise<PlacingResult> {
  await initializeCompression()
  const { order } = job
  const { descriptor } = openToRead(job.file)
  const staged = new StagedFiles(order.chunks)
  const reader = new ChunkReader(order.prefix)
  const damaged = new Set<string>()
  let placedBytes = 0
  try {
    const cursor = new PlacingCursor(order.chunks)
    let prefixAt = 0
    for (const [frame, chunkCount] of order.chunkCounts.entries()) {
      stopIfCancelled(context)
      const prefixCount = order.prefixCounts[frame] ?? 0
      const prefix = new FramePrefix(
        reader,
        prefixAt,
        order.prefix.sizes.subarray(prefixAt, prefixAt + prefixCount),
      )
      prefixAt += prefixCount
      const plain = decompressed(descriptor, order, frame, cursor, prefix)
      if (plain === undefined) {
        for (const source of prefix.damagedSources()) damaged.add(source)
        cursor.skip(chunkCount)
        continue
      }
      stopIfCancelled(context)
      placedBytes += cursor.place(plain, chunkCount, staged)
      await releaseBytes(plain)
    }
  } finally {
    closeSync(descriptor)
    reader.close()
    staged.close()
  }
  return { placedBytes, damagedSources: [...damaged] }
}

/** The verified plain bytes of a frame; `undefined` when what it leans on is damaged. */
function decompressed(
  descriptor: number,
  order: UnpackOrder,
  frame: number,
  cursor: PlacingCursor,
  prefix: FramePrefix,
): Uint8Array | undefined {
  const chunkCount = order.chunkCounts[frame] ?? 0
  const stored = readStored(descriptor, order, frame)
  try {
    const plain = decompressFrame(stored, { plainSize: cursor.plainSize(chunkCount), prefix: prefix.bytes })
    cursor.verify(plain, chunkCount)
    return plain
  } catch (error) {
    // The host is not to blame for what a damaged file on this machine made of its frame.
    if (prefix.damagedSources().length > 0) return undefined
    throw error
  }
}

function readStored(descriptor: number, order: UnpackOrder, frame: number): Uint8Array {
  const stored = storedScratch.take(order.frameLengths[frame] ?? 0)
  if (readFully(descriptor, stored, order.frameOffsets[frame] ?? 0) < stored.length) {
    throw new AssetPackError('chunkInvalid', 'A downloaded file is shorter than its frames.')
  }
  return stored
}

/**
 * What a frame leans on. It is not verified: that would cost a second hash for every byte of an installation. A byte of it
 * that is wrong or missing either does not matter or spoils a chunk; then all of it is looked at.
 */
class FramePrefix {
  readonly bytes: Uint8Array
  readonly #reader: ChunkReader
  readonly #first: number
  readonly #sizes: Uint32Array

  constructor(reader: ChunkReader, first: number, sizes: Uint32Array) {
    this.#reader = reader
    this.#first = first
    this.#sizes = sizes
    this.bytes = prefixScratch.take(sizes.reduce((sum, size) => sum + size, 0))
    for (const { position, bytes } of this.#chunks()) reader.readUnverified(position, bytes)
  }

  /** Absolute paths of the files whose chunks are not right. */
  damagedSources(): readonly string[] {
    const wrong = this.#chunks().filter(({ position, bytes }) => !this.#reader.read(position, bytes))
    return wrong.map(({ position }) => this.#reader.source(position))
  }

  #chunks(): readonly { readonly position: number; readonly bytes: Uint8Array }[] {
    let at = 0
    return Array.from(this.#sizes, (size, ordinal) => {
      at += size
      return { position: this.#first + ordinal, bytes: this.bytes.subarray(at - size, at) }
    })
  }
}

/** Walks over placed chunks frame by frame. */
export class PlacingCursor {
  readonly #chunks: PlacedChunks
  #chunk = 0
  #place = 0

  constructor(chunks: PlacedChunks) {
    this.#chunks = chunks
  }

  /** Plain bytes of the next `count` chunks. */
  plainSize(count: number): number {
    let sum = 0
    for (const size of this.#chunks.sizes.subarray(this.#chunk, this.#chunk + count)) sum += size
    return sum
  }

  /**
   * Checks those of the next `count` chunks that have a place.
   *
   * @throws AssetPackError `integrityCheckFailed`.
   */
  verify(plain: Uint8Array, count: number): void {
    let at = 0
    for (let position = this.#chunk; position < this.#chunk + count; position += 1) {
      const size = this.#chunks.sizes[position] ?? 0
      const bytes = plain.subarray(at, at + size)
      at += size
      if (this.#chunks.counts[position] === 0 || isChunk(bytes, this.#chunks, position)) continue
      const expected = Buffer.from(this.#chunks.hashes.subarray(32 * position, 32 * position + 32)).toString(
        'hex',
      )
      throw new AssetPackError('integrityCheckFailed', 'A chunk is not what the signed index says.', {
        details: { expected, size },
      })
    }
  }

  /** Writes the next `count` chunks, which are verified, to their places; gives the bytes written. */
  place(plain: Uint8Array, count: number, staged: StagedFiles): number {
    const writes = new WriteJoiner(plain, staged)
    let at = 0
    for (let left = count; left > 0; left -= 1) {
      const size = this.#chunks.sizes[this.#chunk] ?? 0
      for (let places = this.#chunks.counts[this.#chunk] ?? 0; places > 0; places -= 1) {
        writes.add(this.#chunks.files[this.#place] ?? 0, this.#chunks.offsets[this.#place] ?? 0, at, size)
        this.#place += 1
      }
      this.#chunk += 1
      at += size
    }
    return writes.flush()
  }

  /** Leaves the next `count` chunks out. */
  skip(count: number): void {
    for (let left = count; left > 0; left -= 1) {
      this.#place += this.#chunks.counts[this.#chunk] ?? 0
      this.#chunk += 1
    }
  }
}

/** Joins chunks that are neighbours in the frame and in the file: few big writes instead of many small ones. */
class WriteJoiner {
  readonly #plain: Uint8Array
  readonly #staged: StagedFiles
  #run: { readonly file: number; readonly offset: number; readonly at: number; length: number } | undefined
  #written = 0

  constructor(plain: Uint8Array, staged: StagedFiles) {
    this.#plain = plain
    this.#staged = staged
  }

  add(file: number, offset: number, at: number, size: number): void {
    const run = this.#run
    if (run?.file === file && run.offset + run.length === offset && run.at + run.length === at) {
      run.length += size
      return
    }
    this.flush()
    this.#run = { file, offset, at, length: size }
  }

  /** Writes what waits; gives all bytes written so far. */
  flush(): number {
    const run = this.#run
    this.#run = undefined
    if (run !== undefined) {
      this.#staged.write(run.file, run.offset, this.#plain.subarray(run.at, run.at + run.length))
      this.#written += run.length
    }
    return this.#written
  }
}
