import { crc32, deflateSync, inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { smallPNG } from '../../../scripts/screenshots/small-png.mjs'

type Colour = readonly [number, number, number]
type Picture = readonly (readonly Colour[])[]

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function chunk(type: string, data: Uint8Array): Buffer {
  const whole = Buffer.alloc(data.length + 12)
  whole.writeUInt32BE(data.length, 0)
  whole.write(type, 4, 'latin1')
  whole.set(data, 8)
  whole.writeUInt32BE(crc32(whole.subarray(4, 8 + data.length)), 8 + data.length)
  return whole
}

/** What PNG's filters (section 9 of the specification) expect a byte to be. */
const filters: readonly ((left: number, up: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_left, up) => up,
  (left, up) => Math.floor((left + up) / 2),
  (left, up, corner) => {
    const guess = left + up - corner
    const nearest = Math.min(...[left, up, corner].map((value) => Math.abs(guess - value)))
    return [left, up, corner].find((value) => Math.abs(guess - value) === nearest) ?? 0
  },
]

/** Each line with the next filter. */
function png(picture: Picture, alpha: boolean): Buffer {
  const channels = alpha ? 4 : 3
  const lines = picture.map((line) => line.flatMap((colour) => (alpha ? [...colour, 255] : [...colour])))
  const data = lines.flatMap((line, y) => {
    const filter = y % filters.length
    const at = (row: number, x: number): number => (x < 0 ? 0 : (lines[row]?.[x] ?? 0))
    const filtered = line.map((byte, x) => {
      const guess = filters[filter]?.(at(y, x - channels), at(y - 1, x), at(y - 1, x - channels)) ?? 0
      return (byte - guess + 256) & 255
    })
    return [filter, ...filtered]
  })
  const header = Buffer.alloc(13)
  header.writeUInt32BE(picture[0]?.length ?? 0, 0)
  header.writeUInt32BE(picture.length, 4)
  header.set([8, alpha ? 6 : 2, 0, 0, 0], 8)
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(data))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The colours of a picture with a palette and no filters. */
function read(bytes: Buffer): Picture {
  const parts = new Map<string, Buffer>()
  for (let at = signature.length; at < bytes.length;) {
    const length = bytes.readUInt32BE(at)
    parts.set(bytes.toString('latin1', at + 4, at + 8), bytes.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  const [header, palette] = [parts.get('IHDR'), parts.get('PLTE')]
  if (header === undefined || palette === undefined) throw new TypeError('This is no picture with a palette.')
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const data = inflateSync(parts.get('IDAT') ?? Buffer.alloc(0))
  const colour = (place: number): Colour =>
    [0, 1, 2].map((channel) => palette[3 * place + channel] ?? -1) as unknown as Colour
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => colour(data[y * (width + 1) + 1 + x] ?? -1)),
  )
}

test.each([false, true])('keeps every pixel of a picture with few colours (alpha: %s)', (alpha) => {
  const picture = Array.from({ length: 15 }, (_, y) =>
    Array.from({ length: 15 }, (__, x): Colour => [(x * 17) % 256, (y * 31) % 256, (x * y * 7) % 256]),
  )
  expect(read(smallPNG(png(picture, alpha)))).toEqual(picture)
})

test('draws a picture of thousands of colours in at most 256 that are near', () => {
  const picture = Array.from({ length: 64 }, (_, y) =>
    Array.from({ length: 64 }, (__, x): Colour => [x * 2, y * 2, 128]),
  )
  const small = read(smallPNG(png(picture, false)))
  const distances = picture.flatMap((line, y) =>
    line.map((colour, x) =>
      Math.max(...colour.map((value, channel) => Math.abs(value - (small[y]?.[x]?.[channel] ?? 999)))),
    ),
  )
  const colours = new Set(small.flat().map(String)).size
  expect([colours <= 256, Math.max(...distances) <= 16]).toEqual([true, true])
})
