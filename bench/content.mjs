// Content as packs have it: many small text files, models and sounds of middle size, a few big archives.
import { mkdir, open, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const mebibyte = 1024 * 1024

/** Shares of the whole: 30 % text in small files, 45 % media in middle ones, 25 % in files of 64 MiB. */
const kinds = [
  { folder: 'text', share: 0.3, size: [2_000, 120_000], text: true },
  { folder: 'media', share: 0.45, size: [200_000, 4_000_000], text: false },
  { folder: 'archives', share: 0.25, size: [64 * mebibyte, 64 * mebibyte], text: false },
]

const words = Array.from({ length: 4_000 }, (_, number) => `word${number * 7_919}`)

/**
 * Writes a folder of content, the same for the same size.
 *
 * @param {string} directory
 * @param {number} totalBytes
 * @returns {Promise<{ files: number, bytes: number }>}
 */
export async function writeContent(directory, totalBytes) {
  const random = randomNumbers(1)
  let files = 0
  let bytes = 0
  for (const { folder, share, size, text } of kinds) {
    for (let left = Math.floor(totalBytes * share); left > 0; files += 1) {
      const length = Math.min(left, Math.floor(size[0] + random() * (size[1] - size[0])))
      const path = join(directory, folder, String(files % 40), `${files}.${text ? 'json' : 'bin'}`)
      await mkdir(dirname(path), { recursive: true })
      await (text ? writeFile(path, textOf(length, random)) : writeNoise(path, length, random))
      left -= length
      bytes += length
    }
  }
  return { files, bytes }
}

function textOf(length, random) {
  const lines = []
  for (let size = 0; size < length;) {
    const line = `{"name":"${words[Math.floor(random() * words.length)]}","value":${Math.floor(random() * 1e6)},"on":true},\n`
    lines.push(line)
    size += line.length
  }
  return lines.join('').slice(0, length)
}

/** Media is compressed already: noise, with a run of zeros now and then. */
async function writeNoise(path, length, random) {
  const file = await open(path, 'w')
  const piece = new Uint32Array(mebibyte / 4)
  let state = Math.floor(random() * 2 ** 32) | 1
  for (let written = 0; written < length; written += mebibyte) {
    for (let i = 0; i < piece.length; i += 1) {
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      piece[i] = i % 8_192 < 512 ? 0 : state
    }
    await file.write(new Uint8Array(piece.buffer, 0, Math.min(mebibyte, length - written)))
  }
  await file.close()
}

function randomNumbers(seed) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
