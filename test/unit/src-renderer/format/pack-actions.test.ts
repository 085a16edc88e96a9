import { describe, expect, it } from 'vitest'
import { packState } from '../../../../src-shared/domain/pack-state'
import { packActions } from '../../../../src-renderer/format/pack-actions'
import { anEntry, anError } from '../../../support/library-builders'
import { sampleEntries } from '../../../support/sample-library'

describe('packActions', () => {
  it('offers the main thing to do for every state', () => {
    const offers = new Map(sampleEntries.map((entry) => [packState(entry), packActions(entry)]))
    const words = [...offers].map(
      ([state, { primary, secondary }]) => `${state}: ${primary ?? '-'}, ${secondary ?? '-'}`,
    )
    expect(words.sort()).toEqual([
      'downloading: pause, cancel',
      'failed: retry, dismiss',
      'installing: pause, cancel',
      'notInstalled: install, -',
      'obsolete: -, remove',
      'paused: resume, cancel',
      'upToDate: -, remove',
      'updateAvailable: update, remove',
      'verifying: pause, cancel',
      'waiting: pause, cancel',
    ])
  })

  it('offers what helps against the error: the list again, the pack again, or nothing', () => {
    const offers = (['assetPackNotFound', 'timedOut', 'unsafePath'] as const).map(
      (code) => packActions(anEntry({ error: anError(code) })).primary,
    )
    expect(offers).toEqual(['check', 'retry', undefined])
  })

  it('still offers to remove the old version when its update failed', () => {
    expect(packActions(anEntry({ version: 2, localVersion: 1, error: anError('timedOut') })).menu).toEqual([
      'showInFolder',
      'checkFiles',
      'remove',
    ])
  })

  it('offers to go back to an older version that is kept, and updates again to a pack that is pinned', () => {
    const menus = [
      anEntry({ version: 2, localVersion: 2, keptVersion: 1 }),
      anEntry({ version: 2, localVersion: 1, keptVersion: 2, isPinned: true }),
      anEntry({ version: 2 }),
    ].map((entry) => packActions(entry).menu)
    expect(menus).toEqual([
      ['showInFolder', 'checkFiles', 'rollback'],
      ['showInFolder', 'checkFiles', 'unpin'],
      [],
    ])
  })
})
