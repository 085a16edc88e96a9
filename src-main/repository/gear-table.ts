/**
 * 256 numbers of 32 bits that look like chance and never change: changing one moves every chunk boundary, so that
 * nothing published before is found again.
 */
export const gearTable: Int32Array = makeGearTable(0x50_41_43_4b)

function makeGearTable(seed: number): Int32Array {
  const table = new Int32Array(256)
  let state = seed
  for (let index = 0; index < table.length; index += 1) {
    // splitmix32
    state = (state + 0x9e37_79b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0_aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a_2d97)
    table[index] = mixed ^ (mixed >>> 15)
  }
  return table
}
