import type { InstallPlan } from '../planning/install-plan'
import type { PackFile, PackIndex } from '../repository/pack-index'
import {
  encodePaths,
  type CopyOrder,
  type FinishOrder,
  type ListedFiles,
  type LocalChunks,
  type PlacedChunks,
  type ReuseOrder,
} from './work-order'

/** How much goes into one order: enough to be worth a message, little enough to share the work out and to stop soon. */
const orderSizes = { copiedBytes: 32 * 1024 * 1024, reusedFiles: 1_000, finishedFiles: 2_000 } as const

/** The file of chunks that no file of the version needs, among the bundles in flight. It goes with the staging area. */
const spareFile = 'spare.chunks'
/** Tells it from the files of the version, which are numbered from 0, and from sources. */
const spareKey = Number.POSITIVE_INFINITY

/** Absolute folders. */
export interface OrderRoots {
  /** Where the version is put together. */
  readonly staging: string
  /** Installed versions, in the order of the plan, which numbers them from 1. */
  readonly versions: readonly string[]
  /** Where chunks are put aside. */
  readonly spare: string
}

/** Turns parts of a plan into columns. */
export class OrderBuilder {
  readonly #index: PackIndex
  readonly #plan: InstallPlan
  /** Number 0 is the staging folder, the last one that of the spare chunks. */
  readonly #roots: readonly string[]

  constructor(index: PackIndex, plan: InstallPlan, { staging, versions, spare }: OrderRoots) {
    this.#index = index
    this.#plan = plan
    this.#roots = [staging, ...versions, spare]
  }

  reuse(): readonly ReuseOrder[] {
    return slices(this.#plan.reused, orderSizes.reusedFiles).map((files) => ({
      roots: this.#roots,
      sourceRoots: Uint32Array.from(files, ({ source }) => source.root),
      sources: encodePaths(files.map(({ source }) => source.path)),
      paths: encodePaths(files.map(({ file }) => this.#file(file).path)),
      sizes: Float64Array.from(files, ({ file }) => this.#file(file).size),
    }))
  }

  copies(): readonly CopyOrder[] {
    const orders: CopyOrder[] = []
    let bytes = 0
    let run: number[] = []
    const close = (): void => {
      if (run.length > 0) orders.push({ from: this.local(run), to: this.placed(run, () => true) })
      run = []
      bytes = 0
    }
    for (const chunk of this.#plan.copied) {
      run.push(chunk)
      bytes += this.#index.chunks.sizes[chunk] ?? 0
      if (bytes >= orderSizes.copiedBytes) close()
    }
    close()
    return orders
  }

  finish(): readonly FinishOrder[] {
    return slices(this.#index.files, orderSizes.finishedFiles).map((files) => ({
      paths: encodePaths(files.map(({ path }) => path)),
      sizes: Float64Array.from(files, ({ size }) => size),
      executable: Uint8Array.from(files, ({ executable }) => (executable ? 1 : 0)),
    }))
  }

  /** Numbers of the files that something on this machine goes to, whole or in chunks; each once. */
  localFiles(): Uint32Array {
    const { copied, pending, reused } = this.#plan
    const written = new Set(reused.map(({ file }) => file))
    for (const chunk of copied) {
      const [first = 0, end = 0] = pending.starts.subarray(chunk, chunk + 2)
      for (const file of pending.files.subarray(first, end)) written.add(file)
    }
    return Uint32Array.from(written)
  }

  /** `chunks` with their pending places; those that `isPlaced` denies get none. */
  placed(chunks: readonly number[], isPlaced: (chunk: number) => boolean): PlacedChunks {
    const list = new PathNumbers()
    const files: number[] = []
    const offsets: number[] = []
    const counts = Uint32Array.from(chunks, (chunk) => {
      const places = isPlaced(chunk) ? this.#places(chunk) : []
      for (const { key, root, path, offset } of places) {
        files.push(list.number(key, root, path))
        offsets.push(offset)
      }
      return places.length
    })
    return {
      ...this.#run(chunks),
      counts,
      files: Uint32Array.from(files),
      offsets: Float64Array.from(offsets),
      ...this.#listed(list),
    }
  }

  /** `chunks` and where each can be read: on this machine now, or in staging once it is placed there. */
  local(chunks: readonly number[]): LocalChunks {
    const list = new PathNumbers()
    const regions = chunks.map((chunk) => this.#region(chunk))
    const files = Uint32Array.from(regions, ({ key, root, path }) => list.number(key, root, path))
    return {
      ...this.#run(chunks),
      files,
      offsets: Float64Array.from(regions, ({ offset }) => offset),
      ...this.#listed(list),
    }
  }

  #listed(list: PathNumbers): ListedFiles {
    return { roots: this.#roots, pathRoots: Uint32Array.from(list.roots), paths: list.paths }
  }

  /** Where a chunk can be read. */
  #region(chunk: number): Region {
    const { sources } = this.#plan
    const number = sources.file[chunk] ?? -1
    const source = sources.files[number]
    if (source !== undefined) return { key: number, ...source, offset: sources.offset[chunk] ?? 0 }
    const [place] = this.#places(chunk)
    if (place === undefined) throw new RangeError(`The plan has no place for chunk ${String(chunk)}.`)
    return place
  }

  /** Where a chunk goes. */
  #places(chunk: number): readonly Region[] {
    const { pending, spare } = this.#plan
    const offset = spare.get(chunk)
    if (offset !== undefined)
      return [{ key: spareKey, root: this.#roots.length - 1, path: spareFile, offset }]
    const [first = 0, end = 0] = pending.starts.subarray(chunk, chunk + 2)
    return Array.from({ length: end - first }, (_, ordinal) => {
      const file = pending.files[first + ordinal] ?? 0
      // Keys of places and of sources must not meet: -1, -2, ... are files that are being put together.
      const { path } = this.#file(file)
      return { key: -1 - file, root: 0, path, offset: pending.offsets[first + ordinal] ?? 0 }
    })
  }

  #run(chunks: readonly number[]): { readonly sizes: Uint32Array; readonly hashes: Uint8Array } {
    const { sizes, hashes } = this.#index.chunks
    const copied = new Uint8Array(32 * chunks.length)
    for (const [position, chunk] of chunks.entries()) {
      copied.set(hashes.subarray(32 * chunk, 32 * chunk + 32), 32 * position)
    }
    return { sizes: Uint32Array.from(chunks, (chunk) => sizes[chunk] ?? 0), hashes: copied }
  }

  #file(number: number): PackFile {
    const file = this.#index.files[number]
    if (file === undefined)
      throw new RangeError(`The plan names file ${String(number)}, which is not listed.`)
    return file
  }
}

/** A run of bytes of a file, which `key` stands for. */
interface Region {
  readonly key: number
  /** Position in the roots. */
  readonly root: number
  readonly path: string
  readonly offset: number
}

/** Numbers the paths of one order in the order of their first use. */
class PathNumbers {
  readonly roots: number[] = []
  readonly #paths: string[] = []
  readonly #numbers = new Map<number, number>()

  get paths(): Uint8Array {
    return encodePaths(this.#paths)
  }

  number(key: number, root: number, path: string): number {
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    this.#numbers.set(key, this.#paths.length)
    this.roots.push(root)
    return this.#paths.push(path) - 1
  }
}

function slices<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, number) =>
    items.slice(number * size, (number + 1) * size),
  )
}
