import { describe, expect, it } from 'vitest'
import { packState, packStates, type PackState } from '../../../../src-shared/domain/pack-state'
import { aDownload, anEntry, anError, type EntryParts } from '../../../support/library-builders'
import { sampleEntries } from '../../../support/sample-library'

const situations: readonly (readonly [string, EntryParts, PackState])[] = [
  ['an offered pack is not installed', {}, 'notInstalled'],
  ['an unknown pack is not installed', { flags: [] }, 'notInstalled'],
  ['a current pack is up to date', { localVersion: 1 }, 'upToDate'],
  ['an older version has an update', { version: 2, localVersion: 1 }, 'updateAvailable'],
  [
    'an older version has an update even when it cannot be fetched now',
    { version: 2, localVersion: 1, flags: ['downloaded', 'outOfDate'] },
    'updateAvailable',
  ],
  [
    'a pack that the server dropped is obsolete',
    { localVersion: 1, flags: ['downloaded', 'obsolete'] },
    'obsolete',
  ],
  ['the last error shows', { error: anError('timedOut') }, 'failed'],
  ['a cancelled attempt is no failure', { error: anError('cancelled') }, 'notInstalled'],
  [
    'a download says more than the last error',
    { error: anError('timedOut'), download: aDownload() },
    'downloading',
  ],
  [
    'an attempt that has brought nothing since the last one failed goes on waiting',
    { download: aDownload({ phase: 'downloading', waitingBecause: 'hostUnavailable' }) },
    'waiting',
  ],
  ['a running download is in its phase', { download: aDownload({ phase: 'verifying' }) }, 'verifying'],
  ['an install is in its phase', { download: aDownload({ phase: 'installing' }) }, 'installing'],
  ['a paused download is paused in any phase', { download: aDownload({}, { state: 'paused' }) }, 'paused'],
  [
    'a waiting download waits',
    { download: aDownload({ phase: 'waiting' }, { state: 'waiting' }) },
    'waiting',
  ],
]

describe('packState', () => {
  it.each(situations)('%s', (_name, parts, expected) => {
    expect(packState(anEntry(parts))).toBe(expected)
  })

  it('finds every state in the sample library, so that screenshots show them all', () => {
    expect(new Set(sampleEntries.map(packState))).toEqual(new Set(packStates))
  })
})
