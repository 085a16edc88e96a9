import { AssetPackError } from '../../src-shared/domain/errors'
import { packPathCollision, parsePackPath } from '../../src-shared/domain/pack-path'
import { nextTurn } from '../platform/next-turn'
import { chunkHash, plainSizeOf } from './chunk-table'
import { isSha256Hex, sha256Hex } from './digest'
import { formatLimits, maximumStoredLength } from './format-limits'
import type { BundleReference, ChunkTable, PackFile, PackFrame, PackIndex } from './pack-index'

/** After so many files other work gets its turn: the main thread must not block for longer than a frame. */
const filesPerTurn = 4096

/**
 * Checks all that an index promises by itself: limits, paths, sums, references. Both ends ask this, before publishing
 * and before installing. Lets other work go on in between.
 *
 * @throws AssetPackError `indexInvalid`, `limitExceeded`, `unsafePath` or `pathCollision`.
 */
export async function checkPackIndex(index: PackIndex): Promise<void> {
  checkLimits(index)
  for (let start = 0; start < index.files.length; start += filesPerTurn) {
    checkPaths(index.files.slice(Math.max(0, start - 1), start + filesPerTurn))
    await nextTurn()
  }
  checkCollisions(index.files)
  await nextTurn()
  checkChunks(index.chunks)
  checkReferences(index)
  checkFiles(index.files, index.chunks)
  index.bundles.forEach(checkBundle)
  for (const frame of index.frames) checkFrame(frame, index)
  checkNoOverlap(index.frames)
  await nextTurn()
  checkObtainable(index)
}

/** A refusal for what the index says. */
export function indexInvalid(problem: string, cause?: unknown): AssetPackError {
  return new AssetPackError('indexInvalid', `The pack index is invalid: ${problem}.`, {
    cause,
    details: { problem },
  })
}

/** Refuses `actual` above `limit`. */
export function requireWithin(what: string, actual: number, limit: number): void {
  if (actual <= limit) return
  throw new AssetPackError(
    'limitExceeded',
    `The pack index is over a limit: ${what}, at most ${String(limit)}.`,
    {
      details: { what, actual, limit },
    },
  )
}

function ensure(condition: boolean, problem: string): void {
  if (!condition) throw indexInvalid(problem)
}

function checkLimits({ version, files, chunks, frames, bundles }: PackIndex): void {
  ensure(Number.isSafeInteger(version) && version >= 0, 'its version is not a whole number')
  requireWithin('files', files.length, formatLimits.files)
  requireWithin('chunks', chunks.count, formatLimits.chunks)
  requireWithin('frames', frames.length, formatLimits.frames)
  requireWithin('bundles', bundles.length, formatLimits.bundles)
  const references = files.reduce((sum, file) => sum + file.chunks.length, 0)
  requireWithin('chunks that files name', references, formatLimits.chunkReferences)
}

function checkPaths(files: readonly PackFile[]): void {
  let previous: string | undefined
  for (const { path } of files) {
    parsePackPath(path)
    ensure(previous === undefined || previous <= path, 'its files are not ordered by path')
    previous = path
  }
}

function checkCollisions(files: readonly PackFile[]): void {
  const collision = packPathCollision(files.map(({ path }) => path))
  if (collision === undefined) return
  throw new AssetPackError(
    'pathCollision',
    `Two paths of the pack name the same file on some system: ${JSON.stringify(collision.first)} and ${JSON.stringify(collision.second)}.`,
    { details: collision },
  )
}

function checkChunks({ count, hashes, sizes }: ChunkTable): void {
  ensure(hashes.length === 32 * count && sizes.length === count, 'its chunk columns differ in length')
  for (const size of sizes) {
    ensure(size > 0, 'a chunk is empty')
    requireWithin('bytes of a chunk', size, formatLimits.chunk)
  }
}

