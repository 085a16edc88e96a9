/** The pages that a write-ahead log of SQLite has committed, as they are after the last commit. */
export interface LoggedPages {
  /** By number, from 1. */
  readonly pages: ReadonlyMap<number, Uint8Array>
  readonly pageBytes: number
  /** How long the database is then. */
  readonly totalBytes: number
}

const headerBytes = 32
const frameHeaderBytes = 24

/**
 * Reads a write-ahead log as SQLite does when it recovers one: frame by frame as long as salt and checksum are right, and
 * of those the ones up to the last commit. https://www.sqlite.org/fileformat2.html#the_write_ahead_log
 */
export function committedPages(log: Uint8Array): LoggedPages {
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength)
  const committed = new Map<number, Uint8Array>()
  if (log.length < headerBytes || (view.getUint32(0) & ~1) !== 0x377f0682)
    return { pages: committed, pageBytes: 0, totalBytes: 0 }
  const pageBytes = view.getUint32(8)
  const sum = new Checksum((view.getUint32(0) & 1) === 0)
  sum.add(view, 0, 24)
  let totalBytes = 0
  if (!sum.is(view, 24)) return { pages: committed, pageBytes, totalBytes }
  const sinceCommit = new Map<number, Uint8Array>()
  const frameBytes = frameHeaderBytes + pageBytes
  for (let at = headerBytes; at + frameBytes <= log.length; at += frameBytes) {
    const isOfThisLog =
      view.getUint32(at + 8) === view.getUint32(16) && view.getUint32(at + 12) === view.getUint32(20)
    sum.add(view, at, 8)
    sum.add(view, at + frameHeaderBytes, pageBytes)
    if (!isOfThisLog || !sum.is(view, at + 16)) break
    sinceCommit.set(view.getUint32(at), log.subarray(at + frameHeaderBytes, at + frameBytes))
    const pagesAfterCommit = view.getUint32(at + 4)
    if (pagesAfterCommit === 0) continue
    totalBytes = pagesAfterCommit * pageBytes
    for (const [number, page] of sinceCommit) committed.set(number, page)
    for (const number of committed.keys()) if (number > pagesAfterCommit) committed.delete(number)
    sinceCommit.clear()
  }
  return { pages: committed, pageBytes, totalBytes }
}

/** Whether a database holds all of these pages, and ends where it should. */
export function holdsPages(database: Uint8Array, { pages, pageBytes, totalBytes }: LoggedPages): boolean {
  if (pages.size > 0 && database.length !== totalBytes) return false
  return [...pages].every(([number, page]) => {
    const stored = database.subarray((number - 1) * pageBytes, number * pageBytes)
    return stored.length === page.length && Buffer.compare(stored, page) === 0
  })
}

/** The running sum over a log. */
class Checksum {
  readonly #isLittleEndian: boolean
  #first = 0
  #second = 0

  constructor(isLittleEndian: boolean) {
    this.#isLittleEndian = isLittleEndian
  }

  add(view: DataView, offset: number, length: number): void {
    for (let at = offset; at < offset + length; at += 8) {
      this.#first = (this.#first + view.getUint32(at, this.#isLittleEndian) + this.#second) >>> 0
      this.#second = (this.#second + view.getUint32(at + 4, this.#isLittleEndian) + this.#first) >>> 0
    }
  }

  is(view: DataView, offset: number): boolean {
    return view.getUint32(offset) === this.#first && view.getUint32(offset + 4) === this.#second
  }
}
