/**
 * A column of whole numbers below 2^32 as bytes: first the lowest byte of each, then the next byte of each, and so on, so
 * that bytes of one kind lie together for the compressor.
 */
export function encodeColumn(values: ArrayLike<number>): Uint8Array {
  const { length } = values
  const bytes = new Uint8Array(4 * length)
  for (let index = 0; index < length; index += 1) {
    const value = values[index] ?? 0
    bytes[index] = value
    bytes[length + index] = value >>> 8
    bytes[2 * length + index] = value >>> 16
    bytes[3 * length + index] = value >>> 24
  }
  return bytes
}

/** Reads what {@link encodeColumn} wrote; `bytes.length` must be a multiple of 4. */
export function decodeColumn(bytes: Uint8Array): Uint32Array<ArrayBuffer> {
  const length = bytes.length / 4
  const values = new Uint32Array(length)
  for (let index = 0; index < length; index += 1) {
    values[index] =
      (bytes[index] ?? 0) |
      ((bytes[length + index] ?? 0) << 8) |
      ((bytes[2 * length + index] ?? 0) << 16) |
      ((bytes[3 * length + index] ?? 0) << 24)
  }
  return values
}

/** Like {@link encodeColumn}, but each number as its difference from the one before: positions mostly rise by one. */
export function encodeDeltaColumn(values: ArrayLike<number>): Uint8Array {
  const differences = new Uint32Array(values.length)
  let previous = 0
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0
    differences[index] = value - previous
    previous = value
  }
  return encodeColumn(differences)
}

/** Reads what {@link encodeDeltaColumn} wrote. */
export function decodeDeltaColumn(bytes: Uint8Array): Uint32Array<ArrayBuffer> {
  const values = decodeColumn(bytes)
  let previous = 0
  for (let index = 0; index < values.length; index += 1) {
    previous = (previous + (values[index] ?? 0)) >>> 0
    values[index] = previous
  }
  return values
}