function checkReferences({ files, frames, chunks }: PackIndex): void {
  const isListed = (position: number): boolean => position < chunks.count
  const listed =
    files.every((file) => file.chunks.every(isListed)) &&
    frames.every((frame) => frame.chunks.every(isListed) && frame.prefixChunks.every(isListed))
  ensure(listed, 'a chunk is named that is not listed')
}

function checkFiles(files: readonly PackFile[], chunks: ChunkTable): void {
  let total = 0
  for (const file of files) {
    ensure(Number.isSafeInteger(file.size) && file.size >= 0, 'the size of a file is not a whole number')
    ensure(isSha256Hex(file.sha256), 'the hash of a file is not 64 lower-case hex digits')
    ensure(agreesWithItsChunk(file, chunks), 'the hash of a file contradicts that of its only chunk')
    ensure(plainSizeOf(file.chunks, chunks) === file.size, "a file's chunks do not add up to its size")
    total += file.size
    requireWithin('plain bytes of all files', total, formatLimits.pack)
  }
}

const hashOfNothing = sha256Hex(new Uint8Array(0))

/** A file of no chunk or one has no hash of its own on disk. */
function agreesWithItsChunk({ chunks: positions, sha256 }: PackFile, chunks: ChunkTable): boolean {
  if (positions.length > 1) return true
  const [position] = positions
  return sha256 === (position === undefined ? hashOfNothing : chunkHash(chunks, position))
}

function checkBundle({ sha256, size }: BundleReference): void {
  ensure(isSha256Hex(sha256), 'the hash of a bundle is not 64 lower-case hex digits')
  ensure(Number.isSafeInteger(size) && size > 0, 'the size of a bundle is not a whole number above 0')
  requireWithin('bytes of a bundle', size, formatLimits.bundle)
}

function checkFrame(frame: PackFrame, { bundles, chunks }: PackIndex): void {
  const bundle = bundles[frame.bundle]
  if (bundle === undefined) throw indexInvalid('a frame names a bundle that is not listed')
  ensure(
    Number.isSafeInteger(frame.offset) && frame.offset >= 0,
    'the offset of a frame is not a whole number',
  )
  ensure(
    Number.isSafeInteger(frame.storedLength) && frame.storedLength > 0,
    'the length of a frame is not a whole number above 0',
  )
  ensure(frame.offset + frame.storedLength <= bundle.size, 'a frame reaches beyond its bundle')
  ensure(frame.chunks.length > 0, 'a frame holds no chunk')
  const plainSize = plainSizeOf(frame.chunks, chunks)
  requireWithin('plain bytes of a frame', plainSize, formatLimits.frame)
  requireWithin('plain bytes of a prefix', plainSizeOf(frame.prefixChunks, chunks), formatLimits.prefix)
  requireWithin('stored bytes of a frame', frame.storedLength, maximumStoredLength(plainSize))
}

function checkNoOverlap(frames: readonly PackFrame[]): void {
  const sorted = [...frames].sort((a, b) => a.bundle - b.bundle || a.offset - b.offset)
  let previous: PackFrame | undefined
  for (const frame of sorted) {
    const overlaps =
      previous?.bundle === frame.bundle && previous.offset + previous.storedLength > frame.offset
    ensure(!overlaps, 'two frames overlap')
    previous = frame
  }
}

/**
 * Every file must be obtainable by a machine that has nothing, reading frames in their order: so no frame may lean on a
 * chunk that only it, or a later one, can give, and no circle can be hidden.
 */
function checkObtainable({ files, frames, chunks }: PackIndex): void {
  const obtainable = new Uint8Array(chunks.count)
  for (const frame of frames) {
    if (!frame.prefixChunks.every((position) => obtainable[position] === 1)) continue
    for (const position of frame.chunks) obtainable[position] = 1
  }
  for (const file of files) {
    ensure(
      file.chunks.every((position) => obtainable[position] === 1),
      "a file's chunk is in no frame that an empty machine can read",
    )
  }
}
