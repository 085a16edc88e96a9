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

  test('are kept when they are few, because then they may come from a common pool', () => {
    const small = Buffer.from('small')
    releaseBytes(small)
    expect(small.toString()).toBe('small')
  })
})
