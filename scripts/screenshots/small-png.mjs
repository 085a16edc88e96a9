// Pictures of windows as small files: 256 colours, chosen from those that are there, and the best that zlib can do.
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const mostColours = 256
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

/**
 * The same picture with at most 256 colours.
 *
 * @param {Buffer} png of 8 bits for each of red, green, blue, with alpha or without, as Chromium writes it
 * @returns {Buffer}
 */
export function smallPNG(png) {
  const { width, height, pixels } = readPNG(png)
  const counts = new Map()
  for (const colour of pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  const palette = counts.size <= mostColours ? [...counts.keys()].sort(byNumber) : paletteOf(counts)
  const places = nearestPlaces([...counts.keys()], palette)
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = places.get(pixels[y * width + x])
  return writePNG({ width, height, palette, rows })
}

const byNumber = (a, b) => a - b

/** @returns {{ width: number, height: number, pixels: Uint32Array }} each pixel as 0xrrggbb */
function readPNG(png) {
  const chunks = chunksOf(png)
  const header = chunks.find(({ type }) => type === 'IHDR').data
  const [width, height, channels] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9] === 6 ? 4 : 3]
  const data = inflateSync(
    Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map((chunk) => chunk.data)),
  )
  const stride = width * channels
  const pixels = new Uint32Array(width * height)
  let above = new Uint8Array(stride)
  for (let y = 0; y < height; y += 1) {
    const at = y * (stride + 1)
    const line = unfiltered(data[at], data.subarray(at + 1, at + 1 + stride), above, channels)
    for (let x = 0; x < width; x += 1) {
      const first = x * channels
      pixels[y * width + x] = (line[first] << 16) | (line[first + 1] << 8) | line[first + 2]
    }
    above = line
  }
  return { width, height, pixels }
}

function chunksOf(png) {
  const chunks = []
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at)
    chunks.push({
      type: png.toString('latin1', at + 4, at + 8),
      data: png.subarray(at + 8, at + 8 + length),
    })
    at += 12 + length
  }
  return chunks
}

/** A line of bytes as it was before the filter of that number (PNG, section 9). */
function unfiltered(filter, line, above, channels) {
  const plain = new Uint8Array(line.length)
  for (let i = 0; i < line.length; i += 1) {
    const left = i < channels ? 0 : plain[i - channels]
    const corner = i < channels ? 0 : above[i - channels]
    plain[i] = line[i] + predicted(filter, left, above[i], corner)
  }
  return plain
}

function predicted(filter, left, up, corner) {
  if (filter === 0) return 0
  if (filter === 1) return left
  if (filter === 2) return up
  if (filter === 3) return (left + up) >> 1
  // How far each is from left + up - corner.
  const byLeft = Math.abs(up - corner)
  const byUp = Math.abs(left - corner)
  const byCorner = Math.abs(left + up - 2 * corner)
  if (byLeft <= byUp && byLeft <= byCorner) return left
  return byUp <= byCorner ? up : corner
}

/** The colours that fill areas as they are, and for what is between them the middles of boxes that are cut where they are longest. */
function paletteOf(counts) {
  const sorted = [...counts].sort(([a, many], [b, more]) => more - many || a - b)
  const kept = sorted.slice(0, mostColours / 2).map(([colour]) => colour)
  const boxes = [boxOf(sorted.slice(mostColours / 2))]
  while (boxes.length < mostColours / 2) {
    const widest = boxes.reduce((found, box) => (box.weight > found.weight ? box : found))
    if (widest.weight === 0) break
    boxes.splice(boxes.indexOf(widest), 1, ...cut(widest))
  }
  return [...kept, ...boxes.map(middle)].sort(byNumber)
}

const channelsOf = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]

/** Colours, how many pixels have them, the channel in which they are farthest apart, and how much cutting them would bring. */
function boxOf(colours) {
  const ranges = [16, 8, 0].map((shift) => {
    let [least, most] = [255, 0]
    for (const [colour] of colours) {
      const value = (colour >> shift) & 255
      if (value < least) least = value
      if (value > most) most = value
    }
    return { shift, range: most - least }
  })
  const { shift, range } = ranges.reduce((found, next) => (next.range > found.range ? next : found))
  const pixels = colours.reduce((sum, [, count]) => sum + count, 0)
  return { colours, pixels, shift, weight: colours.length < 2 ? 0 : range * Math.sqrt(pixels) }
}

/** In two, each with about as many pixels. */
function cut({ colours, pixels, shift }) {
  const sorted = [...colours].sort(([a], [b]) => ((a >> shift) & 255) - ((b >> shift) & 255) || a - b)
  let [at, seen] = [0, 0]
  while (at < sorted.length - 1 && (at === 0 || seen < pixels / 2)) {
    seen += sorted[at][1]
    at += 1
  }
  return [boxOf(sorted.slice(0, at)), boxOf(sorted.slice(at))]
}

function middle({ colours, pixels }) {
  const [red, green, blue] = [0, 1, 2].map((channel) =>
    Math.round(
      colours.reduce((sum, [colour, count]) => sum + channelsOf(colour)[channel] * count, 0) / pixels,
    ),
  )
  return (red << 16) | (green << 8) | blue
}

function nearestPlaces(colours, palette) {
  const parts = palette.map(channelsOf)
  return new Map(
    colours.map((colour) => {
      const own = channelsOf(colour)
      let [place, least] = [0, Infinity]
      for (let i = 0; i < parts.length && least > 0; i += 1) {
        const distance = difference(own, parts[i])
        if (distance < least) {
          least = distance
          place = i
        }
      }
      return [colour, place]
    }),
  )
}

/** Of two colours, as much as the eye sees it. */
function difference([red, green, blue], [r, g, b]) {
  return 2 * (red - r) ** 2 + 4 * (green - g) ** 2 + 3 * (blue - b) ** 2
}

function writePNG({ width, height, palette, rows }) {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // 8 bits, each the place of a colour in the palette.
  header.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channelsOf))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type, data) {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const whole = Buffer.alloc(named.length + 8)
  whole.writeUInt32BE(data.length, 0)
  named.copy(whole, 4)
  whole.writeUInt32BE(crc32(named), named.length + 4)
  return whole
}
