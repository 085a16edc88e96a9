import { sha256, sha256Hex } from '../../src-main/repository/digest'
import type { PackFrame, PackIndex } from '../../src-main/repository/pack-index'
import { anID } from './pack-builder'
import { seededBytes } from './file-tree'

/** A pack in letters: each letter is a chunk. `{ files: { 'a.txt': 'xyx' }, frames: [{ chunks: 'xy' }] }`. */
export interface LetterPack {
  readonly id?: string
  readonly version?: number
  /** Path -> chunks. A path that ends with `!` is executable; the mark is taken off. */
  readonly files: Readonly<Record<string, string>>
  readonly frames: readonly LetterFrame[]
  /** Bytes of every chunk. */
  readonly chunkSize?: number
}

/** A frame in letters. Frames of one bundle follow each other. */
export interface LetterFrame {
  readonly chunks: string
  readonly prefix?: string
  readonly bundle?: number
  /** 100 bytes per chunk when absent. */
  readonly storedLength?: number
  /** Bytes of other frames between the frame before and this one. */
  readonly gap?: number
}

/** The plain bytes of a letter's chunk. */
export function letterBytes(letter: string, size = 1_000): Uint8Array {
  return seededBytes(size, letter.charCodeAt(0))
}

/** The name of a bundle of a pack in letters. */
export function letterBundle(number: number): string {
  return String(number).padStart(64, '0')
}

/** The index of a pack in letters. Bundles are named by their number and hold nothing. */
export function letterIndex(pack: LetterPack): PackIndex {
  const { id = 'letters', version = 1, files, frames, chunkSize = 1_000 } = pack
  const letters = [
    ...new Set([...Object.values(files), ...frames.flatMap((f) => [f.chunks, f.prefix ?? ''])].join('')),
  ]
  const positions = (text: string): Uint32Array =>
    Uint32Array.from(Array.from(text), (letter) => letters.indexOf(letter))
  const ends = new Map<number, number>()
  const packFrames = frames.map((frame): PackFrame => {
    const { chunks, prefix = '', bundle = 0, storedLength = 100 * chunks.length, gap = 0 } = frame
    const offset = (ends.get(bundle) ?? 0) + gap
    ends.set(bundle, offset + storedLength)
    return { bundle, offset, storedLength, chunks: positions(chunks), prefixChunks: positions(prefix) }
  })
  return {
    formatVersion: 1,
    assetPackID: anID(id),
    version,
    files: Object.entries(files)
      .map(([name, chunks]) => ({
        path: name.replace(/!$/, ''),
        size: chunks.length * chunkSize,
        executable: name.endsWith('!'),
        sha256: sha256Hex(Buffer.concat(Array.from(chunks).map((letter) => letterBytes(letter, chunkSize)))),
        chunks: positions(chunks),
      }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    chunks: {
      count: letters.length,
      hashes: Buffer.concat(letters.map((letter) => sha256(letterBytes(letter, chunkSize)))),
      sizes: new Uint32Array(letters.length).fill(chunkSize),
    },
    frames: packFrames,
    bundles: Array.from({ length: Math.max(-1, ...ends.keys()) + 1 }, (_, number) => ({
      sha256: letterBundle(number),
      size: Math.max(1, ends.get(number) ?? 1),
    })),
  }
}
