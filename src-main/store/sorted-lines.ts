const lineBreak = '\n'

/** Texts without line breaks, by code units, in one string: a million of them take no more than their letters. */
export class SortedLines implements Iterable<string> {
  readonly size: number
  readonly #text: string

  /** @param lines none of them empty */
  constructor(lines: readonly string[]) {
    this.size = lines.length
    const sorted = isSorted(lines) ? lines : [...lines].sort(byCodeUnits)
    this.#text = sorted.join(lineBreak)
  }

  has(line: string): boolean {
    let low = 0
    let high = this.#text.length
    while (low < high) {
      const middle = (low + high) >>> 1
      const start = Math.max(low, this.#text.lastIndexOf(lineBreak, middle) + 1)
      const end = this.#endOf(start)
      const found = this.#text.slice(start, end)
      if (found === line) return true
      if (found < line) low = end + 1
      else high = start - 1
    }
    return false
  }

  [Symbol.iterator](): Iterator<string> {
    return (this.#text === '' ? [] : this.#text.split(lineBreak))[Symbol.iterator]()
  }

  #endOf(start: number): number {
    const end = this.#text.indexOf(lineBreak, start)
    return end === -1 ? this.#text.length : end
  }
}

function isSorted(lines: readonly string[]): boolean {
  return lines.every((line, index) => index === 0 || (lines[index - 1] ?? '') <= line)
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
