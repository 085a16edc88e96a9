import { describe, expect, it } from 'vitest'
import { parseAssetPackID } from '../../../../src-shared/domain/asset-pack-id'
import type { LibraryEntry } from '../../../../src-shared/domain/library'
import { applyUpdate, emptyLibrary, type LibraryState } from '../../../../src-renderer/store/apply-update'
import { aDownload, anEntry } from '../../../support/library-builders'

const facts = { connection: 'online', checking: false } as const
const flags = anEntry({ id: 'flags' })
const emoji = anEntry({ id: 'emoji' })

function library(): LibraryState {
  return applyUpdate(emptyLibrary, { kind: 'snapshot', entries: [flags, emoji], facts })
}

describe('applyUpdate', () => {
  it('replaces everything by a snapshot', () => {
    const state = applyUpdate(library(), { kind: 'snapshot', entries: [emoji], facts })
    const entries = new Map([[emoji.assetPack.id, emoji]])
    expect(state).toEqual({ loaded: true, entries, standings: entries, facts })
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
      entries: [anEntry({ id: 'emoji', download: aDownload() })],
      removedIDs: [],
      facts: { ...facts },
    })
    expect([
      after.entries === before.entries,
      after.facts === before.facts,
      moved.entries === before.entries,
      moved.entries.get(flags.assetPack.id) === flags,
      moved.entries.get(emoji.assetPack.id) === emoji,
      moved.entries.get(emoji.assetPack.id)?.assetPack === emoji.assetPack,
      moved.facts === before.facts,
    ]).toEqual([true, true, false, true, false, true, true])
  })

  it('leaves the standings as they were while only progress goes on', () => {
    const at = (bytes: number): LibraryEntry =>
      anEntry({ id: 'emoji', download: aDownload({ completedBytes: bytes, fractionCompleted: bytes / 1e6 }) })
    const change = (state: LibraryState, entry: LibraryEntry): LibraryState =>
      applyUpdate(state, { kind: 'changed', entries: [entry], removedIDs: [] })
    const begun = change(library(), at(1000))
    const going = change(begun, at(2000))
    expect([
      begun.standings === begun.entries,
      going.standings === begun.standings,
      going.entries.get(emoji.assetPack.id)?.download?.progress.completedBytes,
    ]).toEqual([true, true, 2000])
  })

  const error = { code: 'outOfSpace', message: 'The disk is full.', details: {} } as const
  const changes: Readonly<Record<string, LibraryEntry>> = {
    'its version here': anEntry({ id: 'emoji', localVersion: 1 }),
    'what is offered of it': anEntry({ id: 'emoji', version: 7 }),
    'its status alone': { ...emoji, status: emoji.status + 1 },
    'its failure': { ...emoji, error },
    'its room': { ...emoji, shortage: { diskBytesNeeded: 2, freeBytes: 1, bytesToFetch: 1 } },
    'that a download of it begins': { ...emoji, download: aDownload() },
  }
  it.each(Object.keys(changes))('has new standings when a pack changes in %s', (what) => {
    const before = library()
    const entries = changes[what] === undefined ? [] : [changes[what]]
    const after = applyUpdate(before, { kind: 'changed', entries, removedIDs: [] })
    const gone = applyUpdate(after, { kind: 'changed', entries: [], removedIDs: [emoji.assetPack.id] })
    expect([
      after.standings !== before.standings,
      after.standings === after.entries,
      gone.standings === gone.entries,
    ]).toEqual([true, true, true])
  })

  it('has new standings when a failure is followed by another one, and when what is here is kept back from updates', () => {
    const here = anEntry({ id: 'emoji', localVersion: 1 })
    const failed = { ...here, error }
    const state = applyUpdate(library(), { kind: 'changed', entries: [failed], removedIDs: [] })
    const { local } = failed
    const changed = [
      { ...failed, error: { ...error, code: 'offline' as const } },
      { ...failed, local: local && { ...local, isPinned: true } },
    ].map((entry) => applyUpdate(state, { kind: 'changed', entries: [entry], removedIDs: [] }))
    expect(changed.map(({ standings, entries }) => standings === entries)).toEqual([true, true])
  })

  it('has new standings when a download turns out to be an update, or pauses', () => {
    const begun = applyUpdate(library(), {
      kind: 'changed',
      entries: [{ ...emoji, download: aDownload() }],
      removedIDs: [],
    })
    const downloads = [
      { ...aDownload(), isUpdate: !aDownload().isUpdate },
      { ...aDownload(), state: 'paused' as const },
    ]
    const changed = downloads.map((download) =>
      applyUpdate(begun, { kind: 'changed', entries: [{ ...emoji, download }], removedIDs: [] }),
    )
    expect(changed.map(({ standings, entries }) => standings === entries)).toEqual([true, true])
  })

  it('keeps what it knows when the main process tells everything again', () => {
    const before = library()
    const entries = structuredClone([flags, emoji])
    const after = applyUpdate(before, { kind: 'snapshot', entries, facts })
    expect([...after.entries.values()].map((entry, index) => entry === [flags, emoji][index])).toEqual([
      true,
      true,
    ])
  })
})
