/** Chunks that many others resemble in one number say little by it: padding, licence texts. */
const mostChunksPerNumber = 8

/** One number in common is chance where there are many: content that only begins alike is no relative. */
const leastShared = 2
/** A sketch of so few numbers is that of a small chunk, in which one says more. */
const smallSketch = 8

/** Finds, among the chunks it was told of, those that resemble another one. Chunks are known by a number of the caller's. */
export class SimilarChunks {
  readonly #chunks = new Map<number, number[]>()

  add(chunk: number, sketch: Uint32Array): void {
    for (const number of sketch) {
      const chunks = this.#chunks.get(number)
      if (chunks === undefined) this.#chunks.set(number, [chunk])
      else if (chunks.length < mostChunksPerNumber) chunks.push(chunk)
    }
  }

  /** At most `count` chunks, the most similar first. */
  find(sketch: Uint32Array, count: number): readonly number[] {
    const shared = new Map<number, number>()
    for (const number of sketch) {
      for (const chunk of this.#chunks.get(number) ?? []) shared.set(chunk, (shared.get(chunk) ?? 0) + 1)
    }
    const least = sketch.length < smallSketch ? 1 : leastShared
    return [...shared]
      .filter(([, count]) => count >= least)
      .sort(([a, first], [b, second]) => second - first || a - b)
      .slice(0, count)
      .map(([chunk]) => chunk)
  }
}
