import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chunksOf, chunkSizes } from '../../../../src-main/repository/chunking'
import { sha256Hex } from '../../../../src-main/repository/digest'
import { seededBytes } from '../../../support/file-tree'

async function chunked(content: Uint8Array, pieceSize = content.length): Promise<readonly Uint8Array[]> {
  const pieces: Uint8Array[] = []
  for (let at = 0; at < content.length; at += pieceSize) pieces.push(content.subarray(at, at + pieceSize))
  const chunks: Uint8Array[] = []
  for await (const chunk of chunksOf(stream(pieces))) chunks.push(chunk.slice())
  return chunks
}

async function* stream(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield await Promise.resolve(piece)
}

const content = fc
  .record({ seed: fc.integer(), length: fc.integer({ min: 0, max: 1_500_000 }) })
  .map(({ seed, length }) => seededBytes(length, seed))

describe('chunksOf', () => {
  it('gives chunks that joined are the content, with sizes within bounds, however it arrives', async () => {
    await fc.assert(
      fc.asyncProperty(content, fc.integer({ min: 1000, max: 3_000_000 }), async (bytes, pieceSize) => {
        const chunks = await chunked(bytes, pieceSize)
        const sizes = chunks.map(({ length }) => length)
        expect(Buffer.compare(Buffer.concat(chunks), bytes)).toBe(0)
        expect(sizes.every((size) => size > 0 && size <= chunkSizes.maximum)).toBe(true)
        expect(sizes.slice(0, -1).every((size) => size >= chunkSizes.minimum)).toBe(true)
        expect(sizes).toEqual((await chunked(bytes)).map(({ length }) => length))
      }),
      { numRuns: 30 },
    )
  })

  it('changes only the chunks near an insertion', async () => {
    const edit = fc.record({
      seed: fc.integer(),
      at: fc.integer({ min: 0, max: 2_000_000 }),
      length: fc.integer({ min: 1, max: 100 }),
    })
    await fc.assert(
      fc.asyncProperty(edit, async ({ seed, at, length }) => {
        const before = seededBytes(2_000_000, seed)
        const after = Buffer.concat([
          before.subarray(0, at),
          seededBytes(length, seed + 1),
          before.subarray(at),
        ])
        const known = new Set((await chunked(before)).map(sha256Hex))
        const added = (await chunked(after)).filter((chunk) => !known.has(sha256Hex(chunk)))
        expect(added.length).toBeLessThanOrEqual(8)
      }),
      { numRuns: 10 },
    )
  })

  it('gathers sizes around the normal one', async () => {
    const bytes = seededBytes(16_000_000, 7)
    const average = bytes.length / (await chunked(bytes)).length
    expect(average).toBeGreaterThan(0.75 * chunkSizes.normal)
    expect(average).toBeLessThan(1.5 * chunkSizes.normal)
  })

  it('never moves a boundary from one release to the next', async () => {
    const ends = (await chunked(seededBytes(600_000, 1))).map(({ length }) => length)
    expect(ends).toEqual([115_745, 67_886, 77_630, 83_179, 69_129, 77_590, 86_457, 22_384])
  })

  it('cuts content without any variety at the maximum size', async () => {
    const sizes = (await chunked(new Uint8Array(600_000))).map(({ length }) => length)
    expect(sizes).toEqual([chunkSizes.maximum, chunkSizes.maximum, 600_000 - 2 * chunkSizes.maximum])
  })
})
