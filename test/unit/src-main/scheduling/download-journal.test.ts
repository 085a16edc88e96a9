import { expect, test } from 'vitest'
import { DownloadJournal } from '../../../../src-main/scheduling/download-journal'
import { MemoryAssetPackStore } from '../../../support/memory-asset-pack-store'
import { aPack } from '../../../support/pack-builder'

const error = { code: 'indexInvalid', message: 'Broken.', details: {} } as const

test('what was paused stays paused, what failed stays told, the rest goes on, in the order of asking', () => {
  const store = new MemoryAssetPackStore()
  const common = { priority: 0, origin: 'foreground', paused: false } as const
  store.downloads.put({ ...common, assetPack: aPack({ id: 'c' }), sequence: 9, error })
  store.downloads.put({ ...common, assetPack: aPack({ id: 'b' }), sequence: 3, paused: true })
  store.downloads.put({ ...common, assetPack: aPack({ id: 'a' }), sequence: 2 })
  store.downloads.put({ ...common, assetPack: aPack({ id: 'd' }), sequence: 10, lastFailure: error })
  const journal = new DownloadJournal(store.downloads)
  expect(journal.entries().map(({ record, state }) => [record.assetPack.id, state])).toEqual([
    ['a', { kind: 'waiting', reason: 'queue' }],
    ['b', { kind: 'paused' }],
    ['c', { kind: 'failed', error }],
    ['d', { kind: 'waiting', reason: 'queue', because: 'indexInvalid' }],
  ])
  expect(journal.nextSequence()).toBe(11)
})
