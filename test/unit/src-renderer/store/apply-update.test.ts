import { describe, expect, it } from 'vitest'
import { parseAssetPackID } from '../../../../src-shared/domain/asset-pack-id'
import { applyUpdate, emptyLibrary, type LibraryState } from '../../../../src-renderer/store/apply-update'
import { anEntry } from '../../../support/library-builders'

const facts = { connection: 'online', checking: false } as const
const flags = anEntry({ id: 'flags' })
const emoji = anEntry({ id: 'emoji' })

function library(): LibraryState {
  return applyUpdate(emptyLibrary, { kind: 'snapshot', entries: [flags, emoji], facts })
}

describe('applyUpdate', () => {
  it('replaces everything by a snapshot', () => {
    const state = applyUpdate(library(), { kind: 'snapshot', entries: [emoji], facts })
    expect(state).toEqual({ loaded: true, entries: new Map([[emoji.assetPack.id, emoji]]), facts })
  })

  it('changes, adds and removes by id', () => {
    const changed = anEntry({ id: 'emoji', localVersion: 1 })
    const stickers = anEntry({ id: 'stickers' })
    const state = applyUpdate(library(), {
      kind: 'changed',
      entries: [changed, stickers],
      removedIDs: [parseAssetPackID('flags')],
    })
    expect([...state.entries.values()]).toEqual([changed, stickers])
  })

  it('leaves what did not change as the same objects', () => {
    const before = library()
    const after = applyUpdate(before, {
      kind: 'changed',
      entries: [],
      removedIDs: [parseAssetPackID('other')],
    })
    const moved = applyUpdate(before, {
      kind: 'changed',
      entries: [anEntry({ id: 'emoji' })],
      removedIDs: [],
    })
    expect([
      after.entries === before.entries,
      after.facts === before.facts,
      moved.entries === before.entries,
      moved.entries.get(flags.assetPack.id) === flags,
    ]).toEqual([true, true, false, true])
  })
})
