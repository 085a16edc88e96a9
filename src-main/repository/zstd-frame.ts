import { formatLimits } from './format-limits'

const magic = 0xfd2fb528
const blockHeaderLength = 3
const checksumLength = 4

/** What stands before the compressed bytes of a zstd frame (RFC 8878, 3.1.1.1). */
interface FrameHeader {
  readonly length: number
  readonly contentSize: number | undefined
  readonly windowSize: number
  readonly hasChecksum: boolean
  readonly hasDictionary: boolean
}

/**
 * Why `bytes` are not what this format calls a frame; `undefined` when they are: exactly one zstd frame, with a content
 * size that is `plainSize`, no dictionary id, a bounded window, and not a byte after it. Decodes nothing.
 */
export function zstdFrameProblem(bytes: Uint8Array, plainSize: number): string | undefined {
  const header = readHeader(bytes)
  if (header === undefined) return 'does not start with the header of a zstd frame'
  if (header.hasDictionary) return 'asks for a dictionary'
  if (header.contentSize === undefined) return 'does not state its content size'
  if (header.contentSize !== plainSize) {
    return `states a content size of ${String(header.contentSize)} instead of ${String(plainSize)}`
  }
  if (header.windowSize > formatLimits.window) return 'asks for too large a window'
  const end = endOfBlocks(bytes, header)
  if (end === undefined) return 'ends in the middle of a block'
  return end === bytes.length ? undefined : 'has bytes after its end'
}

/** The content size that the frame states; `undefined` when it states none or is no frame. */
export function zstdContentSize(bytes: Uint8Array): number | undefined {
  return readHeader(bytes)?.contentSize
}

function readHeader(bytes: Uint8Array): FrameHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 6 || view.getUint32(0, true) !== magic) return undefined
  const descriptor = view.getUint8(4)
  const isSingleSegment = (descriptor & 0x20) !== 0
  const dictionaryLength = [0, 1, 2, 4][descriptor & 3] ?? 0
  const sizeLength = contentSizeLength(descriptor >> 6, isSingleSegment)
  const sizeAt = 5 + (isSingleSegment ? 0 : 1) + dictionaryLength
  const length = sizeAt + sizeLength
  // Bit 3 is reserved: it must be zero.
  if (bytes.length < length || (descriptor & 8) !== 0) return undefined
  const contentSize = readContentSize(view, sizeAt, sizeLength)
  return {
    length,
    contentSize,
    windowSize: isSingleSegment ? (contentSize ?? Infinity) : windowSize(view.getUint8(5)),
    hasChecksum: (descriptor & 4) !== 0,
    hasDictionary: dictionaryLength > 0,
  }
}

function contentSizeLength(flag: number, isSingleSegment: boolean): number {
  if (flag === 0) return isSingleSegment ? 1 : 0
  return 2 ** flag
}

function readContentSize(view: DataView, at: number, length: number): number | undefined {
  if (length === 0) return undefined
  if (length === 1) return view.getUint8(at)
  if (length === 2) return view.getUint16(at, true) + 256
  if (length === 4) return view.getUint32(at, true)
  return view.getUint32(at, true) + view.getUint32(at + 4, true) * 2 ** 32
}

function windowSize(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >> 3))
  return base + (base / 8) * (descriptor & 7)
}

function endOfBlocks(bytes: Uint8Array, header: FrameHeader): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = header.length
  for (let isLast = false; !isLast;) {
    if (at + blockHeaderLength > bytes.length) return undefined
    const block = view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
    isLast = (block & 1) === 1
    const type = (block >> 1) & 3
    if (type === 3) return undefined
    // A run-length block stores one byte, whatever its size says.
    at += blockHeaderLength + (type === 1 ? 1 : block >> 3)
  }
  at += header.hasChecksum ? checksumLength : 0
  return at > bytes.length ? undefined : at
}
