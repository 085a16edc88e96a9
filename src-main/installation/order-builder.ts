import type { InstallPlan } from '../planning/install-plan'
import type { PackFile, PackIndex } from '../repository/pack-index'
import {
  encodePaths,
  type CopyOrder,
  type FinishOrder,
  type LocalChunks,
  type PlacedChunks,
  type ReuseOrder,
} from './work-order'

/** How much goes into one order: enough to be worth a message, little enough to share the work out and to stop soon. */
const orderSizes = { copiedBytes: 32 * 1024 * 1024, reusedFiles: 1_000, finishedFiles: 2_000 } as const

/** Turns parts of a plan into columns. */
export class OrderBuilder {
  readonly #index: PackIndex
  readonly #plan: InstallPlan
  /** Absolute folders; the staging folder is number 0. */
  readonly #roots: readonly string[]

  constructor(index: PackIndex, plan: InstallPlan, roots: readonly string[]) {
    this.#index = index
    this.#plan = plan
    this.#roots = roots
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

  /** `chunks` with their pending places; those that `isPlaced` denies get none. */
  placed(chunks: readonly number[], isPlaced: (chunk: number) => boolean): PlacedChunks {
    const { starts, files, offsets } = this.#plan.pending
    const counts = Uint32Array.from(chunks, (chunk) =>
      isPlaced(chunk) ? (starts[chunk + 1] ?? 0) - (starts[chunk] ?? 0) : 0,
    )
    const total = counts.reduce((sum, count) => sum + count, 0)
    const list = new PathNumbers()
    const order = { files: new Uint32Array(total), offsets: new Float64Array(total) }
    let next = 0
    for (const [position, chunk] of chunks.entries()) {
      const first = starts[chunk] ?? 0
      for (let place = first; place < first + (counts[position] ?? 0); place += 1) {
        const file = files[place] ?? 0
        order.files[next] = list.number(file, 0, this.#file(file).path)
        order.offsets[next] = offsets[place] ?? 0
        next += 1
      }
    }
    return { ...this.#run(chunks), counts, ...order, paths: list.paths }
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
      roots: this.#roots,
      pathRoots: Uint32Array.from(list.roots),
      paths: list.paths,
    }
  }

  #region(chunk: number): {
    readonly key: number
    readonly root: number
    readonly path: string
    readonly offset: number
  } {
    const { sources, pending } = this.#plan
    const number = sources.file[chunk] ?? -1
    const source = sources.files[number]
    // Keys of the two kinds must not meet: -1, -2, ... are files that are being put together.
    if (source !== undefined) return { key: number, ...source, offset: sources.offset[chunk] ?? 0 }
    const place = pending.starts[chunk] ?? 0
    const file = pending.files[place] ?? 0
    return { key: -1 - file, root: 0, path: this.#file(file).path, offset: pending.offsets[place] ?? 0 }
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
