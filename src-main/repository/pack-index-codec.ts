import { Decoder, Encoder, setSizeLimits } from 'cbor-x'
import { isAssetPackError } from '../../src-shared/domain/errors'
import { nextTurn } from '../platform/next-turn'
import { compressFrame, decompressFrame, initializeCompression } from './compression'
import { formatLimits } from './format-limits'
import { decodeColumn, encodeColumn } from './integer-column'
import type { PackIndex } from './pack-index'
import { checkPackIndex, indexInvalid, requireWithin } from './pack-index-check'
import {
  decodeBundles,
  decodeFiles,
  decodeFrames,
  decodePaths,
  encodeBundles,
  encodeFiles,
  encodeFrames,
} from './pack-index-columns'
import { parsePackIndexMap, type PackIndexMap } from './pack-index-map'
import { zstdContentSize } from './zstd-frame'

const indexCompressionLevel = 9
/** What plain bytes begin with: a CBOR map of seven. */
const mapOfColumns = 0xa7

/**
 * The bytes of a pack index: the same index gives the same bytes.
 *
 * @throws what {@link decodePackIndex} would throw about it: nothing is written that cannot be read.
 */
export async function encodePackIndex(index: PackIndex): Promise<Uint8Array> {
  await initializeCompression()
  await checkPackIndex(index)
  const map: PackIndexMap = {
    formatVersion: 1,
    assetPackID: index.assetPackID,
    version: index.version,
    files: encodeFiles(index.files),
    chunks: { hashes: index.chunks.hashes, sizes: encodeColumn(index.chunks.sizes) },
    frames: encodeFrames(index.frames),
    bundles: encodeBundles(index.bundles),
  }
  const encoder = new Encoder({ useRecords: false, tagUint8Array: false, variableMapSize: true })
  const plain = encoder.encode(map)
  requireWithin('plain bytes of the index', plain.length, formatLimits.plainIndex)
  const stored = compressFrame(plain, { level: indexCompressionLevel })
  requireWithin('stored bytes of the index', stored.length, formatLimits.storedIndex)
  return stored
}

/**
 * Reads a pack index and checks all that it promises by itself, compressed or plain. Sizes are refused before anything is
 * decoded.
 *
 * @throws AssetPackError `indexInvalid`, `limitExceeded`, `incompatible` (a later format), `unsafePath` or
 * `pathCollision`.
 */
export async function decodePackIndex(stored: Uint8Array): Promise<PackIndex> {
  const plain = await plainPackIndex(stored)
  await nextTurn()
  const map = parsePackIndexMap(decodeCbor(plain))
  const chunks = {
    count: map.chunks.hashes.length / 32,
    hashes: Uint8Array.from(map.chunks.hashes),
    sizes: decodeColumn(map.chunks.sizes),
  }
  const index: PackIndex = {
    formatVersion: 1,
    assetPackID: map.assetPackID,
    version: map.version,
    files: decodeFiles(map.files, chunks),
    chunks,
    frames: decodeFrames(map.frames),
    bundles: decodeBundles(map.bundles),
  }
  await nextTurn()
  await checkPackIndex(index)
  return index
}

/**
 * The paths of an index's files. Nothing is checked but that they can be read: they are for finding what was installed by
 * an index that was checked in full.
 *
 * @throws AssetPackError `indexInvalid`, `limitExceeded` or `incompatible` (a later format).
 */
export async function decodePackPaths(stored: Uint8Array): Promise<readonly string[]> {
  return decodePaths(parsePackIndexMap(decodeCbor(await plainPackIndex(stored))).files)
}

/**
 * The plain bytes of an index, from its compressed or plain bytes.
 *
 * @throws AssetPackError `indexInvalid` or `limitExceeded`.
 */
export async function plainPackIndex(bytes: Uint8Array): Promise<Uint8Array> {
  if (bytes[0] === mapOfColumns) {
    requireWithin('plain bytes of the index', bytes.length, formatLimits.plainIndex)
    return bytes
  }
  await initializeCompression()
  requireWithin('stored bytes of the index', bytes.length, formatLimits.storedIndex)
  return decompressIndex(bytes)
}

function decompressIndex(stored: Uint8Array): Uint8Array {
  const plainSize = zstdContentSize(stored)
  if (plainSize === undefined) throw indexInvalid('it is no zstd frame that states its content size')
  requireWithin('plain bytes of the index', plainSize, formatLimits.plainIndex)
  try {
    return decompressFrame(stored, { plainSize })
  } catch (error) {
    if (isAssetPackError(error, 'chunkInvalid')) throw indexInvalid('it cannot be decompressed', error)
    throw error
  }
}

function decodeCbor(plain: Uint8Array): unknown {
  // The format has no array and only small maps: whatever claims more is refused before memory is set aside for it.
  setSizeLimits({ maxArraySize: 0, maxMapSize: 16, maxObjectSize: 16 })
  try {
    return new Decoder({ useRecords: false, mapsAsObjects: true }).decode(plain)
  } catch (error) {
    throw indexInvalid('it is not CBOR of the expected shape', error)
  }
}
