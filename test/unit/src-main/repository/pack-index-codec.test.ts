import { Encoder } from 'cbor-x'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  compressFrame,
  decompressFrame,
  initializeCompression,
} from '../../../../src-main/repository/compression'
import { sha256, sha256Hex } from '../../../../src-main/repository/digest'
import { formatLimits } from '../../../../src-main/repository/format-limits'
import type { PackFile, PackFrame, PackIndex } from '../../../../src-main/repository/pack-index'
import {
  decodePackIndex,
  encodePackIndex,
  plainPackIndex,
} from '../../../../src-main/repository/pack-index-codec'
import { zstdContentSize } from '../../../../src-main/repository/zstd-frame'
import { parseAssetPackID } from '../../../../src-shared/domain/asset-pack-id'
import { seededBytes } from '../../../support/file-tree'

const contents = [seededBytes(70_000, 1), seededBytes(30_000, 2), seededBytes(20_000, 3)]
const someHash = sha256Hex(seededBytes(10, 4))

function aFile(path: string, chunks: readonly number[], changes: Partial<PackFile> = {}): PackFile {
  const plain = Buffer.concat(chunks.map((position) => contents[position] ?? new Uint8Array(0)))
  return {
    path,
    size: plain.length,
    executable: false,
    sha256: sha256Hex(plain),
    chunks: Uint32Array.from(chunks),
    ...changes,
  }
}

function aFrame(changes: Partial<PackFrame> = {}): PackFrame {
  return {
    bundle: 0,
    offset: 0,
    storedLength: 50_000,
    chunks: Uint32Array.of(0, 1),
    prefixChunks: new Uint32Array(0),
    ...changes,
  }
}

const secondFrame = aFrame({
  bundle: 1,
  offset: 10,
  chunks: Uint32Array.of(2),
  prefixChunks: Uint32Array.of(0),
  storedLength: 90,
})

function anIndex(changes: Partial<PackIndex> = {}): PackIndex {
  return {
    formatVersion: 1,
    assetPackID: parseAssetPackID('tutorial'),
    version: 3,
    files: [aFile('a/b', [0, 1, 2]), aFile('a/c', [1], { executable: true }), aFile('empty', [])],
    chunks: {
      count: contents.length,
      hashes: Uint8Array.from(Buffer.concat(contents.map(sha256))),
      sizes: Uint32Array.from(contents, ({ length }) => length),
    },
    frames: [aFrame(), secondFrame],
    bundles: [
      { sha256: someHash, size: 50_000 },
      { sha256: someHash, size: 100 },
    ],
    ...changes,
  }
}

async function refusal(action: Promise<unknown>): Promise<unknown> {
  return action.then(
    () => 'accepted',
    (error: unknown) => {
      const { code, details } = error as { code: string; details: { problem?: string; what?: string } }
      return [code, details.problem ?? details.what]
    },
  )
}

describe('pack index', () => {
  it('comes back as it went in', async () => {
    const index = anIndex()
    expect(await decodePackIndex(await encodePackIndex(index))).toEqual(index)
  })

  it('comes back when it holds nothing', async () => {
    const chunks = { count: 0, hashes: new Uint8Array(0), sizes: new Uint32Array(0) }
    const index = anIndex({ files: [], chunks, frames: [], bundles: [] })
    expect(await decodePackIndex(await encodePackIndex(index))).toEqual(index)
  })

  it('comes back out of its plain bytes, too', async () => {
    const plain = await plainPackIndex(await encodePackIndex(anIndex()))
    expect([await decodePackIndex(plain), await plainPackIndex(plain)]).toEqual([anIndex(), plain])
  })

  it('is the same bytes for the same content', async () => {
    expect(await encodePackIndex(anIndex())).toEqual(await encodePackIndex(anIndex()))
  })

  it.each<readonly [string, Partial<PackIndex>, unknown]>([
    ['C-01 an unsafe path', { files: [aFile('../evil', [])] }, ['unsafePath', undefined]],
    [
      'C-08 names that some system takes for one',
      { files: [aFile('A', []), aFile('a', [])] },
      ['pathCollision', undefined],
    ],
    [
      'C-09 a file that is a folder too',
      { files: [aFile('a', []), aFile('a/b', [])] },
      ['pathCollision', undefined],
    ],
    ['C-10 a path twice', { files: [aFile('a', []), aFile('a', [])] }, ['pathCollision', undefined]],
    [
      'files out of order',
      { files: [aFile('b', []), aFile('a', [])] },
      ['indexInvalid', 'its files are not ordered by path'],
    ],
    [
      'C-17 a version that is no number',
      { version: -1 },
      ['indexInvalid', 'its version is not a whole number'],
    ],
    [
      'C-19 chunks that do not add up to the file',
      { files: [aFile('a', [0, 1], { size: 99_999 })] },
      ['indexInvalid', "a file's chunks do not add up to its size"],
    ],
    [
      'C-19 no chunks for a file that is not empty',
      { files: [aFile('a', [], { size: 1 })] },
      ['indexInvalid', "a file's chunks do not add up to its size"],
    ],
    [
      'C-19 a chunk that is not listed',
      { files: [{ ...aFile('a', [0]), chunks: Uint32Array.of(3) }] },
      ['indexInvalid', 'a chunk is named that is not listed'],
    ],
    [
      'C-26 a hash in upper case',
      { files: [aFile('a', [0, 1], { sha256: someHash.toUpperCase() })] },
      ['indexInvalid', 'the hash of a file is not 64 lower-case hex digits'],
    ],
    [
      'C-27 a hash that contradicts the chunk',
      { files: [aFile('a', [1], { sha256: someHash })] },
      ['indexInvalid', 'the hash of a file contradicts that of its only chunk'],
    ],
    [
      'a frame in no bundle',
      { frames: [aFrame({ bundle: 2 })] },
      ['indexInvalid', 'a frame names a bundle that is not listed'],
    ],
    [
      'a frame beyond its bundle',
      { frames: [aFrame({ offset: 1 })] },
      ['indexInvalid', 'a frame reaches beyond its bundle'],
    ],
    [
      'frames that overlap',
      {
        frames: [secondFrame, aFrame({ storedLength: 40_000 }), aFrame({ offset: 39_999, storedLength: 10 })],
      },
      ['indexInvalid', 'two frames overlap'],
    ],
    [
      'a frame larger than an honest compressor makes it',
      {
        frames: [aFrame({ storedLength: 120_000 }), secondFrame],
        bundles: [
          { sha256: someHash, size: 200_000 },
          { sha256: someHash, size: 100 },
        ],
      },
      ['limitExceeded', 'stored bytes of a frame'],
    ],
    [
      'a file whose chunk is in no frame',
      { frames: [aFrame()] },
      ['indexInvalid', "a file's chunk is in no frame that an empty machine can read"],
    ],
    [
      'frames that lean on each other in a circle',
      {
        frames: [
          aFrame({ prefixChunks: Uint32Array.of(2) }),
          aFrame({ bundle: 1, chunks: Uint32Array.of(2), prefixChunks: Uint32Array.of(0), storedLength: 90 }),
        ],
      },
      ['indexInvalid', "a file's chunk is in no frame that an empty machine can read"],
    ],
    [
      'C-23 too many files',
      { files: Array.from({ length: formatLimits.files + 1 }, () => aFile('a', [])) },
      ['limitExceeded', 'files'],
    ],
    [
      'a bundle over the limit',
      { bundles: [{ sha256: someHash, size: 2 ** 40 }] },
      ['limitExceeded', 'bytes of a bundle'],
    ],
  ])('refuses %s', async (_name, changes, expected) => {
    expect(await refusal(encodePackIndex(anIndex(changes)))).toEqual(expected)
  })
})

