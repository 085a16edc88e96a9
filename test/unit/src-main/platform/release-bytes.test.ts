import { describe, expect, test } from 'vitest'
import { releaseBytes } from '../../../../src-main/platform/release-bytes'

describe('released bytes', () => {
  test('are gone at once', async () => {
    const bytes = new Uint8Array(1_000_000)
    const released = releaseBytes(bytes)
    expect([bytes.length, bytes.buffer.byteLength]).toEqual([0, 0])
    await released
  })

  test('leave the process as small as it was, however many there are in one piece of work', async () => {
    const before = process.memoryUsage.rss()
    let most = 0
    for (let round = 0; round < 200; round += 1) {
      await releaseBytes(new Uint8Array(4_000_000).fill(1))
      most = Math.max(most, process.memoryUsage.rss())
    }
    expect(most - before).toBeLessThan(200_000_000)
  })

  test('can be released again and again', async () => {
    for (let round = 0; round < 3; round += 1) await releaseBytes(new Uint8Array(100_000))
    const empty = new Uint8Array(0)
    await releaseBytes(empty)
    expect(empty.length).toBe(0)
  })

  test('are kept when they are few, because then they may come from a common pool', async () => {
    const small = Buffer.from('small')
    await releaseBytes(small)
    expect(small.toString()).toBe('small')
  })
})
