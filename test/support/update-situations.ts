import fc from 'fast-check'
import { placementCount } from '../../src-main/planning/chunk-placements'
import type { LocalContent } from '../../src-main/planning/chunk-sources'
import type { InstallFacts } from '../../src-main/planning/install-plan'
import { letterIndex, type LetterPack } from './index-builder'

/** Drawn by fast-check: packs in letters, and what a machine has when it is to install them. */
const letters = Array.from('abcdefghijklmnop')

const content = fc.array(fc.constantFrom(...letters), { maxLength: 6 }).map((chunks) => chunks.join(''))
const names = ['a', 'b', 'c!', 'd', 'e']
const files = fc
  .array(content, { minLength: 1, maxLength: names.length })
  .map((contents) => Object.fromEntries(contents.map((chunks, number) => [names[number] ?? '', chunks])))

/** Packs with all chunks of the files in standalone frames, and frames that lean on others. */
export const letterPacks = fc
  .record({
    files,
    frameSizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 16, maxLength: 16 }),
    leaning: fc.array(
      fc.record({
        position: fc.nat(20),
        chunks: fc.subarray(letters, { minLength: 1, maxLength: 3 }),
        prefix: fc.subarray(letters, { minLength: 1, maxLength: 2 }),
        storedLength: fc.integer({ min: 1, max: 60_000 }),
      }),
      { maxLength: 8 },
    ),
    gap: fc.integer({ min: 0, max: 600_000 }),
  })
  .map((drawn): LetterPack => {
    const used = [...new Set(Object.values(drawn.files).join(''))]
    const frames: LetterPack['frames'][number][] = []
    for (let at = 0, number = 0; at < used.length; number += 1) {
      const size = drawn.frameSizes[number] ?? 1
      const chunks = used.slice(at, at + size).join('')
      frames.push({ chunks, bundle: number % 2, storedLength: 50_000 * chunks.length, gap: drawn.gap })
      at += size
    }
    for (const { position, chunks, prefix, storedLength } of drawn.leaning) {
      const frame = { chunks: chunks.join(''), prefix: prefix.join(''), storedLength, bundle: 2 }
      frames.splice(position, 0, frame)
    }
    return { files: drawn.files, frames }
  })

/** A version that is here, perhaps not whole, and another that is perhaps begun. */
export const updateSituations = fc.record({
  pack: letterPacks,
  before: files,
  staged: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
  present: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
  canLink: fc.boolean(),
})

/** One of {@link updateSituations}. */
export type UpdateSituation =
  typeof updateSituations extends fc.Arbitrary<infer Situation> ? Situation : never

/** What an installation then plans with. */
export function factsOf(situation: UpdateSituation): InstallFacts & { readonly base: LocalContent } {
  const target = letterIndex(situation.pack)
  const before = letterIndex({ files: situation.before, frames: [] })
  const marks = (drawn: readonly boolean[], length: number): Uint8Array =>
    Uint8Array.from({ length }, (_, at) => (drawn[at] ? 1 : 0))
  return {
    target,
    staged: marks(situation.staged, placementCount(target)),
    base: { root: 1, index: before, present: marks(situation.present, placementCount(before)) },
    wholeFiles: new Map(
      before.files.map(({ sha256, path, executable }) => [sha256, { root: 1, path, executable }]),
    ),
    canLink: situation.canLink,
    transfersOnDisk: 3,
  }
}
