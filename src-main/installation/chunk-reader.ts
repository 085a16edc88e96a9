import { closeSync } from 'node:fs'
import { sha256 } from '../repository/digest'
import { openToRead, pathInside } from './safe-path'
import { readFully } from './staged-files'
import { decodePaths, type ChunkRun, type LocalChunks } from './work-order'

/** Whether `bytes` are the chunk at `position`: right size, right SHA-256. */
export function isChunk(bytes: Uint8Array, { sizes, hashes }: ChunkRun, position: number): boolean {
  if (bytes.length !== sizes[position]) return false
  const expected = hashes.subarray(32 * position, 32 * position + 32)
  return Buffer.compare(sha256(bytes), expected) === 0
}

/** Reads chunks from files on this machine, where anything may have happened to them. */
export class ChunkReader {
  readonly #chunks: LocalChunks
  readonly #paths: readonly string[]
  /** Reading goes file by file: one stays open. */
  #open: { readonly file: number; readonly descriptor: number } | undefined

  constructor(chunks: LocalChunks) {
    this.#chunks = chunks
    this.#paths = decodePaths(chunks.paths)
  }

  /** Reads the chunk at `position` into `bytes` (of its size); whether it is there and right. */
  read(position: number, bytes: Uint8Array): boolean {
    return this.readUnverified(position, bytes) && isChunk(bytes, this.#chunks, position)
  }

  /** Reads what stands where the chunk at `position` should be; whether there are that many bytes. */
  readUnverified(position: number, bytes: Uint8Array): boolean {
    const offset = this.#chunks.offsets[position] ?? 0
    try {
      const descriptor = this.#descriptor(this.#chunks.files[position] ?? 0)
      return readFully(descriptor, bytes, offset) === bytes.length
    } catch {
      // Whatever keeps an installed file from being read, its chunks can come some other way.
      return false
    }
  }

  /** The absolute path of the file that holds the chunk at `position`. */
  source(position: number): string {
    return this.#absolutePath(this.#chunks.files[position] ?? 0)
  }

  close(): void {
    if (this.#open !== undefined) closeSync(this.#open.descriptor)
    this.#open = undefined
  }

  #descriptor(file: number): number {
    if (this.#open?.file === file) return this.#open.descriptor
    this.close()
    const { descriptor } = openToRead(this.#absolutePath(file))
    this.#open = { file, descriptor }
    return descriptor
  }

  #absolutePath(file: number): string {
    const root = this.#chunks.roots[this.#chunks.pathRoots[file] ?? 0]
    const path = this.#paths[file]
    if (root === undefined || path === undefined)
      throw new RangeError('An order names a file it does not list.')
    return pathInside(root, path)
  }
}
