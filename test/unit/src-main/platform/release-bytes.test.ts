import { describe, expect, test } from 'vitest'
import { releaseBytes } from '../../../../src-main/platform/release-bytes'

describe('released bytes', () => {
  test('are gone at once', () => {
    const bytes = new Uint8Array(1_000_000)
    releaseBytes(bytes)
    expect([bytes.length, bytes.buffer.byteLength]).toEqual([0, 0])
  })

  test('can be released again and again', () => {
    for (let round = 0; round < 3; round += 1) releaseBytes(new Uint8Array(100_000))
    const empty = new Uint8Array(0)
    releaseBytes(empty)
    expect(empty.length).toBe(0)
  })

  test('are kept when they share their memory with others', () => {
    const shared = new Uint8Array(1_000_000)
    const part = shared.subarray(0, 500_000)
    const small = Buffer.from('small')
    releaseBytes(part)
    releaseBytes(small)
    expect([shared.length, part.length, small.toString()]).toEqual([1_000_000, 500_000, 'small'])
  })
})
