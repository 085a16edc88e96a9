import { describe, expect, it } from 'vitest'
import { bulkOffer, fittingEntries } from '../../../../src-renderer/store/pack-selection'
import { updatableEntries } from '../../../../src-renderer/store/selectors'
import type { LibraryEntry } from '../../../../src-shared/domain/library'
import { aDownload, anEntry, anError } from '../../../support/library-builders'

const ids = (entries: readonly LibraryEntry[]): readonly string[] =>
  entries.map(({ assetPack }) => assetPack.id)
const small = { downloadSize: 10, installedSize: 25 }

describe('bulkOffer', () => {
  it('installs what is not here, updates what is older, removes what is here, and leaves alone what is on its way', () => {
    const offer = bulkOffer(
      [
        anEntry({ ...small, id: 'new' }),
        anEntry({ ...small, id: 'failed', error: anError('timedOut') }),
        anEntry({ ...small, id: 'old', version: 2, localVersion: 1 }),
        anEntry({ ...small, id: 'current', localVersion: 1 }),
        anEntry({ ...small, id: 'coming', download: aDownload() }),
      ],
      1_000,
    )
    expect([ids(offer.installable), ids(offer.updatable), ids(offer.removable)]).toEqual([
      ['new', 'failed'],
      ['old'],
      ['old', 'current'],
    ])
    expect([offer.downloadBytes, offer.missingBytes]).toEqual([30, undefined])
  })

  it('leaves those at their version that a person keeps there, as updating everything does', () => {
    const entries = [
      anEntry({ id: 'old', version: 2, localVersion: 1 }),
      anEntry({ id: 'kept', version: 2, localVersion: 1, isPinned: true }),
    ]
    const all = updatableEntries(new Map(entries.map((entry) => [entry.assetPack.id, entry])))
    expect([ids(bulkOffer(entries, undefined).updatable), ids(all)]).toEqual([['old'], ['old']])
  })

  it('says how much room is missing: each pack whole, and what has come of the largest', () => {
    const packs = [anEntry({ ...small, id: 'a' }), anEntry({ id: 'b', downloadSize: 40, installedSize: 50 })]
    expect([bulkOffer(packs, 115), bulkOffer(packs, 100)].map(({ missingBytes }) => missingBytes)).toEqual([
      undefined,
      15,
    ])
  })

  it('claims nothing of a disk that nobody has measured', () => {
    expect(bulkOffer([anEntry()], undefined).missingBytes).toBe(undefined)
  })
})

describe('fittingEntries', () => {
  const updates = [
    anEntry({ id: 'large', downloadSize: 100, installedSize: 500 }),
    anEntry({ ...small, id: 'one' }),
    anEntry({ ...small, id: 'two' }),
  ]

  it('are all of them where there is room, in their order', () => {
    expect([ids(fittingEntries(updates, 650)), ids(fittingEntries(updates, undefined))]).toEqual([
      ['large', 'one', 'two'],
      ['large', 'one', 'two'],
    ])
  })

  it('are as many as there can be where there is not, and none where none fits', () => {
    expect([ids(fittingEntries(updates, 60)), ids(fittingEntries(updates, 34))]).toEqual([['one', 'two'], []])
  })
})
