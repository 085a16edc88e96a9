import { beforeAll, expect, test } from 'vitest'
import { PackedChunks } from '../../../../src-main/packaging/packed-chunks'
import { compressFrame, initializeCompression } from '../../../../src-main/repository/compression'
import { letterBytes, letterIndex } from '../../../support/index-builder'

beforeAll(initializeCompression)

function letterOf(number: number): string {
  return String.fromCodePoint(0x4e00 + number)
}

/** A version whose frame number `n` holds the letter `n` and leans on the letter before it. */
function chain(length: number): { readonly packed: PackedChunks; reads: number } {
  const letters = Array.from({ length }, (_, number) => letterOf(number))
  const frames = letters.map((letter, number) =>
    compressFrame(letterBytes(letter, 100), {
      level: 1,
      prefix: number === 0 ? undefined : letterBytes(letters[number - 1] ?? '', 100),
    }),
  )
  const index = letterIndex({
    files: Object.fromEntries(
      letters.map((letter, number) => [`f${String(number).padStart(3, '0')}`, letter]),
    ),
    chunkSize: 100,
    frames: frames.map((frame, bundle) => ({
      chunks: letters[bundle] ?? '',
      prefix: letters[bundle - 1] ?? '',
      bundle,
      storedLength: frame.length,
    })),
  })
  const made = {
    reads: 0,
    packed: new PackedChunks({
      name: 'maps.assetpack',
      index,
      readBundle: (bundle) => {
        made.reads += 1
        return Promise.resolve(frames[index.bundles.indexOf(bundle)] ?? new Uint8Array(0))
      },
    }),
  }
  return made
}

test('reads a chunk through the frames that its frame leans on, each once', async () => {
  const made = chain(10)
  const bytes = await made.packed.read(9)
  await made.packed.read(8)
  expect([Buffer.compare(bytes, letterBytes(letterOf(9), 100)), made.reads]).toEqual([0, 10])
})

test('refuses a chain of frames that no honest publisher makes, and names where it was', async () => {
  await expect(chain(200).packed.read(199)).rejects.toMatchObject({
    code: 'integrityCheckFailed',
    details: { path: 'maps.assetpack' },
  })
})

test('reads what is not too deep, after it has refused what is', async () => {
  const made = chain(66)
  await expect(made.packed.read(65)).rejects.toMatchObject({ code: 'integrityCheckFailed' })
  expect(Buffer.compare(await made.packed.read(64), letterBytes(letterOf(64), 100))).toBe(0)
})

test('refuses what is too deep, also where it has read all before it', async () => {
  const made = chain(66)
  await made.packed.read(64)
  await expect(made.packed.read(65)).rejects.toMatchObject({ code: 'integrityCheckFailed' })
})

test('refuses a frame that decodes to other bytes than the index says', async () => {
  const frame = compressFrame(letterBytes('b', 100), { level: 1 })
  const index = letterIndex({
    files: { f: 'a' },
    chunkSize: 100,
    frames: [{ chunks: 'a', bundle: 0, storedLength: frame.length }],
  })
  const packed = new PackedChunks({ name: 'maps', index, readBundle: () => Promise.resolve(frame) })
  await expect(packed.read(0)).rejects.toMatchObject({ code: 'integrityCheckFailed' })
})

test('gives chunks that do not keep their frame in memory', async () => {
  const frame = compressFrame(Buffer.concat([letterBytes('a', 100), letterBytes('b', 100)]), { level: 1 })
  const index = letterIndex({
    files: { f: 'ab' },
    chunkSize: 100,
    frames: [{ chunks: 'ab', bundle: 0, storedLength: frame.length }],
  })
  const packed = new PackedChunks({ name: 'maps', index, readBundle: () => Promise.resolve(frame) })
  const bytes = await packed.read(1)
  expect([Buffer.compare(bytes, letterBytes('b', 100)), bytes.buffer.byteLength]).toEqual([0, 100])
})
