import { describe, expect, it } from 'vitest'
import { carriedFrames } from '../../../../src-main/packaging/carried-frames'
import type { ReusableFrame } from '../../../../src-main/packaging/reusable-frames'
import { letterIndex, letterBytes, type LetterPack } from '../../../support/index-builder'
import type { PackIndex } from '../../../../src-main/repository/pack-index'
import { sha256Hex } from '../../../../src-main/repository/digest'

function failed(): never {
  throw new Error('The index is shorter.')
}

const hashOf = (letter: string): string => sha256Hex(letterBytes(letter))

/** The index with bundles that are whole: each holds its number. */
function withBundles(index: PackIndex): PackIndex {
  const bundles = index.bundles.map((_, number) => ({ sha256: sha256Hex(Buffer.of(number)), size: 1 }))
  return { ...index, bundles }
}

function bundleBytes(sha256: string): Uint8Array {
  return (
    [0, 1, 2, 3].map((number) => Buffer.of(number)).find((bytes) => sha256Hex(bytes) === sha256) ?? failed()
  )
}

/** Stored lengths of what is carried on for a version that needs `needed`, of earlier versions, newest first. */
async function carried(
  previous: readonly LetterPack[],
  {
    needed,
    fullBytes = 100_000,
    reused = [],
  }: { readonly needed: string; readonly fullBytes?: number; readonly reused?: readonly ReusableFrame[] },
): Promise<readonly number[]> {
  const frames = await carriedFrames({
    needed: new Set(Array.from(needed, hashOf)),
    reused,
    previous: previous.map((pack) => withBundles(letterIndex(pack))),
    fullBytes,
    readBundle: ({ sha256 }) => Promise.resolve(bundleBytes(sha256)),
  })
  return frames.map(({ storedLength }) => storedLength)
}

const second: LetterPack = {
  files: { code: 'b' },
  frames: [
    { chunks: 'b', storedLength: 1_000 },
    { chunks: 'b', prefix: 'a', storedLength: 301, bundle: 1 },
  ],
}
const third: LetterPack = {
  files: { code: 'c' },
  frames: [
    { chunks: 'c', storedLength: 1_000 },
    { chunks: 'c', prefix: 'b', storedLength: 302, bundle: 3 },
  ],
}

describe('carriedFrames', () => {
  it('takes along what leads from version to version to what is needed, in the order of unpacking', async () => {
    expect(await carried([third, second], { needed: 'c' })).toEqual([301, 302])
  })

  it('leaves what leads to nothing that is needed', async () => {
    expect(await carried([third, second], { needed: 'b' })).toEqual([301])
  })

  it('goes on carrying what an earlier version carried, each frame once', async () => {
    const carrying: LetterPack = { ...third, frames: [...second.frames.slice(1), ...third.frames] }
    expect(await carried([carrying, second], { needed: 'c' })).toEqual([301, 302])
  })

  it('leaves frames that machines without anything read', async () => {
    const leaning: LetterPack = {
      files: { code: 'bc' },
      frames: [
        { chunks: 'b', storedLength: 1_000 },
        { chunks: 'c', prefix: 'b', storedLength: 100 },
      ],
    }
    expect(await carried([leaning], { needed: 'bc' })).toEqual([])
  })

  it('leaves frames that are taken over for everybody', async () => {
    const index = withBundles(letterIndex(second))
    const [, frame = failed()] = index.frames
    const bundle = index.bundles[frame.bundle] ?? failed()
    const reused = [{ ...frame, bundle, chunks: [], prefix: [] }]
    expect(await carried([third, second], { needed: 'c', reused })).toEqual([302])
  })

  it('leaves frames that cost more than a third of what they stood for', async () => {
    const dear: LetterPack = {
      ...second,
      frames: [{ chunks: 'b', storedLength: 850 }, ...second.frames.slice(1)],
    }
    expect(await carried([dear], { needed: 'b' })).toEqual([])
  })

  it('leaves frames of which less than half is needed', async () => {
    const among: LetterPack = {
      files: { code: 'bxy' },
      frames: [
        { chunks: 'bxy', storedLength: 3_000 },
        { chunks: 'bxy', prefix: 'a', storedLength: 301, bundle: 1 },
      ],
    }
    expect(await carried([among], { needed: 'b' })).toEqual([])
    expect(await carried([among], { needed: 'bx' })).toEqual([301])
  })

  it('carries no more than half of a full download, the newest first', async () => {
    const large = [third, second].map((pack): LetterPack => ({
      ...pack,
      frames: pack.frames.map((frame) => ({ ...frame, storedLength: 100 * (frame.storedLength ?? 0) })),
    }))
    expect(await carried(large, { needed: 'c', fullBytes: 120_600 })).toEqual([30_100, 30_200])
    expect(await carried(large, { needed: 'c', fullBytes: 120_599 })).toEqual([30_200])
  })

  it('adds no more than a hundredth of a full download to the index', async () => {
    expect(await carried([third, second], { needed: 'c', fullBytes: 6_800 })).toEqual([301, 302])
    expect(await carried([third, second], { needed: 'c', fullBytes: 6_799 })).toEqual([302])
  })

  it('leaves frames of a bundle that is damaged, or has grown', async () => {
    const bundle = Buffer.from('one bundle')
    const index = letterIndex(third)
    const bundles = index.bundles.map(() => ({ sha256: sha256Hex(bundle), size: bundle.length }))
    const carriedOf = async (stored: string): Promise<number> => {
      const frames = await carriedFrames({
        needed: new Set([hashOf('c')]),
        reused: [],
        previous: [{ ...index, bundles }],
        fullBytes: 100_000,
        readBundle: (_bundle, offset, length) =>
          Promise.resolve(Buffer.from(stored).subarray(offset, offset + length)),
      })
      return frames.length
    }
    expect([
      await carriedOf('one bundle'),
      await carriedOf('one bunble'),
      await carriedOf('one bundle.'),
    ]).toEqual([1, 0, 0])
  })
})
