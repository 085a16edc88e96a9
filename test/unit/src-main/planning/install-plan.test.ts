import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { eachPlacement, placementCount } from '../../../../src-main/planning/chunk-placements'
import type { WholeFile } from '../../../../src-main/planning/chunk-sources'
import { planInstall, type InstallFacts, type InstallPlan } from '../../../../src-main/planning/install-plan'
import type { PackIndex } from '../../../../src-main/repository/pack-index'
import { letterIndex, type LetterPack } from '../../../support/index-builder'
import {
  factsOf,
  letterPacks,
  updateSituations,
  type UpdateSituation,
} from '../../../support/update-situations'

function plan(pack: LetterPack, facts: Partial<Omit<InstallFacts, 'target'>> = {}): InstallPlan {
  const target = letterIndex(pack)
  return planInstall({
    target,
    staged: new Uint8Array(placementCount(target)),
    wholeFiles: new Map(),
    canLink: true,
    transfersOnDisk: 4,
    ...facts,
  })
}

function base(index: PackIndex, present = 1): InstallFacts['base'] {
  return { root: 1, index, present: new Uint8Array(placementCount(index)).fill(present) }
}

function wholeFiles(index: PackIndex): ReadonlyMap<string, WholeFile> {
  return new Map(index.files.map(({ sha256, path, executable }) => [sha256, { root: 1, path, executable }]))
}

/** What a plan does, in a form that can be read. */
function summary({ reused, copied, fetches, totals }: InstallPlan): object {
  return {
    reused: reused.map(({ file, source }) => [file, source.path]),
    copied: [...copied],
    fetches: fetches.map(({ bundle, isWhole, offset, length, frames }) => [
      bundle,
      isWhole ? 'whole' : [offset, length],
      [...frames],
    ]),
    bytes: [totals.bytesToFetch, totals.bytesReused, totals.diskBytesNeeded],
  }
}

const mebibyte = 1024 * 1024

