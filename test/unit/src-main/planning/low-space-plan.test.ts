import { describe, expect, test } from 'vitest'
import { placementCount } from '../../../../src-main/planning/chunk-placements'
import { planInstall } from '../../../../src-main/planning/install-plan'
import { planLowSpace, type LowSpacePlan } from '../../../../src-main/planning/low-space-plan'
import type { PackIndex } from '../../../../src-main/repository/pack-index'
import { letterIndex, type LetterPack } from '../../../support/index-builder'

const old: LetterPack = { files: { a: 'ab', b: 'cd', c: 'ef', gone: 'g' }, frames: [{ chunks: 'abcdefg' }] }
/** Three files of 2,000 bytes that are all new. */
const next: LetterPack = { files: { a: 'hi', b: 'jk', c: 'lm' }, frames: [{ chunks: 'hijklm' }] }

/** A plan where deleting a file gives all of it back; files in `gone` are gone already. */
function plan(
  target: PackIndex,
  base: PackIndex,
  { freeBytes = 0, gone = [] }: { readonly freeBytes?: number; readonly gone?: readonly string[] } = {},
): LowSpacePlan {
  const whole = base.files.filter(({ path }) => !gone.includes(path))
  const facts = {
    target,
    staged: new Uint8Array(placementCount(target)),
    wholeFiles: new Map(whole.map(({ sha256, path, executable }) => [sha256, { root: 1, path, executable }])),
    base: { root: 1, index: base, present: new Uint8Array(placementCount(base)).fill(1) },
    canLink: true,
    transfersOnDisk: 1,
  }
  const freedBytes = Float64Array.from(base.files, ({ path, size }) => (gone.includes(path) ? -1 : size))
  return planLowSpace({ facts, plan: planInstall(facts), freeBytes, freedBytes })
}

/** Its rounds as names: what is put together, and what can go afterwards. */
function summary(
  target: PackIndex,
  base: PackIndex,
  { droppable, rounds, diskBytesNeeded }: LowSpacePlan,
): object {
  const paths = ({ files }: PackIndex, numbers: readonly number[]): string =>
    numbers.map((number) => files[number]?.path).join()
  return {
    droppable: paths(base, droppable),
    rounds: rounds.map((round) => `${paths(target, round.files)} > ${paths(base, round.droppable)}`),
    diskBytesNeeded,
  }
}

function planned(one: LetterPack, other: LetterPack, facts?: Parameters<typeof plan>[2]): object {
  const [target, base] = [letterIndex(one), letterIndex(other)]
  return summary(target, base, plan(target, base, facts))
}

describe('a plan for little space', () => {
  test('replaces file by file, what nothing needs going first', () => {
    expect(planned(next, old)).toEqual({
      droppable: 'gone',
      rounds: ['a > a', 'b > b', 'c > c'],
      // The largest file and the bundle in flight, without what goes first.
      diskBytesNeeded: 2_000 - 1_000 + 600,
    })
  })

  test('has fewer rounds where there is more room, for what two rounds need comes twice; the price stays', () => {
    expect(planned(next, old, { freeBytes: 2 * 2_000 - 1_000 + 600 })).toEqual({
      droppable: 'gone',
      rounds: ['a,b > a,b', 'c > c'],
      diskBytesNeeded: 2_000 - 1_000 + 600,
    })
  })

  test('keeps a file for as long as a later round needs a chunk of it', () => {
    const moved = { files: { a: 'hi', b: 'jk', c: 'la' }, frames: [{ chunks: 'hijkla' }] }
    expect(planned(moved, old)).toMatchObject({ rounds: ['a > ', 'b > b', 'c > a,c'] })
  })

  test('leaves files alone that are linked, and those that are gone', () => {
    const kept = { files: { a: 'ab', b: 'jk', c: 'lm' }, frames: [{ chunks: 'abjklm' }] }
    expect(planned(kept, old, { gone: ['gone'] })).toMatchObject({
      droppable: '',
      rounds: ['b > b', 'c > c'],
    })
  })
})
