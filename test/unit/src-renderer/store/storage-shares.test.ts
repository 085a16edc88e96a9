import { describe, expect, it } from 'vitest'
import type { PackUsage, StorageUsage } from '../../../../src-shared/domain/storage-usage'
import {
  abandonedDownloads,
  leavingIDs,
  packsWithKept,
  storageShares,
  storedPacks,
} from '../../../../src-renderer/store/storage-shares'
import { aDownload, anEntry, anError } from '../../../support/library-builders'
import { anID } from '../../../support/pack-builder'

function used(id: string, usage: Partial<PackUsage> = {}): PackUsage {
  return { id: anID(id), installedBytes: 0, keptVersions: [], keptBytes: 0, unfinishedBytes: 0, ...usage }
}

function usageOf(packs: readonly PackUsage[], usage: Partial<StorageUsage> = {}): StorageUsage {
  return { directory: '/packs', volumeBytes: 1000, freeBytes: 400, otherBytes: 10, ...usage, packs }
}

function entriesOf(...entries: readonly ReturnType<typeof anEntry>[]) {
  return new Map(entries.map((entry) => [entry.assetPack.id, entry]))
}

const packs = [
  used('maps', { version: 2, installedBytes: 200, keptVersions: [1], keptBytes: 50 }),
  used('voices', { version: 1, installedBytes: 30, unfinishedBytes: 5 }),
  used('films', { unfinishedBytes: 70 }),
]

describe('the shares of a disk', () => {
  it('are together the whole disk, kind by kind', () => {
    expect(storageShares(usageOf(packs), [])).toEqual([
      { kind: 'packs', bytes: 230, count: 2 },
      { kind: 'kept', bytes: 50, count: 1 },
      { kind: 'unfinished', bytes: 75, count: 2 },
      { kind: 'other', bytes: 10 },
      { kind: 'elsewhere', bytes: 235 },
      { kind: 'free', bytes: 400 },
    ])
  })

  it('are the whole disk also while a pack leaves, whose versions are counted apart', () => {
    const shares = storageShares(usageOf(packs), [anID('maps')])
    expect([shares.slice(0, 3), shares.reduce((total, { bytes }) => total + bytes, 0)]).toEqual([
      [
        { kind: 'packs', bytes: 30, count: 1 },
        { kind: 'leaving', bytes: 250, count: 1 },
        { kind: 'kept', bytes: 0, count: 0 },
      ],
      1000,
    ])
  })

  it('have a pack leave that is on the disk and in the library no longer', () => {
    const entries = entriesOf(
      anEntry({ id: 'maps' }),
      anEntry({ id: 'voices', localVersion: 1 }),
      anEntry({ id: 'films' }),
    )
    const libraries = [
      { entries, loaded: true },
      { entries: new Map(), loaded: true },
      { entries: new Map(), loaded: false },
    ]
    expect(libraries.map((library) => leavingIDs({ packs }, library))).toEqual([
      ['maps'],
      ['maps', 'voices'],
      [],
    ])
  })

  it('leave nothing to other programs, rather than less than nothing, where shared blocks counted twice', () => {
    const shares = storageShares(usageOf(packs, { volumeBytes: 500 }), [])
    expect(shares.find(({ kind }) => kind === 'elsewhere')?.bytes).toBe(0)
  })
})

describe('installed packs by size', () => {
  it('are listed with all that removing them frees, the biggest first', () => {
    const entries = entriesOf(
      anEntry({ id: 'voices', title: 'Voices', localVersion: 1, policy: 'essential' }),
      anEntry({ id: 'maps', title: 'Maps', version: 2, localVersion: 2 }),
      anEntry({ id: 'films', title: 'Films' }),
    )
    expect(
      storedPacks({ packs }, entries).map(({ title, bytes, keptVersions }) => [title, bytes, keptVersions]),
    ).toEqual([
      ['Maps', 250, 1],
      ['Voices', 35, 0],
    ])
  })

  it('name those that have something to go back to', () => {
    expect([packsWithKept({ packs }, []), packsWithKept({ packs }, [anID('maps')])]).toEqual([['maps'], []])
  })
})

describe('unfinished downloads', () => {
  it('can be thrown away unless they are on their way, also those of a pack that is in no list any more', () => {
    const unfinished = ['running', 'waiting', 'paused', 'failed', 'dismissed', 'unlisted'].map((id) =>
      used(id, { unfinishedBytes: 1 }),
    )
    const entries = entriesOf(
      anEntry({ id: 'running', download: aDownload({}) }),
      anEntry({ id: 'waiting', download: aDownload({}, { state: 'waiting' }) }),
      anEntry({ id: 'paused', download: aDownload({}, { state: 'paused' }) }),
      anEntry({ id: 'failed', error: anError('hostUnavailable') }),
      anEntry({ id: 'dismissed' }),
    )
    expect(abandonedDownloads({ packs: unfinished }, entries)).toEqual([
      'paused',
      'failed',
      'dismissed',
      'unlisted',
    ])
  })
})
