import { expect, test } from 'vitest'
import { EarlierChunks } from '../../../../src-main/packaging/earlier-chunks'
import type { FrameChunk } from '../../../../src-main/packaging/frame-writer'

const mebibyte = 1024 * 1024

/** A chunk that resembles all whose sketch shares a number with its own. */
function chunk(position: number, sketch: readonly number[], size = 1_000): FrameChunk {
  return {
    position,
    size,
    hash: String(position).padStart(64, '0'),
    file: 0,
    offset: 0,
    path: 'a',
    bytes: new Uint8Array(0),
    sketch: Uint32Array.from(sketch),
  }
}

test('gives the chunks that resemble those of a frame, in the order of the chunk table', () => {
  const earlier = new EarlierChunks()
  const [first, second, third] = [chunk(0, [1]), chunk(1, [2]), chunk(2, [3])]
  earlier.add([first, second, third], [])
  expect(earlier.prefixFor([chunk(3, [3]), chunk(4, [1])])).toEqual([first, third])
})

test('gives no more than 2 MiB', () => {
  const earlier = new EarlierChunks()
  const chunks = Array.from({ length: 4 }, (_, position) => chunk(position, [position], mebibyte))
  earlier.add(chunks, [])
  expect(earlier.prefixFor(chunks)).toEqual(chunks.slice(0, 2))
})

test('forgets all when it would remember more than it may', () => {
  const earlier = new EarlierChunks(2_500)
  const [old, young] = [chunk(0, [1]), chunk(2, [2])]
  earlier.add([old, chunk(1, [5])], [])
  earlier.add([young], [])
  expect(earlier.prefixFor([chunk(3, [1, 2])])).toEqual([young])
})

test('gives nothing that only a long chain of frames leads to', () => {
  const earlier = new EarlierChunks()
  let given: readonly FrameChunk[] = []
  const lengths = Array.from({ length: 100 }, (_, position) => {
    const next = chunk(position, [position, position + 1])
    given = earlier.prefixFor([next])
    earlier.add([next], given)
    return given.length
  })
  const chain = lengths.indexOf(0, 1)
  expect([lengths[1], chain > 16, chain <= 64]).toEqual([1, true, true])
})
