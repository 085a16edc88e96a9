import { describe, expect, test } from 'vitest'
import { chooseFrames } from '../../../../src-main/repository/frame-choice'
import { chunkHash } from '../../../../src-main/repository/chunk-table'
import { sha256Hex } from '../../../../src-main/repository/digest'
import { letterBytes, letterIndex, type LetterPack } from '../../../support/index-builder'

/** The frames that a machine with the chunks `here` fetches, in their order. */
function frames(pack: LetterPack, here: string): readonly number[] {
  const index = letterIndex(pack)
  const local = new Set(Array.from(here, (letter) => sha256Hex(letterBytes(letter))))
  const needed = new Set(index.files.flatMap(({ chunks }) => [...chunks]))
  const isLocal = (chunk: number): boolean => local.has(chunkHash(index.chunks, chunk))
  const isWanted = (chunk: number): boolean => needed.has(chunk) && !isLocal(chunk)
  return chooseFrames({ index, isWanted, isLocal }).fetches.flatMap((fetch) => [...fetch.frames])
}

/** `c` as it is, and over `b`, which a version between had and this one has not. */
function overOther({ full, between }: { readonly full: number; readonly between: number }): LetterPack {
  return {
    files: { code: 'c' },
    frames: [
      { chunks: 'b', prefix: 'a', storedLength: between, bundle: 1 },
      { chunks: 'c', storedLength: full },
      { chunks: 'c', prefix: 'b', storedLength: 60, bundle: 1 },
    ],
  }
}

describe('the frames that are chosen', () => {
  test('go over what a version between had, where that is cheaper', () => {
    expect(frames(overOther({ full: 900_000, between: 50 }), 'a')).toEqual([0, 2])
  })

  test('go straight where the way over others is dearer', () => {
    expect(frames(overOther({ full: 900_000, between: 950_000 }), 'a')).toEqual([1])
  })

  test('go over others for one part, and straight for another', () => {
    const target = {
      files: { code: 'cwz' },
      frames: [
        { chunks: 'b', prefix: 'a', storedLength: 50, bundle: 1 },
        { chunks: 'y', prefix: 'x', storedLength: 800_000, bundle: 1 },
        { chunks: 'c', storedLength: 900_000 },
        { chunks: 'c', prefix: 'b', storedLength: 60, bundle: 1 },
        { chunks: 'w', storedLength: 100 },
        { chunks: 'z', prefix: 'w', storedLength: 700_000 },
        { chunks: 'z', prefix: 'y', storedLength: 70, bundle: 1 },
      ],
    }
    expect(frames(target, 'ax')).toEqual([0, 3, 4, 5])
  })

  test('leave out a small one whose chunks come along with one that is needed anyway', () => {
    const target = {
      files: { kept: 'h', code: 'ji' },
      frames: [
        { chunks: 'h', storedLength: 150_000 },
        { chunks: 'im', prefix: 'h', storedLength: 1, bundle: 2 },
        { chunks: 'ji', storedLength: 100_000, bundle: 1 },
      ],
    }
    expect(frames(target, 'h')).toEqual([2])
  })

  test('of two ways over others take the one with fewer bytes', () => {
    const target = {
      files: { code: 'c' },
      frames: [
        { chunks: 'b', prefix: 'a', storedLength: 90_000, bundle: 1 },
        { chunks: 'b', prefix: 'a', storedLength: 50, bundle: 2 },
        { chunks: 'c', storedLength: 900_000 },
        { chunks: 'c', prefix: 'b', storedLength: 60, bundle: 2 },
      ],
    }
    expect(frames(target, 'a')).toEqual([1, 3])
  })

  test('keep to a way over others once something leans on it', () => {
    const target = {
      files: { code: 'c' },
      frames: [
        { chunks: 'b', prefix: 'a', storedLength: 90, bundle: 1 },
        { chunks: 'c', storedLength: 900_000 },
        { chunks: 'c', prefix: 'b', storedLength: 60, bundle: 1 },
        { chunks: 'b', prefix: 'a', storedLength: 50, bundle: 1 },
      ],
    }
    expect(frames(target, 'a')).toEqual([0, 2])
  })

  test('lean on no chunk of a version between that only comes after them', () => {
    const target = {
      files: { code: 'c' },
      frames: [
        { chunks: 'c', storedLength: 900_000 },
        { chunks: 'c', prefix: 'b', storedLength: 60, bundle: 1 },
        { chunks: 'b', prefix: 'a', storedLength: 50, bundle: 1 },
      ],
    }
    expect(frames(target, 'a')).toEqual([0])
  })

  test('give again what better ones give, where the rest would cost more alone', () => {
    const target = {
      files: { code: 'bcde' },
      frames: [
        { chunks: 'bcde', storedLength: 900_000 },
        { chunks: 'bce', prefix: 'a', storedLength: 20, bundle: 1 },
        { chunks: 'bcd', prefix: 'a', storedLength: 90, bundle: 1 },
      ],
    }
    expect(frames(target, 'a')).toEqual([1, 2])
  })
})
