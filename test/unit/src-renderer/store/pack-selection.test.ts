import { describe, expect, it } from 'vitest'
import {
  bulkOffer,
  diskRoom,
  fittingEntries,
  type DiskRoom,
} from '../../../../src-renderer/store/pack-selection'
import { updatableEntries } from '../../../../src-renderer/store/selectors'
import type { LibraryEntry } from '../../../../src-shared/domain/library'
import { aDownload, anEntry, anError } from '../../../support/library-builders'

const ids = (entries: readonly LibraryEntry[]): readonly string[] =>
  entries.map(({ assetPack }) => assetPack.id)
/** A disk with so much free, and packs in the queue. */
function room(freeBytes: number | undefined, ...queue: readonly LibraryEntry[]): DiskRoom {
  return diskRoom(new Map(queue.map((entry) => [entry.assetPack.id, entry])), { freeBytes })
}

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
      room(1_000),
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
    expect([ids(bulkOffer(entries, room(undefined)).updatable), ids(all)]).toEqual([['old'], ['old']])
  })

  it('says how much room is missing: each pack whole, and what has come of the largest', () => {
    const packs = [anEntry({ ...small, id: 'a' }), anEntry({ id: 'b', downloadSize: 40, installedSize: 50 })]
    expect(
      [bulkOffer(packs, room(115)), bulkOffer(packs, room(100))].map(({ missingBytes }) => missingBytes),
    ).toEqual([undefined, 15])
  })

  it('leaves to the queue what that still needs', () => {
    const pack = anEntry({ ...small, id: 'a' })
    const coming = anEntry({
      ...small,
      id: 'coming',
      download: aDownload({ completedBytes: 0, totalBytes: 10, placedBytes: 5 }),
    })
    const offers = [room(60), room(60, coming), room(55, coming), room(54, coming)].map((each) =>
      bulkOffer([pack], each),
    )
    expect([...offers, bulkOffer([], room(0, coming))].map(({ missingBytes }) => missingBytes)).toEqual([
      undefined,
      undefined,
      undefined,
      1,
      undefined,
    ])
  })

  it('claims nothing of a disk that nobody has measured', () => {
    expect(bulkOffer([anEntry()], room(undefined)).missingBytes).toBe(undefined)
  })
})

describe('fittingEntries', () => {
  const updates = [
    anEntry({ id: 'large', downloadSize: 100, installedSize: 500 }),
    anEntry({ ...small, id: 'one' }),
    anEntry({ ...small, id: 'two' }),
  ]

  it('are all of them where there is room, in their order', () => {
    expect([ids(fittingEntries(updates, room(650))), ids(fittingEntries(updates, room(undefined)))]).toEqual([
      ['large', 'one', 'two'],
      ['large', 'one', 'two'],
    ])
  })

  it('are those beside what the queue still needs', () => {
    const coming = anEntry({
      id: 'coming',
      installedSize: 600,
      downloadSize: 10,
      download: aDownload({ completedBytes: 0, totalBytes: 10 }),
    })
    expect(ids(fittingEntries(updates, room(650, coming)))).toEqual(['one'])
  })

  it('are as many as there can be where there is not, and none where none fits', () => {
    expect([ids(fittingEntries(updates, room(60))), ids(fittingEntries(updates, room(34)))]).toEqual([
      ['one', 'two'],
      [],
    ])
  })
})
