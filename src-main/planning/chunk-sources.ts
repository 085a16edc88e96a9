import type { PackIndex } from '../repository/pack-index'
import { ChunkLookup } from './chunk-lookup'
import { eachPlacement, placementStarts } from './chunk-placements'

/** A file on this machine: `root` 0 is the staging folder, the others are folders of installed packs. */
export interface LocalFile {
  readonly root: number
  /** Relative to the root. */
  readonly path: string
}

/** An installed file that is believed to be, byte for byte, a file of the target. */
export interface WholeFile extends LocalFile {
  readonly executable: boolean
}

/** An installed version and which of its placements are believed to be right on disk (1 = right). */
export interface LocalContent {
  readonly root: number
  readonly index: PackIndex
  readonly present: Uint8Array
}

/** Where chunks of the target can be read on this machine. */
export interface ChunkSources {
  readonly files: readonly LocalFile[]
  /** Per chunk: position in `files`; -1 = nowhere. */
  readonly file: Int32Array
  /** Per chunk: bytes before it in that file. */
  readonly offset: Float64Array
}

/** Collects {@link ChunkSources}; the first source of a chunk stays. */
export class ChunkSourceCollector {
  readonly #target: PackIndex
  readonly #files: LocalFile[] = []
  readonly #file: Int32Array
  readonly #offset: Float64Array

  constructor(target: PackIndex) {
    this.#target = target
    this.#file = new Int32Array(target.chunks.count).fill(-1)
    this.#offset = new Float64Array(target.chunks.count)
  }

  /** What is already right in staging: 1 per placement of the target. */
  addStaged(staged: Uint8Array): void {
    const files = this.#target.files
    let current = -1
    eachPlacement(this.#target, (chunk, placement, file, offset) => {
      if (staged[placement] !== 1 || this.#file[chunk] !== -1) return
      if (current !== file) this.#files.push({ root: 0, path: files[file]?.path ?? '' })
      current = file
      this.#set(chunk, offset)
    })
  }

  /** A file of the target that lies somewhere whole. */
  addWhole(file: number, { root, path }: LocalFile): void {
    const chunks = this.#target.files[file]?.chunks ?? []
    this.#files.push({ root, path })
    let offset = 0
    for (const chunk of chunks) {
      if (this.#file[chunk] === -1) this.#set(chunk, offset)
      offset += this.#target.chunks.sizes[chunk] ?? 0
    }
  }

  /** The chunks of an installed version. */
  addContent({ root, index, present }: LocalContent): void {
    const lookup = new ChunkLookup(this.#target.chunks)
    // Asked once per chunk, not once per place: -2 = not asked yet.
    const counterpart = new Int32Array(index.chunks.count).fill(-2)
    const starts = placementStarts(index)
    for (const [number, { path, chunks }] of index.files.entries()) {
      const first = starts[number] ?? 0
      let isListed = false
      let offset = 0
      for (const [ordinal, chunk] of chunks.entries()) {
        if (counterpart[chunk] === -2) counterpart[chunk] = lookup.find(index.chunks, chunk)
        const target = counterpart[chunk] ?? -1
        if (target >= 0 && present[first + ordinal] === 1 && this.#file[target] === -1) {
          if (!isListed) this.#files.push({ root, path })
          isListed = true
          this.#set(target, offset)
        }
        offset += index.chunks.sizes[chunk] ?? 0
      }
    }
  }

  collected(): ChunkSources {
    return { files: this.#files, file: this.#file, offset: this.#offset }
  }

  #set(chunk: number, offset: number): void {
    this.#file[chunk] = this.#files.length - 1
    this.#offset[chunk] = offset
  }
}
