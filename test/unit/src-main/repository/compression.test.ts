import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  compressFrame,
  decompressFrame,
  initializeCompression,
} from '../../../../src-main/repository/compression'

const level = 3

beforeAll(initializeCompression)

describe('compressFrame and decompressFrame', () => {
  it('give back what went in, with and without a prefix', () => {
    const bytes = fc.uint8Array({ maxLength: 3000 })
    fc.assert(
      fc.property(bytes, bytes, fc.nat(30), (part, prefix, times) => {
        fc.pre(prefix[0] !== 0x37)
        const plain = Buffer.concat(Array.from({ length: times }, () => part))
        const stored = compressFrame(plain, { level, prefix })
        const back = decompressFrame(stored, { plainSize: plain.length, prefix })
        expect(Buffer.compare(back, plain)).toBe(0)
      }),
      { numRuns: 100 },
    )
  })

  it('make a frame smaller that leans on a prefix like it', () => {
    const prefix = noise(100_000)
    expect(compressFrame(prefix.slice(1000), { level, prefix }).length).toBeLessThan(1000)
  })

  it('refuse a prefix that zstd would take for a trained dictionary', () => {
    const prefix = Uint8Array.of(0x37, 0xa4, 0x30, 0xec, 1, 2, 3, 4)
    expect(() => compressFrame(noise(10), { level, prefix })).toThrow(
      expect.objectContaining({ code: 'wrongUse' }),
    )
    expect(() => decompressFrame(compressFrame(noise(10), { level }), { plainSize: 10, prefix })).toThrow(
      expect.objectContaining({ code: 'chunkInvalid' }),
    )
  })
})

describe('decompressFrame refuses', () => {
  const plain = Buffer.alloc(50_000, 'what a frame holds, again and again. ')
  const plainSize = plain.length
  let frame: Uint8Array

  beforeAll(() => {
    frame = compressFrame(plain, { level })
  })

  function problemOf(stored: Uint8Array, size = plainSize): string | undefined {
    try {
      decompressFrame(stored, { plainSize: size })
      return undefined
    } catch (error) {
      const { code, details } = error as { code: string; details: { problem: string } }
      expect(code).toBe('chunkInvalid')
      return details.problem
    }
  }

  it('C-20 a size other than the signed one', () => {
    expect([problemOf(frame, plainSize - 1), problemOf(frame, plainSize + 1)]).toEqual([
      'states a content size of 50000 instead of 49999',
      'states a content size of 50000 instead of 50001',
    ])
  })

  it('C-20 two frames, skippable frames, trailing bytes and no frame', () => {
    const skippable = Uint8Array.of(0x50, 0x2a, 0x4d, 0x18, 1, 0, 0, 0, 7)
    const end = 'has bytes after its end'
    const start = 'does not start with the header of a zstd frame'
    expect({
      twoFrames: problemOf(Buffer.concat([frame, frame])),
      skippableAfter: problemOf(Buffer.concat([frame, skippable])),
      skippableBefore: problemOf(Buffer.concat([skippable, frame])),
      oneByteMore: problemOf(Buffer.concat([frame, Uint8Array.of(0)])),
      nothing: problemOf(new Uint8Array(0)),
      noise: problemOf(noise(1000)),
    }).toEqual({
      twoFrames: end,
      skippableAfter: end,
      skippableBefore: start,
      oneByteMore: end,
      nothing: start,
      noise: start,
    })
  })

  it('C-20 a dictionary id, and a frame that does not state its size', () => {
    const withDictionary = Uint8Array.of(...frame.slice(0, 4), (frame[4] ?? 0) | 1, 9, ...frame.slice(5))
    const withoutSize = Uint8Array.of(...frame.slice(0, 4), 0, 0x58, 0x01, 0, 0)
    expect([problemOf(withDictionary), problemOf(withoutSize)]).toEqual([
      'asks for a dictionary',
      'does not state its content size',
    ])
  })

  it('C-21 bombs, forged sizes and giant windows, before it decodes anything', () => {
    // 2,000 run-length blocks of 128 KiB behind a header that states 50,000 bytes.
    const block = Uint8Array.of(((131_072 << 3) | 2) & 255, (131_072 << 3) >> 8, (131_072 << 3) >> 16, 65)
    const bomb = Buffer.concat([
      frame.slice(0, 7),
      ...Array.from({ length: 2000 }, () => block),
      Uint8Array.of(3, 0, 0, 65),
    ])
    const forged = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0xe0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 0)
    const window = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x80, 0xf8, 0x50, 0xc3, 0, 0, 1, 0, 0)
    expect({
      bomb: problemOf(bomb),
      forged: problemOf(forged),
      forgedAndSigned: problemOf(forged, 2 ** 40),
      window: problemOf(window),
    }).toEqual({
      bomb: 'cannot be decoded',
      forged: 'states a content size of 1099511627776 instead of 50000',
      forgedAndSigned: 'asks for too large a window',
      window: 'asks for too large a window',
    })
  })

  it('every truncation', () => {
    const lengths = Array.from({ length: frame.length }, (_, length) => length)
    expect(lengths.filter((length) => problemOf(frame.slice(0, length)) === undefined)).toEqual([])
  })

  it('or decodes to the stated size, whichever bit is flipped', () => {
    for (let bit = 0; bit < 8 * frame.length; bit += 1) {
      const flipped = frame.slice()
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      problemOf(flipped)
    }
  })
})

function noise(length: number): Uint8Array {
  let state = 12_345
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) | 0
    return state >>> 16
  })
}
