/** What arrived of one file over several tries, told by the length that its transport reports. */
export class Arrival {
  /** Bytes that came in this try. */
  bytesInTry = 0
  /** What was there when the try began; then the last reported length. */
  #length: number | undefined
  #highest: number | undefined
  #highestBefore = 0

  beginTry(): void {
    this.bytesInTry = 0
    this.#length = undefined
  }

  /** The first report of a try says what earlier ones, or an earlier process, have left: these bytes did not come now. */
  report(length: number): void {
    this.bytesInTry += Math.max(0, length - (this.#length ?? length))
    this.#length = length
    if (this.#highest === undefined) this.#highestBefore = length
    this.#highest = Math.max(this.#highest ?? 0, length)
  }

  /** Whether the file has become longer than ever since this was last asked. */
  advanced(): boolean {
    const highest = this.#highest ?? 0
    const isLonger = highest > this.#highestBefore
    this.#highestBefore = highest
    return isLonger
  }
}
