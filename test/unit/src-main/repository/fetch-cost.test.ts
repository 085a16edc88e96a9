import { describe, expect, it } from 'vitest'
import { requestCost } from '../../../../src-main/repository/bundle-reads'
import { chunkHashesOf, fetchCost } from '../../../../src-main/repository/fetch-cost'
import type { PackIndex } from '../../../../src-main/repository/pack-index'
import { parseAssetPackID } from '../../../../src-shared/domain/asset-pack-id'

const hash = (position: number): string => position.toString(16).padStart(64, '0')
const frameLength = 1_000_000
const none = new Uint32Array(0)

function aFrame(bundle: number, offset: number, chunks: readonly number[]): PackIndex['frames'][number] {
  return { bundle, offset, storedLength: frameLength, chunks: Uint32Array.from(chunks), prefixChunks: none }
}

/** Chunks 0 to 3 make the file; chunk 1 is in two frames, chunk 4 only comes along. */
const index: PackIndex = {
  formatVersion: 1,
  assetPackID: parseAssetPackID('maps'),
  version: 1,
  files: [{ path: 'a', size: 4, executable: false, sha256: hash(9), chunks: Uint32Array.of(0, 1, 2, 3) }],
  chunks: {
    count: 5,
    hashes: Uint8Array.from(Buffer.from([0, 1, 2, 3, 4].map(hash).join(''), 'hex')),
    sizes: Uint32Array.of(1, 1, 1, 1, 1),
  },
  frames: [aFrame(0, 0, [0, 1]), aFrame(0, 5_000_000, [1, 4]), aFrame(0, 8_000_000, [2]), aFrame(1, 0, [3])],
  bundles: [
    { sha256: hash(10), size: 9_000_000 },
    { sha256: hash(11), size: frameLength },
  ],
}

describe('fetchCost', () => {
  it('takes every chunk from the first frame that holds it', () => {
    expect(fetchCost(index, () => false)).toEqual({ bytes: 3 * frameLength, requests: 3 })
  })

  it('leaves out what is here', () => {
    const here = new Set([hash(0), hash(1), hash(3)])
    expect(fetchCost(index, (chunk) => here.has(chunk))).toEqual({ bytes: frameLength, requests: 1 })
  })

  it('is nothing when all is here', () => {
    expect(fetchCost(index, (chunk) => chunkHashesOf(index).has(chunk))).toEqual({ bytes: 0, requests: 0 })
  })

  it('counts the gap that is cheaper to read than to ask around', () => {
    const near = [aFrame(0, 0, [0, 1]), aFrame(0, frameLength + requestCost, [2, 3])]
    const bytes = 2 * frameLength + requestCost
    expect(fetchCost({ ...index, frames: near }, () => false)).toEqual({ bytes, requests: 1 })
  })
})