describe('an installation plan', () => {
  test('fetches every bundle on a machine that has nothing', () => {
    const result = plan({
      files: { one: 'ab', two: 'bc', empty: '' },
      frames: [{ chunks: 'ab' }, { chunks: 'c', bundle: 1 }],
    })
    expect(summary(result)).toEqual({
      reused: [],
      copied: [],
      fetches: [
        [0, 'whole', [0]],
        [1, 'whole', [1]],
      ],
      bytes: [300, 0, 4_300],
    })
  })

  test('links unchanged and moved files, copies the chunks of changed ones, fetches the rest', () => {
    const before = letterIndex({ files: { kept: 'ab', old: 'cd', text: 'efg' }, frames: [] })
    const result = plan(
      {
        files: { kept: 'ab', moved: 'cd', text: 'exg' },
        frames: [{ chunks: 'abcd' }, { chunks: 'efg' }, { chunks: 'x', bundle: 1 }],
      },
      { base: base(before), wholeFiles: wholeFiles(before) },
    )
    expect(summary(result)).toEqual({
      reused: [
        [0, 'kept'],
        [1, 'old'],
      ],
      copied: [4, 6],
      fetches: [[1, 'whole', [2]]],
      bytes: [100, 6_000, 3_100],
    })
  })

  test('fetches only the byte ranges that it needs of a big bundle', () => {
    const frames = Array.from('abcdef').map((chunks) => ({ chunks, storedLength: 2 * mebibyte }))
    const before = letterIndex({ files: { old: 'bcdf' }, frames: [] })
    const result = plan({ files: { new: 'abcdef' }, frames }, { base: base(before) })
    expect(summary(result)).toMatchObject({
      copied: [1, 2, 3, 5],
      fetches: [
        [0, [0, 2 * mebibyte], [0]],
        [0, [8 * mebibyte, 2 * mebibyte], [4]],
      ],
    })
  })

  test('copies a file whose mode differs, because links share it', () => {
    const before = letterIndex({ files: { tool: 'ab' }, frames: [] })
    const target = { files: { 'tool!': 'ab' }, frames: [{ chunks: 'ab' }] }
    const result = plan(target, { base: base(before), wholeFiles: wholeFiles(before) })
    expect(summary(result)).toEqual({ reused: [], copied: [0, 1], fetches: [], bytes: [0, 2_000, 2_000] })
  })

  test('copies chunk by chunk where the disk cannot link', () => {
    const other = letterIndex({ files: { elsewhere: 'ab' }, frames: [] })
    const target = { files: { here: 'ab' }, frames: [{ chunks: 'ab' }] }
    const result = plan(target, { wholeFiles: wholeFiles(other), canLink: false })
    expect(summary(result)).toEqual({ reused: [], copied: [0, 1], fetches: [], bytes: [0, 2_000, 2_000] })
  })

  test('takes a second copy of a chunk from what is staged', () => {
    const target = { files: { one: 'ab', two: 'ba' }, frames: [{ chunks: 'ab' }] }
    const result = plan(target, { staged: Uint8Array.of(1, 1, 0, 0) })
    expect(summary(result)).toEqual({ reused: [], copied: [0, 1], fetches: [], bytes: [0, 2_000, 2_000] })
  })

  test('prefers a small frame that leans on chunks that are here', () => {
    const before = letterIndex({ files: { code: 'a' }, frames: [] })
    const target = {
      files: { code: 'b' },
      frames: [
        { chunks: 'b', storedLength: 900 },
        { chunks: 'b', prefix: 'a', storedLength: 50, bundle: 1 },
      ],
    }
    expect(summary(plan(target, { base: base(before) }))).toMatchObject({ fetches: [[1, 'whole', [1]]] })
  })

  test('does not choose a frame whose prefix is missing', () => {
    const before = letterIndex({ files: { code: 'a' }, frames: [] })
    const target = {
      files: { code: 'b' },
      frames: [
        { chunks: 'b', storedLength: 900 },
        { chunks: 'b', prefix: 'a', storedLength: 50, bundle: 1 },
      ],
    }
    expect(summary(plan(target))).toMatchObject({ fetches: [[0, 'whole', [0]]] })
    expect(summary(plan(target, { base: base(before, 0) }))).toMatchObject({ fetches: [[0, 'whole', [0]]] })
  })

  test('takes frames that lean on earlier frames of the same version', () => {
    const target = {
      files: { one: 'a', two: 'b' },
      frames: [{ chunks: 'a' }, { chunks: 'b', prefix: 'a', bundle: 1 }],
    }
    expect([...plan(target).provider]).toEqual([0, 1])
  })

  test('unpacks what others lean on out of the smaller frame, where there is one', () => {
    const before = letterIndex({ files: { code: 'a' }, frames: [] })
    const target = {
      files: { code: 'b', copy: 'c' },
      frames: [
        { chunks: 'b', storedLength: 900_000 },
        { chunks: 'b', prefix: 'a', storedLength: 50, bundle: 1 },
        { chunks: 'c', prefix: 'b', storedLength: 70 },
      ],
    }
    const { fetches } = plan(target, { base: base(before) })
    expect(fetches.map(({ bundle, length, frames }) => [bundle, length, [...frames]])).toEqual([
      [1, 50, [1]],
      [0, 70, [2]],
    ])
  })

  test('puts aside what no file needs but another frame leans on, and fetches it only for that', () => {
    const target = {
      files: { new: 'bc', other: 'd' },
      frames: [{ chunks: 'ab' }, { chunks: 'c', prefix: 'a', bundle: 1 }, { chunks: 'd', bundle: 2 }],
    }
    const before = letterIndex({ files: { old: 'a' }, frames: [] })
    const bare = plan(target)
    const update = plan(target, { base: base(before) })
    const a = [...letterIndex(target).chunks.sizes.keys()].find((chunk) => bare.spare.has(chunk)) ?? -1
    expect([bare.provider[a], [...bare.spare.values()], bare.totals.spareBytes]).toEqual([0, [0], 1_000])
    expect([update.provider[a], update.spare.size, update.totals.spareBytes]).toEqual([-1, 0, 0])
    expect([bare.totals.diskBytesNeeded, update.totals.diskBytesNeeded]).toEqual([4_400, 3_400])
  })

  test('puts nothing aside where there is no room for it', () => {
    const before = letterIndex({ files: { code: 'a' }, frames: [], chunkSize: 1_000_000 })
    const target = {
      files: { code: 'c' },
      frames: [
        { chunks: 'b', prefix: 'a', storedLength: 50, bundle: 1 },
        { chunks: 'c', storedLength: 900_000 },
        { chunks: 'c', prefix: 'b', storedLength: 60, bundle: 1 },
      ],
      chunkSize: 1_000_000,
    }
    const needed = [2_000_110, 2_000_109].map((freeBytes) => {
      const { spareBytes, diskBytesNeeded } = plan(target, { base: base(before), freeBytes }).totals
      return { spareBytes, diskBytesNeeded }
    })
    expect(needed).toEqual([
      { spareBytes: 1_000_000, diskBytesNeeded: 2_000_110 },
      { spareBytes: 0, diskBytesNeeded: 1_900_000 },
    ])
  })

  test('does not let a frame wait for one that comes after it', () => {
    const before = letterIndex({ files: { code: 'a' }, frames: [] })
    const target = {
      files: { code: 'b', copy: 'c' },
      frames: [
        { chunks: 'b', storedLength: 900_000 },
        { chunks: 'c', prefix: 'b', storedLength: 70 },
        { chunks: 'b', prefix: 'a', storedLength: 50, bundle: 1 },
      ],
    }
    expect([...plan(target, { base: base(before) }).provider]).toEqual([0, 1, -1])
  })

  test('refuses an index in which a chunk cannot be had', () => {
    expect(() => plan({ files: { one: 'ab' }, frames: [{ chunks: 'a' }] })).toThrow(
      expect.objectContaining({ code: 'indexInvalid' }) as Error,
    )
  })
})

