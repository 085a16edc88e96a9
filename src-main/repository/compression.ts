import * as zlib from 'node:zlib'
import { AssetPackError } from '../../src-shared/domain/errors'
import { zstdFrameProblem } from './zstd-frame'

/** How `compressFrame` works. */
export interface CompressOptions {
  /** zstd's level, 1 to 22. */
  readonly level: number
  /** Plain bytes that the reader will have; the frame leans on them. */
  readonly prefix?: Uint8Array | undefined
}

/** What {@link decompressFrame} must know beforehand. */
export interface DecompressOptions {
  /** Exact plain bytes of the frame. */
  readonly plainSize: number
  /** The prefix that the frame was compressed with. */
  readonly prefix?: Uint8Array | undefined
}

interface Codec {
  compress(plain: Uint8Array, options: CompressOptions): Uint8Array
  decompress(stored: Uint8Array, options: DecompressOptions): Uint8Array
}

/** node:zlib's zstd: Node 22.15 and later. The types of Node 20 do not know it. */
interface ZlibWithZstd {
  readonly zstdCompressSync?: (bytes: Uint8Array, options: object) => Uint8Array
  readonly zstdDecompressSync?: (bytes: Uint8Array, options: object) => Uint8Array
}

const parameter = { compressionLevel: 100, windowLogMax: 100 } as const
const windowLogMax = 27
const dictionaryMagic = [0x37, 0xa4, 0x30, 0xec] as const

/** Below this level zstd's tables are too small to remember a prefix, and its window too short to reach it. */
export const leastPrefixLevel = 9

let codec: Codec | undefined
let opening: Promise<Codec> | undefined

/** Makes {@link compressFrame} and {@link decompressFrame} usable in this thread. Calling it again costs nothing. */
export async function initializeCompression(): Promise<void> {
  opening ??= openCodec()
  codec = await opening
}

/** Whether zstd takes these bytes for content to lean on. What begins like a trained dictionary it reads as one. */
export function canBePrefix(bytes: Uint8Array): boolean {
  return !dictionaryMagic.every((byte, index) => bytes[index] === byte)
}

/**
 * Compresses `plain` to exactly one zstd frame that states its content size. The same input, level and zstd version give
 * the same bytes.
 *
 * @throws AssetPackError `wrongUse` before {@link initializeCompression}, or for a prefix that zstd would take for a
 * trained dictionary.
 */
export function compressFrame(plain: Uint8Array, options: CompressOptions): Uint8Array {
  if (options.prefix !== undefined && !canBePrefix(options.prefix)) {
    throw new AssetPackError(
      'wrongUse',
      'A prefix must not start with the magic number of a zstd dictionary.',
    )
  }
  return openedCodec().compress(plain, options)
}

/**
 * Decompresses a frame. Its header and blocks are checked before a byte is decoded, so that memory is bounded by
 * `plainSize`, whatever the frame claims.
 *
 * @throws AssetPackError `chunkInvalid` unless `stored` is exactly one frame of `plainSize` plain bytes.
 */
export function decompressFrame(stored: Uint8Array, options: DecompressOptions): Uint8Array {
  const problem =
    options.prefix !== undefined && !canBePrefix(options.prefix)
      ? 'leans on a prefix that is a zstd dictionary'
      : zstdFrameProblem(stored, options.plainSize)
  if (problem !== undefined) throw frameInvalid(problem)
  const plain = decode(stored, options)
  if (plain.length !== options.plainSize) throw frameInvalid('decodes to another size than it states')
  return plain
}

function decode(stored: Uint8Array, options: DecompressOptions): Uint8Array {
  const opened = openedCodec()
  try {
    return opened.decompress(stored, options)
  } catch (error) {
    throw frameInvalid('cannot be decoded', error)
  }
}

function openedCodec(): Codec {
  if (codec === undefined)
    throw new AssetPackError('wrongUse', 'initializeCompression() must have been awaited first.')
  return codec
}

function frameInvalid(problem: string, cause?: unknown): AssetPackError {
  return new AssetPackError('chunkInvalid', `A compressed frame ${problem}.`, { cause, details: { problem } })
}

async function openCodec(): Promise<Codec> {
  const { zstdCompressSync, zstdDecompressSync } = zlib as ZlibWithZstd
  return zstdCompressSync === undefined || zstdDecompressSync === undefined
    ? openWasmCodec()
    : zlibCodec(zstdCompressSync, zstdDecompressSync)
}

function zlibCodec(
  compressSync: NonNullable<ZlibWithZstd['zstdCompressSync']>,
  decompressSync: NonNullable<ZlibWithZstd['zstdDecompressSync']>,
): Codec {
  return {
    compress: (plain, { level, prefix }) =>
      compressSync(plain, { params: { [parameter.compressionLevel]: level }, ...dictionary(prefix) }),
    decompress: (stored, { plainSize, prefix }) =>
      decompressSync(stored, {
        params: { [parameter.windowLogMax]: windowLogMax },
        maxOutputLength: Math.max(1, plainSize),
        // One byte more than needed: when its buffer is full, zlib sets another one aside before it sees the end.
        chunkSize: Math.max(64, plainSize + 1),
        ...dictionary(prefix),
      }),
  }
}

function dictionary(prefix: Uint8Array | undefined): { readonly dictionary?: Uint8Array } {
  return prefix === undefined || prefix.length === 0 ? {} : { dictionary: prefix }
}

async function openWasmCodec(): Promise<Codec> {
  const zstd = await import('@bokuweb/zstd-wasm')
  await zstd.init()
  // Contexts live as long as the thread: making one per frame costs more than the frame.
  const compressing = zstd.createCCtx()
  const decompressing = zstd.createDCtx()
  const nothing = new Uint8Array(0)
  return {
    compress: (plain, { level, prefix }) =>
      zstd.compressUsingDict(compressing, plain, prefix ?? nothing, level),
    decompress: (stored, { prefix }) => zstd.decompressUsingDict(decompressing, stored, prefix ?? nothing),
  }
}
