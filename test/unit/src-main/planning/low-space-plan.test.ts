import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placementCount, placementStarts } from '../../../../src-main/planning/chunk-placements'
import { planInstall, sum, type InstallFacts } from '../../../../src-main/planning/install-plan'
import {
  planLowSpace,
  type LowSpaceFacts,
  type LowSpacePlan,
} from '../../../../src-main/planning/low-space-plan'
import type { InstallPrice } from '../../../../src-shared/domain/space-shortage'
import type { PackIndex } from '../../../../src-main/repository/pack-index'
import { letterIndex, type LetterPack } from '../../../support/index-builder'
import { factsOf, updateSituations } from '../../../support/update-situations'

const old: LetterPack = { files: { a: 'ab', b: 'cd', c: 'ef', gone: 'g' }, frames: [{ chunks: 'abcdefg' }] }
/** Three files of 2,000 bytes that are all new. */
const next: LetterPack = { files: { a: 'hi', b: 'jk', c: 'lm' }, frames: [{ chunks: 'hijklm' }] }

interface PlanOptions {
  readonly freeBytes?: number
  readonly gone?: readonly string[]
  readonly throwIfCancelled?: () => void
}

/** A plan where deleting a file gives all of it back; files in `gone` are gone already. */
function plan(
  target: PackIndex,
  base: PackIndex,
  { freeBytes = 0, gone = [], throwIfCancelled = () => undefined }: PlanOptions = {},
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
  return planLowSpace({ facts, plan: planInstall(facts), freeBytes, freedBytes, throwIfCancelled })
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

/** What the rounds take when each is planned by itself, with what is there and what is gone by then. */
function priceByRounds(
  facts: LowSpaceFacts['facts'],
  freedBytes: Float64Array,
  { droppable, rounds }: LowSpacePlan,
): InstallPrice {
  const done = new Set<number>()
  const dropped = new Set<number>()
  let used = 0
  let diskBytesNeeded = 0
  let bytesToFetch = 0
  const drop = (files: readonly number[]): void => {
    for (const file of files) {
      dropped.add(file)
      used -= freedBytes[file] ?? 0
    }
  }
  drop(droppable)
  for (const round of rounds) {
    const { totals } = planInstall(factsOfRound(facts, round.files, done, dropped))
    diskBytesNeeded = Math.max(diskBytesNeeded, used + totals.diskBytesNeeded)
    bytesToFetch += totals.bytesToFetch
    used += totals.installedBytes - totals.bytesStaged
    for (const file of round.files) done.add(file)
    drop(round.droppable)
  }
  return { diskBytesNeeded, bytesToFetch }
}

function priceOf({ diskBytesNeeded, rounds }: LowSpacePlan): InstallPrice {
  return { diskBytesNeeded, bytesToFetch: sum(rounds.map(({ bytesToFetch }) => bytesToFetch)) }
}

function factsOfRound(
  facts: LowSpaceFacts['facts'],
  files: readonly number[],
  done: ReadonlySet<number>,
  dropped: ReadonlySet<number>,
): InstallFacts {
  const { target, staged, wholeFiles, base } = facts
  const numbers = [...done, ...files].sort((a, b) => a - b)
  const starts = placementStarts(target)
  const gone = new Set([...dropped].map((file) => base.index.files[file]?.path))
  const baseStarts = placementStarts(base.index)
  const present = base.present.slice()
  for (const file of dropped) present.fill(0, baseStarts[file], baseStarts[file + 1])
  return {
    ...facts,
    target: { ...target, files: numbers.flatMap((file) => target.files[file] ?? []) },
    staged: Buffer.concat(
      numbers.map((file) => {
        const placements = staged.slice(starts[file], starts[file + 1])
        return done.has(file) ? placements.fill(1) : placements
      }),
    ),
    wholeFiles: new Map([...wholeFiles].filter(([, { path }]) => !gone.has(path))),
    base: { ...base, present },
    freeBytes: 0,
  }
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

  test('says what planning each round by itself comes to, bytes to fetch included, and that the rounds it chose have room', () => {
    fc.assert(
      fc.property(updateSituations, fc.constantFrom(1, 1.1, 1.5, 1.9), (situation, share) => {
        const facts = factsOf(situation)
        const freedBytes = Float64Array.from(facts.base.index.files, ({ size }) => size)
        const given = { facts, plan: planInstall(facts), freedBytes, throwIfCancelled: () => undefined }
        const smallest = planLowSpace({ ...given, freeBytes: -Infinity })
        expect(priceOf(smallest)).toEqual(priceByRounds(facts, freedBytes, smallest))
        const freeBytes = Math.ceil(Math.max(1, smallest.diskBytesNeeded) * share)
        const chosen = planLowSpace({ ...given, freeBytes })
        const price = priceByRounds(facts, freedBytes, chosen)
        expect(price.diskBytesNeeded).toBeLessThanOrEqual(freeBytes)
        expect(priceOf(chosen).bytesToFetch).toBe(price.bytesToFetch)
      }),
      { numRuns: 200 },
    )
  })

  test('goes through few rounds that it does not choose, for large packs have hundreds of thousands of chunks', () => {
    const files = (first: number): Record<string, string> =>
      Object.fromEntries(
        Array.from({ length: 64 }, (_, file) => [
          `file ${String(file).padStart(2, '0')}`,
          String.fromCodePoint(first + 2 * file, first + 2 * file + 1),
        ]),
      )
    const packOf = (first: number): PackIndex => {
      const contents = files(first)
      return letterIndex({ files: contents, frames: Object.values(contents).map((chunks) => ({ chunks })) })
    }
    const [target, base] = [packOf(0x4e00), packOf(0x5e00)]
    const [most, room] = [64, plan(target, base).diskBytesNeeded]
    for (const share of [1, 1.1, 1.5, 1.9, 16]) {
      let asked = 0
      plan(target, base, { freeBytes: room * share, throwIfCancelled: () => (asked += 1) })
      expect([share, asked <= 2.5 * most]).toEqual([share, true])
    }
  })

  test('stops between two rounds when it is cancelled', () => {
    const [target, base] = [letterIndex(next), letterIndex(old)]
    let asked = 0
    const throwIfCancelled = (): void => {
      asked += 1
      if (asked === 2) throw new Error('cancelled')
    }
    expect(() => plan(target, base, { throwIfCancelled })).toThrow('cancelled')
    expect(asked).toBe(2)
  })
})
