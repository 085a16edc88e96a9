import { closeSync, readSync, writeSync } from 'node:fs'
import { openToPlace, SafeFolders } from './safe-path'
import { decodePaths, type ListedFiles } from './work-order'

/** Descriptors that one job keeps open: a big file is opened once, and a pack of many files does not use them up. */
const mostOpen = 64

/** The files of a staging area, opened for writing by their number in a list; reused handles, never through a link. */
export class StagedFiles {
  readonly #folders: readonly SafeFolders[]
  readonly #pathRoots: Uint32Array
  readonly #paths: readonly string[]
  readonly #open = new Map<number, number>()

  constructor({ roots, pathRoots, paths }: ListedFiles) {
    this.#folders = roots.map((root) => new SafeFolders(root))
    this.#pathRoots = pathRoots
    this.#paths = decodePaths(paths)
  }

  /** Writes all of `bytes` at `offset` of a file. */
  write(file: number, offset: number, bytes: Uint8Array): void {
    const descriptor = this.#descriptor(file)
    for (let written = 0; written < bytes.length;) {
      written += writeSync(descriptor, bytes, written, bytes.length - written, offset + written)
    }
  }

  close(): void {
    for (const descriptor of this.#open.values()) closeSync(descriptor)
    this.#open.clear()
  }

  #descriptor(file: number): number {
    const known = this.#open.get(file)
    if (known !== undefined) return known
    const [oldest] = this.#open
    if (oldest !== undefined && this.#open.size >= mostOpen) {
      closeSync(oldest[1])
      this.#open.delete(oldest[0])
    }
    const path = this.#paths[file]
    const folders = this.#folders[this.#pathRoots[file] ?? 0]
    if (path === undefined || folders === undefined)
      throw new RangeError('An order names a file that it does not list.')
    const descriptor = openToPlace(folders.prepare(path))
    this.#open.set(file, descriptor)
    return descriptor
  }
}

/** Fills `bytes` from `offset` of a file; gives how many bytes there were. */
export function readFully(descriptor: number, bytes: Uint8Array, offset: number): number {
  let filled = 0
  while (filled < bytes.length) {
    const count = readSync(descriptor, bytes, filled, bytes.length - filled, offset + filled)
    if (count === 0) break
    filled += count
  }
  return filled
}

/** A buffer that a thread uses again and again; a new one is made only when a bigger one is needed. */
export class Scratch {
  #bytes = new Uint8Array(0)

  /** `length` bytes with anything in them; the next call may give the same ones. */
  take(length: number): Uint8Array {
    if (this.#bytes.length < length) this.#bytes = new Uint8Array(Math.ceil(length * 1.25))
    return this.#bytes.subarray(0, length)
  }
}
