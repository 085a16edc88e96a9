import type { ChunkTable } from '../repository/pack-index'

/**
 * Finds a chunk of a table by its hash. An open-addressing table over the hashes themselves: 8 bytes a chunk, where a
 * `Map` of strings would take two hundred.
 */
export class ChunkLookup {
  readonly #table: ChunkTable
  readonly #view: DataView
  /** Position + 1; 0 = free. Its length is a power of two, at least twice the number of chunks. */
  readonly #slots: Int32Array
  readonly #mask: number

  constructor(table: ChunkTable) {
    this.#table = table
    this.#view = viewOf(table.hashes)
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, table.count * 2)))
    this.#slots = new Int32Array(size)
    this.#mask = size - 1
    for (let position = 0; position < table.count; position += 1) this.#add(position)
  }

  /** The position of the chunk with the same hash and size as chunk `position` of `other`; -1 when there is none. */
  find(other: ChunkTable, position: number): number {
    const view = viewOf(other.hashes)
    for (let slot = view.getUint32(32 * position, true) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const found = (this.#slots[slot] ?? 0) - 1
      if (found < 0) return -1
      if (sameHash(this.#view, found, view, position)) {
        return this.#table.sizes[found] === other.sizes[position] ? found : -1
      }
    }
  }

  #add(position: number): void {
    // SHA-256 is spread evenly by itself: its first bytes are the slot.
    let slot = this.#view.getUint32(32 * position, true) & this.#mask
    for (; this.#slots[slot] !== 0; slot = (slot + 1) & this.#mask) {
      const other = (this.#slots[slot] ?? 0) - 1
      if (sameHash(this.#view, other, this.#view, position)) return
    }
    this.#slots[slot] = position + 1
  }
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}

function sameHash(a: DataView, positionA: number, b: DataView, positionB: number): boolean {
  for (let at = 0; at < 32; at += 4) {
    if (a.getUint32(32 * positionA + at) !== b.getUint32(32 * positionB + at)) return false
  }
  return true
}
