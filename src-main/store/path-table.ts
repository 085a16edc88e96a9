import { randomInt } from 'node:crypto'

/** Otherwise who knows the hash could make paths that all come to the same place. */
const seed = randomInt(2 ** 32)

/**
 * Says for each path who may hold it, in numbers alone: a million paths take some 20 MB. Owners are told apart by a number;
 * that they do hold the path is for them to say, since two paths can have the same hash.
 */
export class PathTable {
  readonly #heads: Uint32Array
  readonly #hashes: Uint32Array
  readonly #owners: Uint32Array
  /** What comes after an entry in its chain; entries are counted from 1. */
  readonly #next: Uint32Array
  #entries = 0

  /** For at most so many entries. */
  constructor(capacity: number) {
    this.#heads = new Uint32Array(2 ** Math.max(4, Math.ceil(Math.log2(capacity + 1))))
    this.#hashes = new Uint32Array(capacity + 1)
    this.#owners = new Uint32Array(capacity + 1)
    this.#next = new Uint32Array(capacity + 1)
  }

  /** How many entries there is room for. */
  get room(): number {
    return this.#next.length - 1 - this.#entries
  }

  add(path: string, owner: number): void {
    if (this.room === 0) throw new RangeError('The table of paths is full.')
    const hash = hashOf(path)
    const chain = this.#chainOf(hash)
    this.#entries += 1
    this.#hashes[this.#entries] = hash
    this.#owners[this.#entries] = owner
    this.#next[this.#entries] = this.#heads[chain] ?? 0
    this.#heads[chain] = this.#entries
  }

  /** The numbers of those who may hold the path, in no order. */
  ownersOf(path: string): readonly number[] {
    const hash = hashOf(path)
    const owners: number[] = []
    for (let entry = this.#heads[this.#chainOf(hash)] ?? 0; entry !== 0; entry = this.#next[entry] ?? 0)
      if (this.#hashes[entry] === hash) owners.push(this.#owners[entry] ?? 0)
    return owners
  }

  #chainOf(hash: number): number {
    return hash & (this.#heads.length - 1)
  }
}

/** FNV-1a over code units, with its bits mixed: the lowest ones choose the chain. */
function hashOf(text: string): number {
  let hash = seed
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x0100_0193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}
