/** `length` bytes that look like chance and are the same for the same seed. */
export function seededBytes(seed: number, length: number): Uint8Array {
  const words = new Uint32Array(Math.ceil(length / 4))
  let state = seed | 0
  for (let index = 0; index < words.length; index += 1) {
    state = (state + 0x6d2b_79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    words[index] = mixed ^ (mixed >>> 14)
  }
  return new Uint8Array(words.buffer, 0, length)
}
