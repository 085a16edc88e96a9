import { describe, expect, it } from 'vitest'
import { packState } from '../../../../src-shared/domain/pack-state'
import { packActions } from '../../../../src-renderer/format/pack-actions'
import { aDownload, anEntry, anError, withoutRoom } from '../../../support/library-builders'
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
      'obsolete: -, -',
      'paused: resume, cancel',
      'upToDate: -, -',
      'updateAvailable: update, -',
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

  it('keeps removing what is here in the menu, where it is last, and offers it not while an update runs', () => {
    const menus = [
      anEntry({ localVersion: 1 }),
      anEntry({ version: 2, localVersion: 1 }),
      anEntry({ version: 2, localVersion: 1, download: aDownload({}, { isUpdate: true }) }),
      anEntry(),
    ].map((entry) => packActions(entry).menu)
    expect(menus.map((menu) => [menu.includes('remove'), menu.at(-1)])).toEqual([
      [true, 'remove'],
      [true, 'remove'],
      [false, 'saveAsFile'],
      [false, 'saveAsFile'],
    ])
  })

  it('still offers to remove the old version when its update failed', () => {
    expect(packActions(anEntry({ version: 2, localVersion: 1, error: anError('timedOut') })).menu).toEqual([
      'showInFolder',
      'checkFiles',
      'saveAsFile',
      'remove',
    ])
  })

  it('offers to update with less space where only that has room, and the usual things in the menu', () => {
    const price = { diskBytesNeeded: 900, bytesToFetch: 700 }
    const shortage = { ...price, freeBytes: 200, lowSpace: { ...price, diskBytesNeeded: 150 } }
    const offers = [
      anEntry({ version: 2, localVersion: 1, ...withoutRoom(shortage) }),
      anEntry({ version: 2, localVersion: 1, ...withoutRoom(shortage, 'waiting') }),
      anEntry({ version: 2, localVersion: 1, ...withoutRoom({ ...price, freeBytes: 200 }) }),
      // Nothing is installed that could make room.
      anEntry({ version: 2, ...withoutRoom(shortage) }),
    ].map((entry) => {
      const { primary, secondary, menu } = packActions(entry)
      return [primary, secondary, menu]
    })
    expect(offers).toEqual([
      [
        'updateInLessSpace',
        undefined,
        ['retry', 'dismiss', 'showInFolder', 'checkFiles', 'saveAsFile', 'remove'],
      ],
      ['updateInLessSpace', undefined, ['pause', 'cancel', 'showInFolder', 'checkFiles', 'saveAsFile']],
      ['retry', 'dismiss', ['showInFolder', 'checkFiles', 'saveAsFile', 'remove']],
      ['retry', 'dismiss', ['saveAsFile']],
    ])
  })

  it('offers to go back to an older version that is kept, and updates again to a pack that is pinned', () => {
    const menus = [
      anEntry({ version: 2, localVersion: 2, keptVersion: 1 }),
      anEntry({ version: 2, localVersion: 1, keptVersion: 2, isPinned: true }),
      anEntry({ version: 2 }),
    ].map((entry) => packActions(entry).menu)
    expect(menus).toEqual([
      ['showInFolder', 'checkFiles', 'rollback', 'saveAsFile', 'remove'],
      ['showInFolder', 'checkFiles', 'unpin', 'saveAsFile', 'remove'],
      ['saveAsFile'],
    ])
  })
})
