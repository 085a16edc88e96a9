import { closeSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { chunkHash } from '../repository/chunk-table'
import { canBePrefix, compressFrame, initializeCompression } from '../repository/compression'
import { sha256Hex } from '../repository/digest'
import type { PackFrame, PackIndex } from '../repository/pack-index'
import { decodePackIndex } from '../repository/pack-index-codec'
import { openToRead, pathInside } from './safe-path'
import { readFully } from './staged-files'

/** Makes a bundle out of the files of an installed version, as its publisher made it. */
export interface RebuildBundleJob {
  readonly kind: 'rebuildBundle'
  readonly indexBytes: Uint8Array
  /** Position in the index. */
  readonly bundle: number
  /** The folder of the installed files. */
  readonly directory: string
  /** The file that is to hold the bundle. */
  readonly destination: string
}

/** The level at which packs are published unless their publisher asks for another. */
const usualLevel = 9

/**
 * Whether `destination` holds the bundle now: byte for byte the one that the index names, or nothing is written. Its publisher
 * may have used another level or zstd, or it may hold chunks that only other versions have; then it is no failure.
 *
 * @throws AssetPackError what decoding the index throws.
 */
export async function rebuildBundle(job: RebuildBundleJob): Promise<boolean> {
  await initializeCompression()
  const index = await decodePackIndex(job.indexBytes)
  const wanted = index.bundles[job.bundle]
  const bytes = wanted === undefined ? undefined : rebuilt(index, job, wanted.size)
  if (bytes === undefined || sha256Hex(bytes) !== wanted?.sha256) return false
  await writeFile(job.destination, bytes)
  return true
}

function rebuilt(
  index: PackIndex,
  { bundle, directory }: RebuildBundleJob,
  size: number,
): Uint8Array | undefined {
  const frames = index.frames.filter((frame) => frame.bundle === bundle).sort((a, b) => a.offset - b.offset)
  const bytes = new Uint8Array(size)
  const places = chunkPlaces(index)
  const plain = (positions: Uint32Array): Uint8Array | undefined =>
    joinedChunks(index, directory, places, positions)
  let end = 0
  for (const frame of frames) {
    const stored = compressed(frame, plain)
    // One that is another size stands elsewhere: the rest would be wrong, too.
    if (stored?.length !== frame.storedLength || frame.offset !== end) return undefined
    bytes.set(stored, frame.offset)
    end += stored.length
  }
  return end === size ? bytes : undefined
}

function compressed(
  { chunks, prefixChunks }: PackFrame,
  plain: (positions: Uint32Array) => Uint8Array | undefined,
): Uint8Array | undefined {
  const content = plain(chunks)
  const prefix = prefixChunks.length === 0 ? undefined : plain(prefixChunks)
  if (content === undefined || (prefixChunks.length > 0 && prefix === undefined)) return undefined
  if (prefix !== undefined && !canBePrefix(prefix)) return undefined
  return compressFrame(content, { level: usualLevel, prefix })
}

interface ChunkPlace {
  readonly path: string
  readonly offset: number
}

/** Where each chunk of the index stands first; what only other versions have stands nowhere. */
function chunkPlaces({ files, chunks: { sizes } }: PackIndex): ReadonlyMap<number, ChunkPlace> {
  const places = new Map<number, ChunkPlace>()
  for (const { path, chunks } of files) {
    let offset = 0
    for (const chunk of chunks) {
      if (!places.has(chunk)) places.set(chunk, { path, offset })
      offset += sizes[chunk] ?? 0
    }
  }
  return places
}

/** `undefined` when one of them is not here as it was signed. */
function joinedChunks(
  { chunks }: PackIndex,
  directory: string,
  places: ReadonlyMap<number, ChunkPlace>,
  positions: Uint32Array,
): Uint8Array | undefined {
  const size = positions.reduce((sum, position) => sum + (chunks.sizes[position] ?? 0), 0)
  const joined = new Uint8Array(size)
  let at = 0
  for (const position of positions) {
    const place = places.get(position)
    const bytes = joined.subarray(at, at + (chunks.sizes[position] ?? 0))
    if (place === undefined || !readInto(bytes, directory, place)) return undefined
    if (sha256Hex(bytes) !== chunkHash(chunks, position)) return undefined
    at += bytes.length
  }
  return joined
}

function readInto(bytes: Uint8Array, directory: string, { path, offset }: ChunkPlace): boolean {
  try {
    const { descriptor } = openToRead(pathInside(directory, path))
    try {
      return readFully(descriptor, bytes, offset) === bytes.length
    } finally {
      closeSync(descriptor)
    }
  } catch {
    // Whatever keeps an installed file from being read, the bundle can come some other way.
    return false
  }
}