describe('any installation plan', () => {
  const planOf = (situation: UpdateSituation): InstallPlan => {
    return planInstall(factsOf(situation))
  }

  test('covers each placement exactly once', () => {
    fc.assert(
      fc.property(updateSituations, (situation) => {
        const index = letterIndex(situation.pack)
        const { reused, copied, provider, pending } = planOf(situation)
        const isReused = new Set(reused.map(({ file }) => file))
        const isCopied = new Set(copied)
        eachPlacement(index, (chunk, placement, file, offset) => {
          let covers = (situation.staged[placement] ? 1 : 0) + (isReused.has(file) ? 1 : 0)
          for (let at = pending.starts[chunk] ?? 0; at < (pending.starts[chunk + 1] ?? 0); at += 1) {
            if (pending.files[at] !== file || pending.offsets[at] !== offset) continue
            covers += (isCopied.has(chunk) ? 1 : 0) + (provider[chunk] === -1 ? 0 : 1)
          }
          expect(covers).toBe(1)
        })
      }),
      { numRuns: 150 },
    )
  })

  test('never fetches more bytes than a full download', () => {
    fc.assert(
      fc.property(updateSituations, (situation) => {
        const full = plan(situation.pack).totals.bytesToFetch
        expect(planOf(situation).totals.bytesToFetch).toBeLessThanOrEqual(full)
      }),
      { numRuns: 150 },
    )
  })

  test('fetches nothing when all is staged', () => {
    fc.assert(
      fc.property(letterPacks, (pack) => {
        const staged = new Uint8Array(placementCount(letterIndex(pack))).fill(1)
        const result = plan(pack, { staged })
        expect([result.fetches, result.copied.length, result.reused, result.totals.diskBytesNeeded]).toEqual([
          [],
          0,
          [],
          0,
        ])
      }),
      { numRuns: 50 },
    )
  })

  test('gives every frame only prefixes that are here or that an earlier frame gives', () => {
    fc.assert(
      fc.property(updateSituations, (situation) => {
        const index = letterIndex(situation.pack)
        const { fetches, provider, sources } = planOf(situation)
        const chosen = new Set(provider)
        for (const frame of fetches.flatMap(({ frames }) => [...frames])) {
          expect(chosen.has(frame)).toBe(true)
          for (const chunk of index.frames[frame]?.prefixChunks ?? []) {
            const giver = provider[chunk] ?? -1
            expect((sources.file[chunk] ?? -1) >= 0 || (giver >= 0 && giver < frame)).toBe(true)
          }
        }
      }),
      { numRuns: 150 },
    )
  })
})