describe('decodePackIndex refuses', () => {
  beforeAll(initializeCompression)

  function stored(plain: Uint8Array): Uint8Array {
    return compressFrame(plain, { level: 1 })
  }

  it.each<readonly [string, () => Uint8Array, unknown]>([
    [
      'what is no frame',
      () => Uint8Array.of(1, 2, 3),
      ['indexInvalid', 'it is no zstd frame that states its content size'],
    ],
    [
      'C-23 too many stored bytes',
      () => new Uint8Array(formatLimits.storedIndex + 1),
      ['limitExceeded', 'stored bytes of the index'],
    ],
    [
      'C-21 a frame that states a terabyte',
      () => Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0),
      ['limitExceeded', 'plain bytes of the index'],
    ],
    [
      'C-24 a million nested arrays',
      () => stored(new Uint8Array(1_000_000).fill(0x81)),
      ['indexInvalid', 'it is not CBOR of the expected shape'],
    ],
    [
      'an array that claims four billion entries',
      () => stored(Uint8Array.of(0x9a, 0xff, 0xff, 0xff, 0xff)),
      ['indexInvalid', 'it is not CBOR of the expected shape'],
    ],
    [
      'a map that claims a million entries',
      () => stored(Uint8Array.of(0xba, 0, 0x0f, 0x42, 0x40)),
      ['indexInvalid', 'it is not CBOR of the expected shape'],
    ],
    [
      'bytes after the map',
      () => stored(Uint8Array.of(0xa0, 0xa0)),
      ['indexInvalid', 'it is not CBOR of the expected shape'],
    ],
    [
      'a later format',
      () => stored(new Encoder({ useRecords: false }).encode({ formatVersion: 2 })),
      ['incompatible', undefined],
    ],
    [
      'C-25 keys that objects have by birth',
      () => stored(new Encoder({ useRecords: false }).encode(new Map([['__proto__', new Map([['x', 1]])]]))),
      ['indexInvalid', 'formatVersion: Invalid input: expected 1'],
    ],
  ])('%s', async (_name, bytes, expected) => {
    expect(await refusal(decodePackIndex(bytes()))).toEqual(expected)
    expect(({} as { x?: unknown }).x).toBeUndefined()
  })

  it('or reads, but never lets another error out, whichever byte is wrong', async () => {
    const noise = seededBytes(400, 9)
    const good = await encodePackIndex(anIndex())
    const plain = decompressFrame(good, { plainSize: zstdContentSize(good) ?? 0 })
    const codes = new Set<string>()
    for (let at = 0; at < plain.length; at += 1) {
      const bytes = plain.slice()
      bytes[at] = (bytes[at] ?? 0) ^ ((noise[at % noise.length] ?? 0) | 1)
      codes.add(
        await decodePackIndex(stored(bytes)).then(
          () => 'read',
          (error: unknown) => (error as { code?: string }).code ?? String(error),
        ),
      )
    }
    const expected = ['indexInvalid', 'limitExceeded', 'incompatible', 'unsafePath', 'pathCollision', 'read']
    expect([...codes].filter((code) => !expected.includes(code))).toEqual([])
  })
})
